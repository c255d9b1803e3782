package coordinator_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"runde/routes"
	"runde/store"
	"runde/store/access"
)

func (w *world) square(t *testing.T) store.Place {
	t.Helper()
	list, err := w.Places(t.Context(), w.M, w.Today(), store.PlaceFilter{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(p store.Place) bool { return p.Kind == "square" })
	if i < 0 {
		t.Fatal("no square")
	}
	return list[i]
}

func placeForm(change url.Values) url.Values {
	v := url.Values{
		"name": {"Torvet"}, "kind": {"square"}, "visit": {"20"}, "min_visits": {"0"}, "max_visits": {"2"},
		"from": {""}, "to": {""}, "safety_note": {""},
	}
	for k := range change {
		v[k] = change[k]
	}
	return v
}

// Places belong to the coordinator.
func TestWhoEditsPlaces(t *testing.T) {
	w := newWorld(t)
	p := w.square(t)
	for _, role := range []access.Role{access.Worker, access.Leader, access.Management} {
		c := w.as(t, role)
		mustCode(t, string(role), c.Get("/steder"), http.StatusForbidden)
		mustCode(t, string(role), c.Form("/steder/"+p.ID.String(), placeForm(url.Values{"name": {"Andet"}})), http.StatusForbidden)
		mustCode(t, string(role), c.Form("/steder/"+p.ID.String()+"/brug", url.Values{"do": {"retire"}}), http.StatusForbidden)
	}
	if got := w.square(t); got.Name != p.Name || got.Retired {
		t.Error("a refused form has changed the place")
	}
}

// The list finds places by a part of their name and by kind.
func TestPlacesAreFound(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	mustSay(t, spoken(c.Get("/steder").Body.String()), "Torvet", "Bænk", "altid åbent")
	found := spoken(c.Get("/steder?q=torv").Body.String())
	mustSay(t, found, "Torvet", "1 sted")
	if strings.Contains(found, "Stationen") {
		t.Error("the search finds too much")
	}
	mustSay(t, spoken(c.Get("/steder?slags=station").Body.String()), "Stationen", "1 sted")
	mustCode(t, "no such page", c.Get("/steder?side=-7"), http.StatusOK)
}

// A place is renamed, given hours and a note, and taken out of use and back.
func TestAPlaceIsEditedAndRetired(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	path := "/steder/" + w.square(t).ID.String()
	mustCode(t, "the form", c.Get(path), http.StatusOK)
	follow(t, c, c.Form(path, placeForm(url.Values{
		"name": {"Det store torv"}, "visit": {"35"}, "max_visits": {"3"}, "two_workers": {"1"},
		"from": {"09:00"}, "to": {"17:30"}, "days": {"1", "3"}, "safety_note": {"Glat i frost"},
	})))
	got := w.square(t)
	if got.Name != "Det store torv" || got.Visit != 35 || got.MaxVisits != 3 || !got.TwoWorkers || got.SafetyNote != "Glat i frost" {
		t.Errorf("stored %+v", got)
	}
	want := []routes.Window{{Open: 540, Close: 1050}}
	for day, windows := range got.Windows {
		open := day == 1 || day == 3
		if open != (len(windows) == 1) || open && windows[0] != want[0] {
			t.Errorf("day %d: %v", day, windows)
		}
	}

	mustSay(t, spoken(follow(t, c, c.Form(path+"/brug", url.Values{"do": {"retire"}}))), "ikke i brug", "Tag stedet i brug igen")
	if strings.Contains(c.Get("/steder").Body.String(), "Det store torv") {
		t.Error("a retired place is in the list")
	}
	mustSay(t, c.Get("/steder?ude=1").Body.String(), "Det store torv")
	follow(t, c, c.Form(path+"/brug", url.Values{"do": {"restore"}}))
	if w.square(t).Retired {
		t.Error("the place is still out of use")
	}
}

// A new place has no kind until somebody chooses one.
func TestANewPlaceHasNoKind(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	page := c.Get("/steder/ny").Body.String()
	mustSay(t, page, `<option value="">Vælg</option>`)
	answer := c.Form("/steder/ny", placeForm(url.Values{"kind": {""}, "beside": {w.square(t).ID.String()}}))
	mustCode(t, "no kind", answer, http.StatusUnprocessableEntity)
	mustSay(t, spoken(answer.Body.String()), "Vælg en mulighed")
	if page := c.Get("/steder/" + w.square(t).ID.String()).Body.String(); strings.Contains(page, `<option value="">Vælg</option>`) {
		t.Error("the kind of a place that is there can be taken away")
	}
}

// Hours that the form can only show in short stay as they were, unless somebody
// touches them.
func TestHoursThatNobodyTouchedStay(t *testing.T) {
	w := newWorld(t)
	p := w.square(t)
	p.Windows[1] = []routes.Window{{Open: 480, Close: 720}, {Open: 780, Close: 960}}
	p.Windows[2] = []routes.Window{{Open: 600, Close: 840}}
	if err := w.EditPlace(t.Context(), w.M, store.By{At: w.Now()}, p); err != nil {
		t.Fatal(err)
	}
	follow(t, w.as(t, access.Coordinator), w.as(t, access.Coordinator).Form("/steder/"+p.ID.String(), placeForm(url.Values{
		"from": {"08:00"}, "to": {"16:00"}, "days": {"1", "2"}, "visit": {"25"},
	})))
	got := w.square(t)
	if got.Visit != 25 || !slices.Equal(got.Windows[1], p.Windows[1]) || !slices.Equal(got.Windows[2], p.Windows[2]) {
		t.Errorf("the hours became %v", got.Windows)
	}
}

// What breaks a rule is named at its field and nothing is stored.
func TestARefusedPlaceIsNotStored(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	p := w.square(t)
	for name, change := range map[string]url.Values{
		"minutes":       {"visit": {"1000"}},
		"visits":        {"min_visits": {"5"}},
		"hours":         {"from": {"17:00"}, "to": {"09:00"}, "days": {"1"}},
		"no day":        {"from": {"09:00"}, "to": {"17:00"}},
		"kind":          {"kind": {"home"}},
		"personal data": {"safety_note": {"ring til 12 34 56 78"}},
		"a person":      {"name": {"Hos Jens Hansen"}},
	} {
		answer := c.Form("/steder/"+p.ID.String(), placeForm(change))
		mustCode(t, name, answer, http.StatusUnprocessableEntity)
		if !strings.Contains(answer.Body.String(), `id="error-summary"`) {
			t.Errorf("%s: no summary of what is wrong", name)
		}
	}
	if got := w.square(t); got.Visit != p.Visit || got.SafetyNote != "" || got.Edited != p.Edited {
		t.Errorf("stored %+v", got)
	}
	mustCode(t, "no such place", c.Get("/steder/x"), http.StatusNotFound)
}

// A name that the map gave a place does not hinder its other changes, whatever the
// filter thinks of it.
func TestAPlaceKeepsItsName(t *testing.T) {
	w := newWorld(t)
	p := w.square(t)
	p.Name = "Jens Hansen Salen"
	if err := w.EditPlace(t.Context(), w.M, store.By{At: w.Now()}, p); err != nil {
		t.Fatal(err)
	}
	c := w.as(t, access.Coordinator)
	follow(t, c, c.Form("/steder/"+p.ID.String(), placeForm(url.Values{"name": {p.Name}, "visit": {"35"}})))
	if got := w.square(t); got.Name != p.Name || got.Visit != 35 {
		t.Errorf("stored %+v, want the name as it was and 35 minutes", got)
	}
}

// A new place stands beside a known one; a home is no kind of place.
func TestAPlaceIsAdded(t *testing.T) {
	w := newWorld(t)
	c := w.as(t, access.Coordinator)
	mustCode(t, "the form", c.Get("/steder/ny"), http.StatusOK)
	beside := w.square(t).ID.String()
	page := follow(t, c, c.Form("/steder/ny", placeForm(url.Values{"name": {"Smørhullet"}, "kind": {"hangout"}, "beside": {beside}})))
	mustSay(t, page, "Smørhullet")
	mustSay(t, c.Get("/steder").Body.String(), "Smørhullet")
	for name, change := range map[string]url.Values{
		"nowhere": {"beside": {""}}, "no kind": {"kind": {"home"}, "beside": {beside}}, "unknown": {"beside": {"x"}},
	} {
		mustCode(t, name, c.Form("/steder/ny", placeForm(change)), http.StatusUnprocessableEntity)
	}
}
