package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// full is a filled plan of a random problem with some of its stops pinned.
func full(seed uint64) *state {
	rng := rand.New(rand.NewPCG(seed, 71))
	p := randomProblem(rng, shape{places: 30, shifts: 5, plain: true})
	p.Explore = 0
	s := built(p)
	rc := wide(s, seed)
	for place := range p.Places {
		if x := s.best(place, rc); x.ok {
			s.insert(place, x)
		}
	}
	for i := range s.routes {
		for k := range s.routes[i].stops {
			s.routes[i].stops[k].pin = rng.IntN(4) == 0
			if s.routes[i].stops[k].pin && rng.IntN(2) == 0 {
				s.routes[i].stops[k].pos = int32(k + 1)
			}
		}
		s.in.update(i, &s.routes[i])
	}
	s.recount()
	return s
}

var everyRuin = map[string]func(*state, *rand.Rand, []bool){
	"string": ruinString, "force": ruinForce, "route": ruinRoute, "move": ruinMove,
}

func pinned(s *state) (out []int32) {
	for i := range s.routes {
		for _, st := range s.routes[i].stops {
			if st.pin {
				out = append(out, st.place)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Whatever a ruin removes, pinned stops stay, routes stay feasible and locked
// positions hold; and it removes something most of the time.
func TestRuinsKeepPinsAndOrder(t *testing.T) {
	for name, ruin := range everyRuin {
		changed := 0
		for seed := range uint64(60) {
			s := full(seed)
			before, pins := s.solution(nil), pinned(s)
			touched := make([]bool, len(s.routes))
			ruin(s, rand.New(rand.NewPCG(seed, 72)), touched)
			for i := range s.routes {
				if !s.in.update(i, &s.routes[i]) {
					t.Errorf("%s, seed %d: route %d is infeasible after removal", name, seed, i)
				}
				if !orderly(s.routes[i].stops) {
					t.Errorf("%s, seed %d: route %d breaks a position: %+v", name, seed, i, s.routes[i].stops)
				}
			}
			s.recount()
			if got := pinned(s); !slices.Equal(got, pins) {
				t.Errorf("%s, seed %d: pins %v became %v", name, seed, pins, got)
			}
			if !cmp.Equal(s.solution(nil).Routes, before.Routes) {
				changed++
			}
		}
		if changed < 30 {
			t.Errorf("%s: changed anything in %d of 60 plans", name, changed)
		}
	}
}

// A ruin marks every route that it changes: only those are timed again.
func TestRuinsMarkWhatTheyTouch(t *testing.T) {
	for name, ruin := range everyRuin {
		for seed := range uint64(40) {
			s := full(seed)
			before := s.solution(nil)
			touched := make([]bool, len(s.routes))
			ruin(s, rand.New(rand.NewPCG(seed, 73)), touched)
			for i := range s.routes {
				if !touched[i] && !slices.Equal(order(s.solution(nil), i), order(before, i)) {
					t.Errorf("%s, seed %d: route %d changed unmarked", name, seed, i)
				}
			}
		}
	}
}

func TestRuinsOfAnEmptyPlan(t *testing.T) {
	p := line(2)
	p.Shifts = nil
	s := built(p)
	for _, ruin := range everyRuin {
		ruin(s, rand.New(rand.NewPCG(1, 1)), nil)
	}
	if s.stops != 0 {
		t.Errorf("%d stops", s.stops)
	}
}

// Removing a stop before one that is locked to a later position takes the free
// stops behind that one along; a pinned stop behind it forbids the removal.
func TestRemovalBeforeALockedPosition(t *testing.T) {
	for _, c := range []struct {
		name        string
		stops, left []stop
		ok          bool
	}{
		{"free", []stop{{place: 0}, {place: 1}}, []stop{{place: 1}}, true},
		{"pinned", []stop{{place: 0, pin: true}}, []stop{{place: 0, pin: true}}, false},
		{"before a position, free behind",
			[]stop{{place: 0}, {place: 1, pin: true, pos: 2}, {place: 2}},
			[]stop{{place: 1, pin: true, pos: 2}}, true},
		{"before a position, pin behind",
			[]stop{{place: 0}, {place: 1, pin: true, pos: 2}, {place: 2, pin: true}},
			[]stop{{place: 0}, {place: 1, pin: true, pos: 2}, {place: 2, pin: true}}, false},
		{"before two positions",
			[]stop{{place: 0}, {place: 1, pin: true, pos: 2}, {place: 2, pin: true, pos: 3}},
			[]stop{{place: 1, pin: true, pos: 2}, {place: 2, pin: true, pos: 3}}, true},
	} {
		s := built(line(3))
		s.routes[0].stops = slices.Clone(c.stops)
		if got := s.remove(0, 0); got != c.ok || !slices.Equal(s.routes[0].stops, c.left) {
			t.Errorf("%s: changed %v, left %+v, want %v and %+v", c.name, got, s.routes[0].stops, c.ok, c.left)
		}
	}
}

// Recreating a ruined plan keeps every rule that Check knows.
func TestRecreateKeepsTheRules(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 74))
		p := randomProblem(rng, shape{places: 20, shifts: 4})
		s := built(p)
		rc := newRecreator(s.in, rng)
		for range 5 {
			rc.fill(s, s.stops)
			s.recount()
			s.repair(newState(s.in))
			if v := Check(p, s.solution(nil)); len(v) > 0 {
				t.Fatalf("seed %d: %v", seed, v)
			}
			touched := make([]bool, len(s.routes))
			ruinString(s, rng, touched)
			for i := range s.routes {
				s.in.update(i, &s.routes[i])
			}
			s.recount()
		}
	}
}

// Completing leaves nothing out that still gains.
func TestCompleteLeavesNothingThatGains(t *testing.T) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 75))
		p := randomProblem(rng, shape{places: 20, shifts: 3, plain: true})
		p.Explore = 0
		s := built(p)
		rc := newRecreator(s.in, rng)
		rc.complete(s)
		s.recount()
		rc = wide(s, seed)
		for place := range p.Places {
			if x := s.best(place, rc); x.ok && x.gain > 1e-6 && s.count[place] == 0 {
				t.Errorf("seed %d: place %d still gains %v", seed, place, x.gain)
			}
		}
	}
}

// Repair removes the least valuable ordinary stops until the share holds, and only
// as many as it must.
func TestRepairRestoresTheShare(t *testing.T) {
	p := line(10)
	p.Explore = 0.5
	for i := 8; i < 10; i++ {
		p.Cells[i] = Cell{Explorers: 1}
	}
	for i := range 8 {
		p.Cells[i].Prize = float64(10 + i)
	}
	s := built(p)
	r, ok := of(s.in, 0, 0, 1, 2, 3, 4, 9)
	if !ok {
		t.Fatal("the route is infeasible")
	}
	s.routes[0] = *r
	s.recount()
	s.repair(newState(s.in))
	if got := order(s.solution(nil), 0); !slices.Equal(got, []int{4, 9}) {
		t.Errorf("left %v, want the most valuable ordinary stop and the exploring one", got)
	}
}

// Pins that fit only in another order than the listed one are found.
//
//	place 2 is open until 5 only, and is listed last
func TestPinsAreTriedInOtherOrders(t *testing.T) {
	p := line(3)
	p.Places[2].Windows = everyDay(Window{0, 5})
	for i := range 3 {
		p.Locks = append(p.Locks, Lock{Kind: Pin, Place: i, Shift: 0})
	}
	s := solve(t, p, 1, 0)
	if got := order(s, 0); len(got) != 3 || got[0] != 2 {
		t.Errorf("round is %v, want all three with place 2 first", got)
	}
}
