package plans

import (
	"math/rand/v2"
	"testing"
	"time"

	"runde/geo"
	"runde/routes"
	"runde/routes/orienteer"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// usualTown is a town of a random size where a third of the places has a habit or was
// visited last week, some teams drive and some have a meeting.
func usualTown(t *rapid.T) town {
	seed := rapid.Uint64Range(0, 1<<40).Draw(t, "seed")
	rng := rand.New(rand.NewPCG(seed, 6))
	w := newTown(seed, size{5 + rng.IntN(30), 5 + rng.IntN(50), 1 + rng.IntN(6)})
	w.Iterations = 60
	for i := range w.Shifts {
		if rng.IntN(3) == 0 {
			w.Shifts[i].Mode = routes.Car
		}
		if rng.IntN(3) == 0 {
			start := w.Shifts[i].Start + 10*rng.IntN(30)
			w.Shifts[i].Blocks = []routes.Block{{Kind: "meeting", Start: start, End: start + 10 + 10*rng.IntN(9)}}
		}
	}
	for i := range w.Places {
		p, minute := &w.Places[i], 9*60+rng.IntN(13*60)
		switch rng.IntN(6) {
		case 0:
			p.Habit = &routes.Habit{Weekday: time.Weekday(1 + rng.IntN(3)), Minute: minute}
		case 1:
			w.Past = append(w.Past, Visit{PlaceID: p.ID, TeamID: id("team %d", rng.IntN(2)), Date: week.Monday() - 7 + geo.Date(rng.IntN(3)), Minute: minute})
		}
	}
	return w
}

// A proposal that is read again is the same to the minute, with its marks, reasons and
// compromises: it breaks no rule, and no usual time is lost.
func TestAProposalReadAgainIsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := usualTown(t)
		p, err := Propose(t.Context(), w.Input, nil)
		if err != nil {
			t.Fatal(err)
		}
		again, violations, err := Evaluate(w.Input, p)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(p, again, cmp.AllowUnexported(geo.Week{})); diff != "" || len(violations) > 0 {
			t.Errorf("seed %d: breaks %+v, and differs:\n%s", w.Seed, violations, diff)
		}
	})
}

// A proposal keeps every habit that the search says it keeps, or dearer ones, and is
// worth what the search says. Only which of several ways back at the same time is taken
// may differ: by the way, which parks and walks elsewhere, or by a daypart on one side of
// a break. That is a fifth of a cell's prize at most, and a thousandth of all on average.
func TestAProposalIsWorthWhatTheSearchSays(t *testing.T) {
	lost, worth := 0.0, 0.0
	rapid.Check(t, func(t *rapid.T) {
		w := usualTown(t)
		in, err := newWorld(&w.Input)
		if err != nil {
			t.Fatal(err)
		}
		found, err := orienteer.Solve(t.Context(), &in.problem, orienteer.Options{Seed: w.Seed, Iterations: w.Iterations})
		if err != nil {
			t.Fatal(err)
		}
		said := orienteer.Score(&in.problem, found)
		var orders [][]int
		for _, r := range found.Routes {
			orders = append(orders, placesOf(r.Visits))
		}
		got := orienteer.Score(&in.problem, in.settled(orders))
		if got.Total < said.Total-0.2*in.unit || got.Habits > said.Habits+1e-9 {
			t.Errorf("seed %d: worth %+v, the search says %+v", w.Seed, got, said)
		}
		lost += max(0, said.Total-got.Total)
		worth += said.Prize
	})
	if lost > 0.001*worth {
		t.Errorf("proposals lose %v of %v", lost, worth)
	}
}

// settledAt is when the stops of a round begin, in minutes, and when it is back.
func settledAt(r Round) (out []int) {
	for _, s := range r.Stops {
		out = append(out, s.Arrive)
	}
	return append(out, r.End)
}

// A break from 11:45 on goes before the last stop or after it, so that it falls in the
// better part of the day.
//
//	11:00 base — 11:04 place 0 –11:24 — 11:28 place 1 –11:48 — 11:52 place 2     break 30
func TestTheBreakMovesForADaypart(t *testing.T) {
	for name, c := range map[string]struct {
		dayparts [4]float64
		want     []int
	}{
		"the morning is better":   {[4]float64{1, 2, 0.5, 1}, []int{664, 688, 712, 774}},
		"the afternoon is better": {[4]float64{1, 0.5, 2, 1}, []int{664, 688, 742, 774}},
	} {
		w := hamlet(3)
		w.Shifts[0].Start, w.Shifts[0].End, w.Shifts[0].Break = 11*60, 14*60, 30
		w.Dayparts = map[geo.Cell][4]float64{}
		for _, cell := range w.cells {
			w.Dayparts[cell] = c.dayparts
		}
		p, v := evaluate(t, w, round(w, 0, 1, 2))
		if diff := cmp.Diff(c.want, settledAt(p.Rounds[0])); diff != "" || len(v) > 0 {
			t.Errorf("%s: breaks %+v; times:\n%s", name, v, diff)
		}
	}
}
