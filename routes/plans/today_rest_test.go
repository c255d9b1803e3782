package plans

import (
	"math/rand/v2"
	"slices"
	"testing"

	"runde/routes"
	"runde/routes/orienteer"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

// visitsOf are the places of a plan's first round and when they are visited.
func visitsOf(w town, p Plan) (places, times []int) {
	for _, s := range p.Rounds[0].Stops {
		places = append(places, slices.IndexFunc(w.Places, func(pl routes.Place) bool { return pl.ID == s.PlaceID }))
		times = append(times, s.Arrive)
	}
	return places, times
}

// Each case is a round to three places, four minutes a kilometre, twenty a visit:
//
//	base ——— 0 ——— 1 ——— · ——— 2      planned: 2 at 9:16, 1 at 9:44, 0 at 10:08, home 10:32
//	   1 km     1 km     2 km
func TestReplanRoundByHand(t *testing.T) {
	for name, c := range map[string]struct {
		today         Today
		places, times []int
		end           int
	}{
		"as planned":      {Today{Minute: 576, Visited: []uuid.UUID{id("place 2")}}, []int{2, 1, 0}, []int{556, 584, 608}, 632},
		"fourteen late":   {Today{Minute: 590, Visited: []uuid.UUID{id("place 2")}}, []int{2, 1, 0}, []int{556, 598, 622}, 646},
		"a late start":    {Today{Minute: 600}, []int{2, 1, 0}, []int{616, 644, 668}, 692},
		"before it":       {Today{Minute: 300}, []int{2, 1, 0}, []int{556, 584, 608}, 632},
		"a stop skipped":  {Today{Minute: 576, Visited: []uuid.UUID{id("place 2")}, Skipped: []uuid.UUID{id("place 1")}}, []int{2, 0}, []int{556, 588}, 612},
		"skipped before":  {Today{Minute: 576, Visited: []uuid.UUID{id("place 2")}, Skipped: []uuid.UUID{id("place 1"), id("gone")}}, []int{2, 0}, []int{556, 588}, 612},
		"another order":   {Today{Minute: 600, Visited: []uuid.UUID{id("place 2"), id("place 0")}}, []int{2, 0, 1}, []int{556, 608, 604}, 632},
		"all of it done":  {Today{Minute: 640, Visited: []uuid.UUID{id("place 2"), id("place 1"), id("place 0")}}, []int{2, 1, 0}, []int{556, 584, 608}, 644},
		"too late to go":  {Today{Minute: 895, Visited: []uuid.UUID{id("place 2")}}, []int{2}, []int{556}, 911},
		"the end is near": {Today{Minute: 860, Visited: []uuid.UUID{id("place 2")}}, []int{2, 1}, []int{556, 868}, 896},
	} {
		w := hamlet(3)
		w.Estimates[1].WeeksSince = 9 // the one that explores: no stop is dearer
		w.Places[2].Point[0] = 4
		w.street()
		p := replanRound(t, w, planned(t, w, 2, 1, 0), c.today)
		places, times := visitsOf(w, p)
		if !slices.Equal(places, c.places) || !slices.Equal(times, c.times) || p.Rounds[0].End != c.end {
			t.Errorf("%s: %v at %v, end %d; want %v at %v, end %d", name, places, times, p.Rounds[0].End, c.places, c.times, c.end)
		}
	}
}

// The break of six hours from 9 may start from 10:30 to 13:00, and is planned at 10:36,
// after the fourth of six visits.
func TestTheBreakOfARoundUnderWay(t *testing.T) {
	for name, c := range map[string]struct {
		minute  int
		breakAt int // -1: a later time than the minute, within the hours of the break
		next    int // no visit before
		stops   int // in all
	}{
		"still to come":   {600, -1, 600, 6},
		"under way":       {650, 636, 666, 6},
		"over":            {700, 636, 700, 6},
		"out of its time": {790, 636, 790, 5},
	} {
		w := hamlet(6)
		w.Shifts[0].Break = 30
		from := planned(t, w, 0, 1, 2, 3, 4, 5)
		if from.Rounds[0].Break != 636 {
			t.Fatalf("the break is planned at %d, want 636", from.Rounds[0].Break)
		}
		p := replanRound(t, w, from, Today{Minute: c.minute, Visited: ids(w, 0, 1)})
		r := p.Rounds[0]
		if c.breakAt >= 0 && r.Break != c.breakAt || r.Break < 630 || r.Break > 780 {
			t.Errorf("%s: break at %d, want %d", name, r.Break, c.breakAt)
		}
		for _, s := range r.Stops[2:] {
			if s.Arrive < c.next || c.breakAt < 0 && s.Arrive < r.Break+30 && s.Leave > r.Break {
				t.Errorf("%s: visit %d–%d, break at %d, the minute is %d", name, s.Arrive, s.Leave, r.Break, c.minute)
			}
		}
		if len(r.Stops) != c.stops {
			t.Errorf("%s: %d stops, want %d", name, len(r.Stops), c.stops)
		}
	}
}

// A late start after the hours of a break that was not planned has none.
func TestABreakThatFitsNoMore(t *testing.T) {
	w := hamlet(2)
	w.Shifts[0].Break = 30
	from := Plan{Week: week, Rounds: []Round{{ShiftID: w.Shifts[0].ID, Stops: []Stop{{PlaceID: w.Places[0].ID}}}}}
	p := replanRound(t, w, from, Today{Minute: 800})
	if _, times := visitsOf(w, p); len(times) == 0 || p.Rounds[0].End > 900 || p.Rounds[0].Break != 0 {
		t.Errorf("%+v, want a visit and no break", p.Rounds[0])
	}
}

// A block that is under way or to come takes its time, one that is over does not.
func TestBlocksThatAreStillToCome(t *testing.T) {
	w := hamlet(2)
	w.Shifts[0].Blocks = []routes.Block{{Start: 540, End: 560}, {Start: 600, End: 640}}
	from := planned(t, w, 1, 0)
	p := replanRound(t, w, from, Today{Minute: 610, Visited: ids(w, 1)})
	if _, times := visitsOf(w, p); !slices.Equal(times, []int{568, 644}) {
		t.Errorf("visits at %v, want the second after the meeting, at 644", times)
	}
	p = replanRound(t, w, from, Today{Minute: 650, Visited: ids(w, 1)})
	if _, times := visitsOf(w, p); !slices.Equal(times, []int{568, 654}) {
		t.Errorf("visits at %v, want the second at 654", times)
	}
}

// Whoever walked away from the car fetches it before driving on.
//
//	base ——1 km—— 0 ·100 m· 1 ——————1.9 km—————— 2
//	at place 1 at 10:00: walks back 1:12, drives 8, parks 2: place 2 at 10:11:12
func TestTheRestFetchesTheCar(t *testing.T) {
	w := byCar(1, 1.1, 3)
	w.Places[2].Windows = everyDay(600, 900)
	from := Plan{Week: week, Rounds: []Round{{ShiftID: w.Shifts[0].ID, Stops: []Stop{
		{PlaceID: w.Places[0].ID, Arrive: 546}, {PlaceID: w.Places[1].ID, Arrive: 568, Walked: true}, {PlaceID: w.Places[2].ID, Arrive: 605},
	}}}}
	p := replanRound(t, w, from, Today{Minute: 600, Visited: ids(w, 0, 1)})
	if places, times := visitsOf(w, p); !slices.Equal(places, []int{0, 1, 2}) || !slices.Equal(times, []int{546, 568, 612}) {
		t.Errorf("%v at %v, want place 2 at 612", places, times)
	}
	if got := walkedTo(p); !slices.Equal(got, []bool{false, true, false}) {
		t.Errorf("walks %v", got)
	}
}

// A loop on foot goes on where it was: from the car, or from where the team walked to.
//
//	base ——1 km—— 0 ·100 m· 1 ·100 m· 2     home from place 2: walks back 2:24, drives 4
func TestTheRestWalksOn(t *testing.T) {
	w := byCar(1, 1.1, 1.2)
	from := planned(t, w, 0, 1, 2)
	for done, times := range [][]int{{546, 568, 589}, {546, 602, 623}, {546, 568, 602}} {
		p := replanRound(t, w, from, Today{Minute: []int{500, 600, 600}[done], Visited: ids(w, 0, 1)[:done]})
		if places, at := visitsOf(w, p); !slices.Equal(places, []int{0, 1, 2}) || !slices.Equal(at, times) {
			t.Errorf("after %d stops: %v at %v, want times %v", done, places, at, times)
		}
		if got := walkedTo(p); !slices.Equal(got, []bool{false, true, true}) {
			t.Errorf("after %d stops: walks %v", done, got)
		}
		if end := []int{615, 649, 628}[done]; p.Rounds[0].End != end {
			t.Errorf("after %d stops: back at %d, want %d", done, p.Rounds[0].End, end)
		}
	}
}

// The team is where it is, also at a place that was forbidden after it came there.
func TestTheRestFromAForbiddenPlace(t *testing.T) {
	w := byCar(1, 1.1)
	from := planned(t, w, 0, 1)
	w.Locks = []Lock{{PlaceID: w.Places[0].ID}}
	p := replanRound(t, w, from, Today{Minute: 566, Visited: ids(w, 0)})
	if places, times := visitsOf(w, p); !slices.Equal(places, []int{0, 1}) || !slices.Equal(times, []int{546, 568}) {
		t.Errorf("%v at %v, want place 1 at 568", places, times)
	}
}

// A concern that came in today brings a stop to its cell, on the round under way.
func TestAConcernOfTodayIsTakenIn(t *testing.T) {
	w := hamlet(6)
	w.Shifts[0].End = 11 * 60
	w.Estimates[5].Score, w.Estimates[5].Mean = 0.01, 0.005
	from := planned(t, w, 0, 1, 2)
	w.Concerns = []Concern{{Cell: w.Places[5].Cell, Count: 1, Since: week.Monday(), First: week.Monday()}}
	p := replanRound(t, w, from, Today{Minute: 564, Visited: ids(w, 0)})
	s, ok := stopAt(p, w.Places[5].ID)
	if !ok || s.Arrive < 564 {
		t.Fatalf("stops %+v, want one at the concern", p.Rounds[0].Stops)
	}
	if _, ok := reason(s, ReasonConcerns); !ok {
		t.Errorf("reasons %+v", s.Reasons)
	}
}

// Whatever has happened on a round, the rest of it keeps every rule in the week as it
// stands: maximum visits, gaps, hours, blocks, the break, locks, and the exploring share
// as far as the week had it.
func TestTheRestOfARoundKeepsEveryRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, from := lockedTown(t)
		rng := rand.New(rand.NewPCG(w.Seed, 4))
		i := rng.IntN(len(w.Shifts))
		s := &w.Shifts[i]
		today := Today{ShiftID: s.ID, Minute: s.Start + rng.IntN(s.End-s.Start)}
		for _, stop := range from.Rounds[i].Stops {
			switch k := rng.IntN(8); {
			case k == 0:
				today.Skipped = append(today.Skipped, stop.PlaceID)
			case stop.Arrive < today.Minute:
				today.Visited = append(today.Visited, stop.PlaceID)
			}
		}
		in, err := newWorld(&w.Input)
		if err != nil {
			t.Fatal(err)
		}
		r, err := in.remainder(in.still(from), today)
		if err != nil {
			t.Fatal(err)
		}
		late := slices.ContainsFunc(orienteer.Check(&r.problem, r.solution), func(v orienteer.Violation) bool { return v.Rule != orienteer.RuleValue })
		if err := r.solve(t.Context()); err != nil {
			t.Fatal(err)
		}
		r.solution.Value = orienteer.Score(&r.problem, r.solution).Total
		pinned := slices.ContainsFunc(r.problem.Locks, func(l orienteer.Lock) bool { return l.Kind == orienteer.Pin && l.Shift == i })
		for _, v := range orienteer.Check(&r.problem, r.solution) {
			switch {
			case late && (v.Rule == orienteer.RulePinned || v.Rule == orienteer.RulePosition) && !slices.Contains(r.head, v.Place):
				continue // no time left for it
			case v.Rule == orienteer.RuleExplore && pinned:
				continue // no room left to explore
			case v.Rule == orienteer.RuleShift && len(r.solution.Routes[i].Visits) == len(r.head):
				continue // too late even for the way home
			}
			t.Errorf("seed %d: %v of %+v", w.Seed, v, r.solution.Routes[i])
		}
	})
}

// The rest of one round of a large week is planned again: 300 places, 20 shifts, 1,200
// cells.
func BenchmarkReplanRound(b *testing.B) {
	w := newTown(1, size{1200, 300, 20})
	w.Iterations = 50
	from, err := Propose(b.Context(), w.Input, nil)
	if err != nil {
		b.Fatal(err)
	}
	w.Iterations = 0
	r := from.Rounds[2]
	today := Today{ShiftID: r.ShiftID, Minute: r.Stops[1].Leave + 20, Visited: []uuid.UUID{r.Stops[0].PlaceID, r.Stops[1].PlaceID}}
	for b.Loop() {
		if _, err := ReplanRound(b.Context(), w.Input, from, today); err != nil {
			b.Fatal(err)
		}
	}
}
