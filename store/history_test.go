package store_test

import (
	"errors"
	"testing"

	"runde/geo"
	"runde/routes"
	"runde/routes/simulate"
	"runde/store"
)

// simulated is a town with two teams, their regular week and a past since last
// New Year, all from one seed.
func simulated(t testing.TB, w town) *simulate.History { return simulatedYear(t, w, 1000, 200) }

// simulatedYear is simulated with so many encounters and concerns expected a year.
func simulatedYear(t testing.TB, w town, encounters, concerns int) *simulate.History {
	t.Helper()
	var teams []simulate.Team
	for _, name := range []string{"Nord", "Syd"} {
		team, err := w.db.SaveTeam(t.Context(), w.id, by(w.db), name, townSquare)
		if err != nil {
			t.Fatal(err)
		}
		teams = append(teams, simulate.Team{ID: team.ID, Home: team.Base})
	}
	today := w.db.Today()
	stored, err := w.db.Places(t.Context(), w.id, today, store.PlaceFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var places []routes.Place
	for _, p := range stored {
		places = append(places, p.Place)
	}
	street, err := w.db.CoverOn(t.Context(), w.id, store.StreetLevel, today)
	if err != nil {
		t.Fatal(err)
	}
	home, err := w.db.CoverOn(t.Context(), w.id, store.HomeLevel, today)
	if err != nil {
		t.Fatal(err)
	}
	h, _, err := simulate.Run(simulate.Input{
		Seed: 1, Now: today, Street: street.Cover, Home: home.Cover, Places: places,
		Week: simulate.RegularWeek(1, teams), Encounters: encounters, Concerns: concerns,
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// A simulated past is stored as a municipality that really had it would have it:
// the last 90 days as rows, what is older as weekly counts, and nothing is lost.
func TestHistoryIsStoredAndAged(t *testing.T) {
	w := newTown(t)
	h := simulated(t, w)
	if err := w.db.SaveHistory(t.Context(), w.id, by(w.db), h); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.Retire(t.Context(), w.id, w.db.Today()); err != nil {
		t.Fatal(err)
	}
	cutoff := w.db.Today() - store.DaysOfEvents
	want := map[bool]int{}
	met := 0
	for _, e := range h.Encounters {
		want[e.Day < cutoff]++
		if e.Outcome != "nobody_met" {
			met++
		}
	}
	ww := &walkWorld{DB: w.db, m: w.id}
	var weekly int
	ww.query(t, &weekly, `SELECT sum(count) FROM weekly_outcome`)
	if rows := ww.count(t, "encounter"); rows != want[false] || weekly != want[true] || rows == 0 || weekly == 0 {
		t.Errorf("%d encounters as rows and %d in weekly counts, want %d and %d", rows, weekly, want[false], want[true])
	}
	seen, err := w.db.Observed(t.Context(), w.id, w.in.Street, geo.WeekOf(w.db.Today()))
	no(t, err)
	total := 0
	for _, o := range seen.Weeks {
		total += o.Encounters + o.Unplanned
	}
	if total != met {
		t.Errorf("%d encounters observed, want %d", total, met)
	}
	if err := w.db.SaveHistory(t.Context(), w.id, by(w.db), h); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a second past: %v, want ErrConflict", err)
	}
}
