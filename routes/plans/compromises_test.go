package plans

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"runde/routes"
	"runde/routes/orienteer"

	"pgregory.net/rapid"
)

// Each case is a wish that the round to places 0 and 2 on Monday does not meet.
func TestCompromises(t *testing.T) {
	shift := id("shift")
	for name, c := range map[string]struct {
		spoil func(w *town)
		want  Compromise
	}{
		"a concern without a stop": {
			func(w *town) {
				w.Concerns = []Concern{{Cell: w.cells[1], Count: 2, First: week.Monday() - 3}}
			},
			Compromise{Code: CompromiseConcern, PlaceID: id("place 1"), N: 2, Date: week.Monday()},
		},
		"a concern in a cell without a place": {
			func(w *town) { w.Concerns = []Concern{{Cell: 77, Count: 1, First: week.Monday() + 1}} },
			Compromise{Code: CompromiseConcern, Cell: 77, N: 1, Date: week.Monday() + 1},
		},
		"a stop that comes late": {
			func(w *town) {
				w.Shifts[0].Date += 3
				w.Concerns = []Concern{{Cell: w.cells[2], Count: 1, First: week.Monday() + 1}}
			},
			Compromise{Code: CompromiseLate, PlaceID: id("place 2"), N: 2, Date: week.Monday() + 1},
		},
		"a wished visit missing": {
			func(w *town) { w.Places[0].MinVisits, w.Places[0].MaxVisits = 3, 3 },
			Compromise{Code: CompromiseMinVisits, PlaceID: id("place 0"), N: 2},
		},
		"a habit on another day": {
			func(w *town) { w.Places[2].Habit = &routes.Habit{Weekday: time.Friday, Minute: 600} },
			Compromise{Code: CompromiseHabit, PlaceID: id("place 2"), Weekday: 5, Minute: 600},
		},
		"another team": {
			func(w *town) {
				other := w.Shifts[0]
				other.ID, other.TeamID = id("other"), id("another team")
				w.Shifts = append(w.Shifts, other)
				w.street()
				w.Past = []Visit{{PlaceID: w.Places[0].ID, TeamID: other.TeamID, Date: week.Monday() - 20}}
			},
			Compromise{Code: CompromiseTeam, PlaceID: id("place 0"), ShiftID: shift},
		},
	} {
		w := hamlet(3)
		c.spoil(&w)
		if i := slices.IndexFunc(w.Places, func(p routes.Place) bool { return p.ID == c.want.PlaceID }); i >= 0 {
			c.want.Cell = w.Places[i].Cell
		}
		p, _ := evaluate(t, w, round(w, 0, 2))
		if len(p.Compromises) != 1 || p.Compromises[0] != c.want {
			t.Errorf("%s: %+v, want %+v", name, p.Compromises, c.want)
		}
	}
}

// What a plan is charged for wishes is what its compromises cost, last week's times
// aside, which nobody wished for.
func TestCompromisesAreWhatIsPaidFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64Range(0, 1<<40).Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 6))
		w := newTown(seed, size{8, 12, 4})
		for i := range w.Places {
			if rng.IntN(3) == 0 {
				w.Places[i].Habit = &routes.Habit{Weekday: time.Weekday(1 + rng.IntN(3)), Minute: 60 * (9 + rng.IntN(8))}
			}
			w.Past = append(w.Past, Visit{PlaceID: w.Places[i].ID, TeamID: id("team %d", rng.IntN(2)), Date: week.Monday() - 20})
		}
		for range rng.IntN(4) {
			w.Concerns = append(w.Concerns, Concern{Cell: w.Places[rng.IntN(12)].Cell, Count: 1 + rng.IntN(3), First: week.Monday() + 1})
		}
		in, err := newWorld(&w.Input)
		if err != nil {
			t.Fatal(err)
		}
		s := in.settled(randomOrders(rng, in))
		terms, sum := orienteer.Score(&in.problem, s), 0.0
		for _, p := range slices.Concat(in.concernsMissed(s), in.placesMissed(s), in.handed(s)) {
			sum += p.price
		}
		if want := terms.Wishes + terms.Habits + terms.MinVisit + terms.Handover; math.Abs(sum-want) > 1e-9 {
			t.Errorf("seed %d: compromises cost %v, the plan pays %+v", seed, sum, terms)
		}
	})
}
