package coordinator_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"runde/geo"
	"runde/geo/intake"
	"runde/store"
	"runde/store/access"
	"runde/web/reception"

	"github.com/google/uuid"
)

// send stores a concern as one that came in.
func (w *world) send(t *testing.T, c intake.Concern) intake.Concern {
	t.Helper()
	c.ID, c.Day = uuid.New(), w.Today()
	if c.Context == "" {
		c.Context = intake.Street
	}
	if c.Channel == "" {
		c.Channel = intake.Neighbour
	}
	level := store.StreetLevel
	if c.Context == intake.Home {
		level = store.HomeLevel
	}
	cover, err := w.CoverOn(t.Context(), w.M, level, c.Day)
	if err != nil {
		t.Fatal(err)
	}
	c.Cell = cover.Cells()[0].Cell
	if err := w.InsertConcern(t.Context(), w.M, c); err != nil {
		t.Fatal(err)
	}
	return c
}

func (w *world) concern(t *testing.T, id uuid.UUID) store.Concern {
	t.Helper()
	c, err := w.Concern(t.Context(), w.M, id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The inbox is the coordinator's: every other role is refused, and decides nothing.
func TestWhoReadsTheInbox(t *testing.T) {
	w := newWorld(t)
	c := w.send(t, intake.Concern{Note: "sover i læskuret"})
	for _, role := range []access.Role{access.Worker, access.Leader, access.Management} {
		mustCode(t, string(role), w.as(t, role).Get("/henvendelser"), http.StatusForbidden)
		mustCode(t, string(role), w.as(t, role).Form("/henvendelser/"+c.ID.String(), url.Values{"do": {"not_ours"}}), http.StatusForbidden)
	}
	mustCode(t, "a visitor", w.as(t, access.Visitor).Get("/henvendelser"), http.StatusSeeOther)
	if got := w.concern(t, c.ID).State; got != intake.Received {
		t.Errorf("a refused decision made it %s", got)
	}
}

// Each decision takes one form, is told, logged, and can be taken back.
func TestDecidingTakesOneFormAndCanBeTakenBack(t *testing.T) {
	w := newWorld(t)
	coordinator := w.as(t, access.Coordinator)
	c := w.send(t, intake.Concern{Worries: []intake.Worry{intake.SleepsOut}, Note: "sover i læskuret"})
	path := "/henvendelser/" + c.ID.String()
	page := spoken(coordinator.Get("/henvendelser").Body.String())
	mustSay(t, page, "Venter på dig", "fryser eller sover ude", "sover i læskuret", "nabo", "Besøg")
	for do, want := range map[string]intake.State{
		"visit": intake.Decided, "watch": intake.Decided, "leader": intake.Decided, "not_ours": intake.Closed,
	} {
		page := follow(t, coordinator, coordinator.Form(path, url.Values{"do": {do}, "visit_by": {(w.Today() + 30).String()}}))
		mustSay(t, spoken(page), "Fortryd")
		got := w.concern(t, c.ID)
		if do == "visit" || do == "watch" {
			// The week that is approved may visit the cell already.
			if got.State != intake.Decided && got.State != intake.OnRound {
				t.Errorf("%s: %s", do, got.State)
			}
		} else if got.State != want {
			t.Errorf("%s: %s, want %s", do, got.State, want)
		}
		if got.Decision == nil || string(*got.Decision) != do {
			t.Errorf("%s: the decision is %v", do, got.Decision)
		}
		mustSay(t, spoken(follow(t, coordinator, coordinator.Form(path, url.Values{"do": {"reopen"}}))), "åben igen")
		if got := w.concern(t, c.ID); got.State != intake.Received || got.Decision != nil {
			t.Errorf("%s taken back: %s", do, got.State)
		}
	}
	log, err := w.Audits(t.Context(), w.M, 0, 20)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(log, func(a store.Audit) bool { return a.Action == "concern.decide" && a.ObjectID == c.ID.String() }) {
		t.Error("no decision is in the log")
	}
	mustCode(t, "no day", coordinator.Form(path, url.Values{"do": {"visit"}, "visit_by": {"i morgen"}}), http.StatusUnprocessableEntity)
	mustCode(t, "no such word", coordinator.Form(path, url.Values{"do": {"dance"}}), http.StatusBadRequest)
	mustCode(t, "no id", coordinator.Form("/henvendelser/x", url.Values{"do": {"watch"}}), http.StatusNotFound)
}

// Two concerns about one cell within a week are proposed as the same; merged, one
// is closed, and what was decided meanwhile is not overwritten.
func TestTwoOfTheSameAreMerged(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	first, second := w.send(t, intake.Concern{}), w.send(t, intake.Concern{Channel: intake.Shop})
	home := w.send(t, intake.Concern{Context: intake.Home})
	page := c.Get("/henvendelser").Body.String()
	if got := strings.Count(page, "Samme henvendelse?"); got != 2 {
		t.Errorf("%d concerns are proposed as the same, want 2: a home and a street never are", got)
	}
	path := "/henvendelser/" + second.ID.String()
	mustSay(t, spoken(follow(t, c, c.Form(path, url.Values{"do": {"merge"}, "into": {first.ID.String()}}))), "lagt sammen")
	if got := w.concern(t, second.ID); got.MergedInto == nil || *got.MergedInto != first.ID {
		t.Errorf("merged into %v", got.MergedInto)
	}
	mustSay(t, spoken(follow(t, c, c.Form(path, url.Values{"do": {"watch"}}))), "Nogen har besluttet noget")
	mustSay(t, spoken(c.Get("/henvendelser?vis=afsluttede").Body.String()), "lagt sammen med en anden", "Åbn igen")
	if got := w.concern(t, home.ID).MergedInto; got != nil {
		t.Error("the home concern was merged")
	}
}

// A concern about a home is marked, and says that it is on no map and no round.
func TestAHomeIsMarked(t *testing.T) {
	w := newWorld(t)
	w.send(t, intake.Concern{Context: intake.Home})
	mustSay(t, spoken(w.as(t, access.Coordinator).Get("/henvendelser").Body.String()), "eget hjem", "hverken på kort eller runde")
}

func (w *world) call(t *testing.T, change url.Values) url.Values {
	t.Helper()
	names, err := w.PlaceNames(t.Context(), w.M, w.Today())
	if err != nil || len(names) == 0 {
		t.Fatalf("%d names, %v", len(names), err)
	}
	v := url.Values{
		"id": {uuid.NewString()}, "area": {names[0].Name}, "context": {"street"}, "channel": {"emergency_ward"},
		"worries": {"sleeps_out"}, "met": {"evening"}, "note": {"kommer ved lukketid"},
	}
	for k := range change {
		v[k] = change[k]
	}
	return v
}

// A call is typed in by one form of six fields, sent twice it is stored once, and
// about a home it is held in the coarse cover.
func TestACallIsTypedIn(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	mustCode(t, "the form", c.Get("/henvendelser/ny"), http.StatusOK)
	sent := w.call(t, nil)
	for range 2 {
		mustSay(t, spoken(follow(t, c, c.Form("/henvendelser/ny", sent))), "Henvendelsen er gemt")
	}
	c.Form("/henvendelser/ny", w.call(t, url.Values{"context": {"home"}}))
	list, err := w.Inbox(t.Context(), w.M)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 {
		t.Fatalf("%d concerns are stored, want 2", len(list))
	}
	home, err := w.CoverOn(t.Context(), w.M, store.HomeLevel, w.Today())
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range list {
		if one.Context == intake.Home && !home.Has(one.Cell) {
			t.Error("a home is not held in the coarse cover")
		}
		if one.Context == intake.Street && (one.Channel != intake.EmergencyWard || len(one.Worries) != 1 || len(one.MeetDayparts) != 1) {
			t.Errorf("stored %+v", one)
		}
	}
}

// Whoever may enter a concern opens the form, the coordinator and the workers; a
// worker comes back to the form, since the inbox is not a worker's.
func TestWhoTypesACall(t *testing.T) {
	w := newWorld(t)
	for role, want := range map[access.Role]int{
		access.Coordinator: http.StatusOK, access.Worker: http.StatusOK, access.Leader: http.StatusForbidden,
		access.Management: http.StatusForbidden, access.Administrator: http.StatusForbidden,
	} {
		c := w.as(t, role)
		mustCode(t, string(role), c.Get("/henvendelser/ny"), want)
		answer := c.Form("/henvendelser/ny", w.call(t, nil))
		if want == http.StatusOK {
			mustSay(t, spoken(follow(t, c, answer)), "Henvendelsen er gemt")
		} else {
			mustCode(t, string(role)+" types", answer, want)
		}
	}
	visitor := w.as(t, access.Visitor)
	mustCode(t, "a visitor", visitor.Get("/henvendelser/ny"), http.StatusSeeOther)
	mustCode(t, "a visitor types", visitor.Form("/henvendelser/ny", w.call(t, nil)), http.StatusUnauthorized)
	if list, err := w.Inbox(t.Context(), w.M); err != nil || len(list) != 2 {
		t.Errorf("%d concerns are stored, want the coordinator's and the worker's, %v", len(list), err)
	}
}

// Another concern under the id of one that is stored is not lost: the form comes
// back with a new id, says so, and is stored when it is sent again.
func TestAnotherCallUnderTheSameIDIsNotLost(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	first := w.call(t, nil)
	mustCode(t, "the first", c.Form("/henvendelser/ny", first), http.StatusSeeOther)
	for name, change := range map[string]url.Values{
		"channel": {"channel": {"neighbour"}}, "note": {"note": {"sover i læskuret"}},
		"worries": {"worries": {"looks_ill"}}, "dayparts": {"met": {"morning"}}, "context": {"context": {"home"}},
	} {
		other := w.call(t, change)
		other["id"] = first["id"]
		answer := c.Form("/henvendelser/ny", other)
		mustCode(t, name, answer, http.StatusConflict)
		mustSay(t, spoken(answer.Body.String()), "har allerede gemt en anden henvendelse")
		fresh := hiddenID.FindStringSubmatch(answer.Body.String())
		if fresh == nil || fresh[1] == first.Get("id") {
			t.Fatalf("%s: the form that comes back has the id %v", name, fresh)
		}
		other.Set("id", fresh[1])
		mustCode(t, name+" again", c.Form("/henvendelser/ny", other), http.StatusSeeOther)
	}
	if list, err := w.Inbox(t.Context(), w.M); err != nil || len(list) != 6 {
		t.Errorf("%d concerns are stored, want 6, %v", len(list), err)
	}
}

var hiddenID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// A form about where somebody is takes its own fields and no others: a position
// has nowhere to go and is refused, and nothing is stored.
func TestAPositionIsRefused(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	mustCode(t, "a call", c.Form("/henvendelser/ny", w.call(t, url.Values{"lat": {"55.5"}})), http.StatusBadRequest)
	there := w.send(t, intake.Concern{})
	mustCode(t, "a decision", c.Form("/henvendelser/"+there.ID.String(), url.Values{"do": {"watch"}, "lon": {"11.5"}}), http.StatusBadRequest)
	list, err := w.Inbox(t.Context(), w.M)
	if err != nil || len(list) != 1 || list[0].State != intake.Received {
		t.Errorf("after refused forms: %+v, %v", list, err)
	}
}

// Two parts of one name in different patches are two choices, told apart by a
// number.
func TestPartsOfOneNameAreTwoChoices(t *testing.T) {
	w := newWorld(t)
	names, err := w.PlaceNames(t.Context(), w.M, w.Today())
	if err != nil {
		t.Fatal(err)
	}
	page := w.as(t, access.Coordinator).Get("/henvendelser/ny").Body.String()
	keyed := reception.Keyed(names)
	for _, n := range keyed {
		if got := strings.Count(page, `<option value="`+n.Key+`"`); got != 1 {
			t.Errorf("%q is %d choices", n.Key, got)
		}
		mustCode(t, n.Key, w.as(t, access.Coordinator).Form("/henvendelser/ny", w.call(t, url.Values{"area": {n.Key}})), http.StatusSeeOther)
	}
	if !slices.ContainsFunc(keyed, func(n reception.Name) bool { return n.Key == "Midtby 2" }) {
		t.Error("no second Midtby can be chosen")
	}
	var want, got []geo.Cell
	for _, n := range keyed {
		want = append(want, n.Street)
	}
	list, err := w.Inbox(t.Context(), w.M)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range list {
		got = append(got, one.Cell)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the concerns are in %v, want %v", got, want)
	}
}

// What breaks a rule comes back at its field, kindly; nothing of it is stored.
func TestARefusedCallIsNotStored(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	for name, one := range map[string]struct {
		change url.Values
		say    string
	}{
		"no area":      {url.Values{"area": {"Et andet sted"}}, "Vælg en mulighed"},
		"no channel":   {url.Values{"channel": {"police"}}, "Vælg en mulighed"},
		"a CPR number": {url.Values{"note": {"det er 010103-1234"}}, "et CPR-nummer"},
		"a phone":      {url.Values{"note": {"ring 12 34 56 78"}}, "et telefonnummer"},
		"a long note":  {url.Values{"note": {strings.Repeat("a ", 150)}}, "200"},
	} {
		answer := c.Form("/henvendelser/ny", w.call(t, one.change))
		mustCode(t, name, answer, http.StatusUnprocessableEntity)
		mustSay(t, spoken(answer.Body.String()), one.say)
		if !strings.Contains(answer.Body.String(), `id="error-summary"`) {
			t.Errorf("%s: no summary of what is wrong", name)
		}
	}
	if list, err := w.Inbox(t.Context(), w.M); err != nil || len(list) != 0 {
		t.Errorf("%d refused calls are stored, %v", len(list), err)
	}
}
