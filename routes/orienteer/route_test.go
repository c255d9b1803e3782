package orienteer

import (
	"math/rand/v2"
	"testing"
)

// of makes a route of the places on a shift, and reports whether it is feasible.
func of(in *instance, shift int, places ...int) (*route, bool) {
	r := &route{}
	for _, p := range places {
		r.stops = append(r.stops, stop{place: int32(p)})
	}
	return r, in.update(shift, r)
}

// The two passes agree with walking the route break by break: the same routes are
// feasible, and they end at the same time.
func TestPassesAgreeWithWalking(t *testing.T) {
	feasible, all := 0, 0
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 61))
		p := randomProblem(rng, shape{places: 6, shifts: 1})
		in := newInstance(p)
		order := rng.Perm(6)[:1+rng.IntN(4)]
		r, ok := of(in, 0, order...)
		for _, place := range order {
			ok = ok && len(in.shifts[0].slots[place]) > 0
		}
		walked, walks := Time(p, 0, order)
		for _, place := range order {
			walks = walks && len(in.shifts[0].slots[place]) > 0 // workers and gaps are no matter of time
		}
		all++
		if ok != walks {
			t.Errorf("seed %d: %v feasible %v, walking says %v", seed, order, ok, walks)
			continue
		}
		if !ok {
			continue
		}
		feasible++
		if end := in.shifts[0].clock.end(r.end); end != walked.End {
			t.Errorf("seed %d: %v ends at %d, walking ends at %d", seed, order, end, walked.End)
		}
	}
	if feasible < all/20 || feasible > all*19/20 {
		t.Errorf("%d of %d routes are feasible: the worlds test too little", feasible, all)
	}
}

// The latest arrival is the latest: arriving then leaves the rest feasible,
// arriving one tick later does not.
func TestLatestArrivalIsTight(t *testing.T) {
	p := line(3)
	p.Places[1].Windows = everyDay(Window{10, 40})
	p.Places[2].Windows = everyDay(Window{30, 60})
	in := newInstance(p)
	r, ok := of(in, 0, 0, 1, 2)
	if !ok {
		t.Fatal("the route is infeasible")
	}
	l := &in.shifts[0]
	for k := range r.stops {
		rest := *p
		rest.Shifts = append([]Shift(nil), p.Shifts...)
		rest.Shifts[0].From = int(r.stops[k].place)
		var order []int
		for _, st := range r.stops[k:] {
			order = append(order, int(st.place))
		}
		for late, want := range []bool{true, false} {
			rest.Shifts[0].Start = l.clock.begin(r.arrive[1][k]) + Tick(late)
			if _, got := Time(&rest, 0, order); got != want {
				t.Errorf("arriving at stop %d %d ticks after the latest: feasible %v, want %v", k, late, got, want)
			}
		}
	}
}

// The break goes where the route is back earliest: into the wait at a closed place.
//
//	0 leave base, 1 at place 0 until 6, place 1 opens at 30: the break of 20 is free
func TestTheBreakFillsAWait(t *testing.T) {
	p := line(2)
	p.Places[1].Windows = everyDay(Window{30, 60})
	p.Shifts[0].Break = Break{Length: 20, Window: Window{0, 80}}
	in := newInstance(p)
	r, ok := of(in, 0, 0, 1)
	if !ok || r.end != 37 || r.start[1] != 30 {
		t.Errorf("feasible %v, starts %v, end %d; want place 1 at 30, end 37", ok, r.start, r.end)
	}
	if r.pause+20 > 30 || r.pauseK > 1 {
		t.Errorf("the break starts at %d, after %d stops, want it over by 30", r.pause, r.pauseK)
	}
}

// The break may come last, at the base.
func TestTheBreakMayComeLast(t *testing.T) {
	p := line(1)
	p.Places[0].Windows = everyDay(Window{1, 2})
	p.Shifts[0].Break = Break{Length: 20, Window: Window{40, 80}}
	in := newInstance(p)
	r, ok := of(in, 0, 0)
	if !ok || r.end != 60 || r.pause != 40 {
		t.Errorf("feasible %v, break at %d, end %d; want 40 and 60", ok, r.pause, r.end)
	}
}

// A break with no room in its window makes the shift useless.
func TestABreakWithoutRoom(t *testing.T) {
	p := line(1)
	p.Shifts[0].Break = Break{Length: 20, Window: Window{90, 95}}
	if _, ok := of(newInstance(p), 0, 0); ok {
		t.Error("feasible, though the break ends after the shift")
	}
}

// Where free stops may go beside stops locked to a position (*n).
func TestRoomBesideLockedPositions(t *testing.T) {
	for _, c := range []struct {
		pos    []int32
		lo, hi int
	}{
		{nil, 0, 0},
		{[]int32{0, 0}, 0, 2},
		{[]int32{1, 0}, 1, 2},    // *1 stands first: only behind it
		{[]int32{0, 2, 0}, 2, 3}, // *2 stands second: only behind it
		{[]int32{0, 4}, 0, 1},    // *4 stands second yet: only before it
		{[]int32{1, 0, 5}, 1, 2}, // between them
		{[]int32{1, 2}, 2, 2},
	} {
		r := &route{}
		for i, pos := range c.pos {
			r.stops = append(r.stops, stop{place: int32(i), pin: pos > 0, pos: pos})
		}
		if lo, hi := r.bounds(); lo != c.lo || hi != c.hi {
			t.Errorf("%v: room %d–%d, want %d–%d", c.pos, lo, hi, c.lo, c.hi)
		}
		if !orderly(r.stops) {
			t.Errorf("%v is not orderly", c.pos)
		}
	}
}

func TestOrderly(t *testing.T) {
	for _, c := range []struct {
		pos  []int32
		want bool
	}{
		{[]int32{0, 0, 3}, true},
		{[]int32{0, 3}, true},        // too short, at the end
		{[]int32{3, 0}, false},       // a free stop behind one that stands too early
		{[]int32{0, 0, 2}, false},    // pushed back
		{[]int32{3, 5}, true},        // both too early, in order
		{[]int32{5, 3}, false},       // out of order
		{[]int32{1, 3, 0, 4}, false}, // 3 stands second with a free stop behind
		{[]int32{1, 0, 3, 4, 0}, true},
	} {
		var stops []stop
		for i, pos := range c.pos {
			stops = append(stops, stop{place: int32(i), pos: pos})
		}
		if got := orderly(stops); got != c.want {
			t.Errorf("%v: orderly %v, want %v", c.pos, got, c.want)
		}
	}
}
