package main

import (
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/intake"
	"runde/geo/osm/osmtest"
	"runde/geo/release"
	"runde/routes/plans"
	"runde/routes/rounds"
	"runde/store"
	"runde/store/access"
	"runde/store/jobs"
	"runde/store/pgtest"
	"runde/web"
	"runde/web/auth"
	"runde/web/webtest"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/google/uuid"
)

// loop is the demo on its real map, served to browsers, with a clock that the test
// sets. It begins on Wednesday 18 November 2026; week 48 is the one to plan.
type loop struct {
	*testing.T
	db     *store.DB
	m      int32
	origin string
	week   geo.Week
	// people who walk: one of each team
	walkers map[uuid.UUID]uuid.UUID
}

func newLoop(t *testing.T) *loop {
	t.Helper()
	l := &loop{T: t, db: pgtest.New(t), week: geo.WeekOf(geo.DateOf(pgtest.Now)).Add(1), walkers: map[uuid.UUID]uuid.UUID{}}
	c := serveCmd{Demo: true, demoMap: demoMap{OSM: osmtest.AndorraPath(t)}}
	l.must(c.demoMap.load(t.Context(), l.db, io.Discard))
	m, err := l.db.MunicipalityByName(t.Context(), demoName)
	l.must(err)
	l.m = m.ID
	quiet := slog.New(slog.DiscardHandler)
	work, err := jobs.New(l.db, quiet)
	l.must(err)
	l.must(work.Start(t.Context()))
	t.Cleanup(func() {
		if err := stopWithin(work.Stop); err != nil {
			t.Error(err)
		}
	})
	config := c.config(l.db, work, quiet)
	config.Sessions = memstore.New() // lives by the machine's clock, not by the test's
	handler, err := web.New(config)
	l.must(err)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	l.origin = server.URL
	l.addWalkers()
	return l
}

func (l *loop) must(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

// addWalkers adds a worker to each team; the demo has one of the first team only.
func (l *loop) addWalkers() {
	l.Helper()
	teams, err := l.db.Teams(l.Context(), l.m)
	l.must(err)
	hash := auth.HashPassword(demoPassword)
	for i, team := range teams {
		s := store.NewStaff{Login: walkerLogin(i), Role: access.Worker, TeamID: &team.ID, PasswordHash: &hash}
		l.walkers[team.ID], err = l.db.AddStaff(l.Context(), l.m, store.By{At: l.db.Now()}, s)
		l.must(err)
	}
}

func walkerLogin(team int) string { return fmt.Sprintf("gaaende%d@example.dk", team+1) }

// at sets the clock to ten in the morning of a day.
func (l *loop) at(day geo.Date) {
	now := day.Time().Add(9 * time.Hour)
	l.db.SetClock(func() time.Time { return now })
}

// page is a new tab, signed in if a login is given.
func (l *loop) page(login string, width int64) *webtest.Page {
	l.Helper()
	p := webtest.Browser(l).Page(l, l.origin, width)
	if login != "" {
		p.Open("/log-ind")
		p.Type("#login", login)
		p.Type("#password", demoPassword)
		p.Click(".signin-form button[type=submit]")
	}
	return p
}

// leave checks what holds of every page when somebody leaves it.
func leave(p *webtest.Page) {
	p.SameOrigin()
	p.Quiet()
}

// The main job from end to end, each of its people in a browser: a concern is sent;
// the coordinator decides it, gets a week that explains itself with it, and
// approves; the worker walks that round and records nobody met and a meeting; the
// week's figures reach management when they are due, and not a day before.
func TestTheMainJob(t *testing.T) {
	l := newLoop(t)
	concern := l.sendConcern()
	l.decide(concern.ID)
	stop := l.propose(concern)
	round := l.approve(stop)
	l.walk(round)
	met := l.everybodyElseWalks(round) + 1
	l.published(met)
}

// sendConcern sends a concern, without signing in, about a place in a cell that no
// other concern is about.
func (l *loop) sendConcern() store.Concern {
	l.Helper()
	before, err := l.db.Inbox(l.Context(), l.m)
	l.must(err)
	names, err := l.db.PlaceNames(l.Context(), l.m, l.db.Today())
	l.must(err)
	i := slices.IndexFunc(names, func(n store.PlaceName) bool {
		return n.Street != geo.Rest && !slices.ContainsFunc(before, func(c store.Concern) bool { return c.Cell == n.Street })
	})
	if i < 0 {
		l.Fatal("every named place has an open concern")
	}

	p := l.page("", 320)
	p.Open("/bekymring")
	p.See("h1", "henvendelse")
	webtest.Eval[bool](p, fmt.Sprintf(`(() => {
		const select = document.querySelector("#place");
		const option = [...select.options].find(o => o.text.startsWith(%q));
		select.value = option.value;
		return select.dispatchEvent(new Event("change", {bubbles: true}));
	})()`, names[i].Name))
	p.Tap(`label[for="worries-0"]`)
	p.Axe()
	p.Click(".concern-form button[type=submit]")
	p.See("h1", "Tak")
	if words := strings.Fields(p.Text(".receipt-words")); len(words) != 4 {
		l.Errorf("the receipt has %d words", len(words))
	}
	p.Axe()
	leave(p)

	after, err := l.db.Inbox(l.Context(), l.m)
	l.must(err)
	for _, c := range after {
		if !slices.ContainsFunc(before, func(b store.Concern) bool { return b.ID == c.ID }) {
			if c.Cell != names[i].Street {
				l.Errorf("the concern is stored in %s, want the cell of the place, %s", c.Cell, names[i].Street)
			}
			return c
		}
	}
	l.Fatal("the concern is not in the inbox")
	return store.Concern{}
}

// decide has the coordinator decide on a visit.
func (l *loop) decide(id uuid.UUID) {
	l.Helper()
	p := l.page("koordinator@example.dk", 1280)
	p.Open("/henvendelser")
	p.Axe()
	p.Click(fmt.Sprintf(`[id="henvendelse-%s"] button[value=visit]`, id))
	p.See(".notice", "")
	leave(p)
	c, err := l.db.Concern(l.Context(), l.m, id)
	l.must(err)
	if c.Decision == nil || *c.Decision != intake.Visit {
		l.Fatalf("the concern's decision is %v", c.Decision)
	}
}

// propose has the week proposed and finds the stop that the concern is a reason for.
func (l *loop) propose(concern store.Concern) store.PlanStop {
	l.Helper()
	p := l.page("koordinator@example.dk", 1280)
	p.Open("/uge/" + l.week.String())
	p.Tap(`form[action$="/forslag"] button[type=submit]`)
	p.Until("the proposal", `document.querySelectorAll("[data-stop]").length > 0`)
	plan, err := l.db.PlanOf(l.Context(), l.m, l.week, store.Proposed)
	l.must(err)
	var stop *store.PlanStop
	for _, r := range plan.Rounds {
		for _, s := range r.Stops {
			if s.Cell == concern.Cell && slices.ContainsFunc(s.Reasons, func(r plans.Reason) bool { return r.Code == plans.ReasonConcerns }) {
				stop = &s
			}
		}
	}
	if stop == nil {
		l.Fatal("no stop is explained by the concern")
	}
	webtest.Eval[bool](p, fmt.Sprintf(`(() => {
		const stop = document.getElementById("stop-%s");
		stop.closest("details.round").open = true;
		stop.querySelector(".stop-why").open = true;
		return true;
	})()`, stop.ID))
	p.See(fmt.Sprintf(`[id="stop-%s"] .reasons`, stop.ID), "1 bekymring")
	p.See(fmt.Sprintf(`[id="stop-%s"] .reasons`, stop.ID), "18. nov")
	p.Axe()
	leave(p)
	return *stop
}

// approve publishes the week; before that no worker sees anything of it.
func (l *loop) approve(stop store.PlanStop) store.PlanRound {
	l.Helper()
	for _, walker := range l.walkers {
		for day := range geo.Date(7) {
			if list, err := l.db.RoundsOn(l.Context(), l.m, walker, l.week.Monday()+day); err != nil || len(list) > 0 {
				l.Fatalf("before the approval a worker sees %d rounds, %v", len(list), err)
			}
		}
	}
	p := l.page("koordinator@example.dk", 1280)
	p.Open("/uge/" + l.week.String())
	p.Click(`a[href$="/godkend"]`)
	p.Axe()
	p.Click(`form[action$="/godkend"] button[type=submit]`)
	p.See(".state-approved", "")
	leave(p)
	plan, err := l.db.PlanOf(l.Context(), l.m, l.week, store.Approved)
	l.must(err)
	for _, r := range plan.Rounds {
		if slices.ContainsFunc(r.Stops, func(s store.PlanStop) bool { return s.PlaceID == stop.PlaceID }) {
			return r
		}
	}
	l.Fatal("the approved week has lost the stop")
	return store.PlanRound{}
}

// walk has a worker of the round's team record nobody met at its first stop and a
// conversation at its second.
func (l *loop) walk(round store.PlanRound) {
	l.Helper()
	if len(round.Stops) < 2 {
		l.Fatalf("the round has %d stops; the journey needs two", len(round.Stops))
	}
	l.at(round.Shift.Date)
	teams, err := l.db.Teams(l.Context(), l.m)
	l.must(err)
	team := slices.IndexFunc(teams, func(t store.Team) bool { return t.ID == round.Shift.TeamID })
	p := l.page(walkerLogin(team), 320)
	p.Open("/runde/" + round.ID.String())
	p.See("h1", "Dagens runde")
	p.Until("the island", `!document.querySelector("[data-map]").hidden`)
	p.Axe()
	shown := ".stop-card:not([hidden]) "
	p.Tap(shown + "[data-nobody]")
	p.See("[data-saved]", "Ingen mødt er gemt")
	p.Tap(shown + ".meet > summary")
	p.Tap(shown + `[for$="-conversation"]`)
	p.Tap(shown + ".meet-form > .button")
	p.Until("everything is sent", `document.querySelector("[data-sent]").dataset.waiting === "0"`)
	leave(p)

	kept, err := l.db.RoundEncounters(l.Context(), l.m, l.walkers[round.Shift.TeamID], round.ID)
	l.must(err)
	outcomes := map[rounds.Outcome]int{}
	for _, e := range kept {
		outcomes[e.Outcome]++
	}
	if len(kept) != 2 || outcomes[rounds.NobodyMet] != 1 || outcomes[rounds.Conversation] != 1 {
		l.Fatalf("the round holds %v", outcomes)
	}
}

// everybodyElseWalks records three meetings at the first stop of each other round,
// so that the week is large enough to be told at all, and returns how many.
func (l *loop) everybodyElseWalks(but store.PlanRound) int {
	l.Helper()
	plan, err := l.db.PlanOf(l.Context(), l.m, l.week, store.Approved)
	l.must(err)
	l.at(l.week.Monday() + 6)
	met := 0
	for _, r := range plan.Rounds {
		if r.ID == but.ID || len(r.Stops) == 0 {
			continue
		}
		walker, stop := l.walkers[r.Shift.TeamID], r.Stops[0]
		l.must(l.db.MarkStop(l.Context(), l.m, walker, rounds.Mark{Stop: stop.ID, State: rounds.StopVisited}))
		for range 3 {
			_, err := l.db.RecordEncounter(l.Context(), l.m, walker, rounds.Encounter{
				ID: uuid.New(), Round: r.ID, Cell: stop.Cell, Daypart: geo.DaypartAt(stop.Arrive), Outcome: rounds.Greeted, Persons: rounds.One,
			})
			l.must(err)
			met++
		}
	}
	return met
}

// published has management look on the eve of the week's release and on its day. The
// week before, in which nobody walked, is there on both.
func (l *loop) published(met int) {
	l.Helper()
	due := release.WeekDue(l.week)
	for _, c := range []struct {
		day          geo.Date
		before, want string
	}{{due - 1, "0", ""}, {due, "0", fmt.Sprint(met)}} {
		l.at(c.day)
		_, err := l.db.ReleaseDue(l.Context(), l.m, c.day)
		l.must(err)
		p := l.page("ledelse@example.dk", 1280)
		p.See("h1", "Udækket behov")
		p.Axe()
		if got := meetings(p, l.week.Add(-1)); got != c.before {
			l.Errorf("on %s the week before shows %q meetings, want %q", c.day, got, c.before)
		}
		if got := meetings(p, l.week); got != c.want {
			l.Errorf("on %s the week shows %q meetings, want %q", c.day, got, c.want)
		}
		leave(p)
	}
}

// meetings is what the table of weeks shows for a week, or nothing where it has no
// such row.
func meetings(p *webtest.Page, w geo.Week) string {
	_, number := w.ISO()
	return webtest.Eval[string](p, fmt.Sprintf(`[...document.querySelectorAll("tr")]
		.find(r => r.cells[0].textContent.trim() === "uge %d, 2026")?.cells[1].textContent.trim() ?? ""`, number))
}
