package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// On the working clock a block takes no time, and what begins at its edge begins
// after it, what ends there ends before it.
//
//	clock    0    10──20    30──35    50
//	working  0    10        20        35
func TestBlocksTakeNoWorkingTime(t *testing.T) {
	c := newClock([]Window{{30, 35}, {10, 20}})
	for at, want := range map[Tick]Tick{0: 0, 10: 10, 15: 10, 20: 10, 25: 15, 30: 20, 35: 20, 50: 35} {
		if got := c.working(at); got != want {
			t.Errorf("working(%d) = %d, want %d", at, got, want)
		}
	}
	for w, want := range map[Tick][2]Tick{5: {5, 5}, 10: {20, 10}, 20: {35, 30}, 35: {50, 50}} {
		if b, e := c.begin(w), c.end(w); b != want[0] || e != want[1] {
			t.Errorf("working %d begins at %d and ends at %d, want %v", w, b, e, want)
		}
	}
}

// Every start that spans allow, and no other, fits its window and misses the
// blocks: proven against trying each clock minute.
func TestSpansEqualTryingEveryStart(t *testing.T) {
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 1))
		window := func() Window {
			a := Tick(rng.IntN(60))
			return Window{a, a + 1 + Tick(rng.IntN(30))}
		}
		windows, blocks := []Window{window(), window()}, []Window{window(), window()}
		length, lo, hi := Tick(1+rng.IntN(12)), Tick(rng.IntN(20)), Tick(40+rng.IntN(50))
		c := newClock(blocks)
		var want []Tick
		for s := lo; s+length <= hi; s++ {
			open := slices.ContainsFunc(windows, func(w Window) bool { return s >= w.Open && s <= w.Close })
			hit := slices.ContainsFunc(blocks, func(b Window) bool { return s < b.Close && s+length > b.Open })
			if open && !hit {
				want = append(want, s)
			}
		}
		var got []Tick
		for _, sp := range c.spans(windows, length, lo, hi) {
			for w := sp.open; w <= sp.close; w++ {
				got = append(got, c.begin(w))
			}
		}
		slices.Sort(got)
		if !slices.Equal(slices.Compact(got), want) {
			t.Errorf("seed %d: windows %v blocks %v length %d in %d–%d:\n got %v\nwant %v", seed, windows, blocks, length, lo, hi, got, want)
		}
	}
}

// The constant-time test of an insertion agrees with walking the whole route.
func TestInsertionTestAgreesWithWalkingTheRoute(t *testing.T) {
	tried, fits := 0, 0
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 2))
		p := randomProblem(rng, shape{places: 8, shifts: 1})
		for i := range p.Places {
			p.Places[i].Habit = nil // a stop held to its habit may not slide
		}
		in := newInstance(p)
		s := newState(in)
		for i := range s.routes {
			in.update(i, &s.routes[i])
		}
		s.recount()
		l, r := &in.shifts[0], &s.routes[0]
		for _, place := range rng.Perm(8) {
			for at := 0; at <= len(r.stops); at++ {
				_, ok := in.try(l, r, at, stop{place: int32(place)})
				var order []int
				for _, st := range r.stops {
					order = append(order, int(st.place))
				}
				order = slices.Insert(order, at, place)
				_, walks := Time(p, 0, order)
				walks = walks && len(l.slots[place]) > 0 // workers and gap are no matter of time
				if tried++; ok != walks {
					t.Errorf("seed %d: place %d before stop %d of %v: test says %v, walking says %v", seed, place, at, order, ok, walks)
				}
				if ok {
					fits++
				}
			}
			rc := newRecreator(in, rng)
			rc.rests = -1
			if x := s.best(place, rc); x.ok {
				s.insert(place, x)
			}
		}
	}
	if fits < tried/20 || fits == tried {
		t.Errorf("%d of %d insertions fit: the worlds test too little", fits, tried)
	}
}
