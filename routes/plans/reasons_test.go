package plans

import (
	"testing"
	"time"

	"runde/geo"
	"runde/routes"
)

// Each case gives one place of a hamlet of three a reason to be visited, and says
// which must be among those shown.
func TestReasons(t *testing.T) {
	since := geo.NewDate(2026, 11, 4)
	for name, c := range map[string]struct {
		give func(w *town, p *routes.Place)
		want Reason
	}{
		"a lock": {
			func(w *town, p *routes.Place) { w.Locks = []Lock{{PlaceID: p.ID, ShiftID: w.Shifts[0].ID}} },
			Reason{Code: ReasonLocked},
		},
		"exploration": {
			func(w *town, _ *routes.Place) { w.Estimates[1].Known = false },
			Reason{Code: ReasonExploration},
		},
		"decided concerns": {
			func(w *town, p *routes.Place) {
				w.Concerns = []Concern{{Cell: p.Cell, Count: 2, Since: since, First: week.Monday() + 2}}
			},
			Reason{Code: ReasonConcerns, N: 2, Date: since},
		},
		"high need": {
			func(w *town, _ *routes.Place) {
				e := &w.Estimates[1]
				e.Mean, e.Low, e.High, e.Score = 0.65, 0.4, 0.9, 0.9
			},
			Reason{Code: ReasonHighNeed, Low: 4, High: 9},
		},
		"ordinary need": {
			func(w *town, _ *routes.Place) {
				w.Estimates[0].Score, w.Estimates[2].Score = 5, 5
			},
			Reason{Code: ReasonNeed, Low: 3, High: 8},
		},
		"not visited for 23 days": {
			func(w *town, p *routes.Place) {
				w.Past = []Visit{{PlaceID: p.ID, Date: week.Monday() - 23}, {PlaceID: p.ID, Date: week.Monday() - 40}}
			},
			Reason{Code: ReasonNotVisited, N: 23, Date: week.Monday() - 23},
		},
		"nobody in the cell for five weeks": {
			func(w *town, _ *routes.Place) { w.Estimates[1].WeeksSince = 5 },
			Reason{Code: ReasonNotVisited, N: 35},
		},
		"never visited": {
			func(w *town, _ *routes.Place) { w.Estimates[1].WeeksSince = -1 },
			Reason{Code: ReasonNeverVisited},
		},
		"a habit": {
			func(_ *town, p *routes.Place) { p.Habit = &routes.Habit{Weekday: time.Monday, Minute: 600} },
			Reason{Code: ReasonHabit, Weekday: 1, Minute: 600},
		},
		"wished visits": {
			func(_ *town, p *routes.Place) { p.MinVisits = 1 },
			Reason{Code: ReasonMinVisits, N: 1},
		},
		"neighbours": {
			func(w *town, p *routes.Place) {
				w.Estimates[1].Score, w.Estimates[1].Mean = 0.01, 0
				w.Neighbours[p.Cell] = []geo.Cell{w.cells[0], w.cells[2]}
			},
			Reason{Code: ReasonNeighbours, N: 2},
		},
	} {
		w := hamlet(3)
		w.Iterations = 50
		c.give(&w, &w.Places[1])
		s, ok := stopAt(propose(t, w.Input), w.Places[1].ID)
		if !ok {
			t.Errorf("%s: not visited", name)
			continue
		}
		if got, _ := reason(s, c.want.Code); got != c.want {
			t.Errorf("%s: reasons %+v, want %+v among them", name, s.Reasons, c.want)
		}
	}
}

// However much there is to say, a stop says three things at most, and what people
// decided comes first.
func TestAtMostThreeReasons(t *testing.T) {
	w := hamlet(3)
	p := &w.Places[1]
	p.MinVisits, p.Habit = 1, &routes.Habit{Weekday: time.Monday, Minute: 600}
	w.Estimates[1].Known = false
	w.Locks = []Lock{{PlaceID: p.ID, ShiftID: w.Shifts[0].ID}}
	w.Concerns = []Concern{{Cell: p.Cell, Count: 1, Since: week.Monday() - 3, First: week.Monday()}}
	w.Iterations = 50
	s, _ := stopAt(propose(t, w.Input), p.ID)
	if len(s.Reasons) != MaxReasons || s.Reasons[0].Code != ReasonLocked || s.Reasons[1].Code != ReasonExploration || s.Reasons[2].Code != ReasonConcerns {
		t.Errorf("reasons %+v, want locked, exploration, concerns", s.Reasons)
	}
}

// Every stop of a large plan gives a reason.
func TestEveryStopGivesAReason(t *testing.T) {
	w := newTown(3, size{40, 100, 8})
	w.Iterations = 100
	for _, s := range stops(propose(t, w.Input)) {
		if len(s.Reasons) == 0 || len(s.Reasons) > MaxReasons {
			t.Errorf("a stop gives %d reasons", len(s.Reasons))
		}
	}
}
