package orienteer

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Frozen rounds stay as they are, at whatever times of the shift, and count in what the
// plan is worth; the others are planned beside them and keep every rule.
func TestFrozenRoundsStay(t *testing.T) {
	frozen := 0
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 21))
		p := randomProblem(rng, shape{places: 5 + rng.IntN(20), shifts: 2 + rng.IntN(4), walks: rng.IntN(2) == 0})
		p.Explore = 0
		from, err := Solve(t.Context(), p, Options{Seed: seed, Iterations: 30})
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Shifts {
			if p.Shifts[i].Frozen = rng.IntN(2) == 0; !p.Shifts[i].Frozen {
				continue
			}
			frozen += len(from.Routes[i].Visits)
			p.Shifts[i].Blocks = nil
			for k := range from.Routes[i].Visits {
				v := &from.Routes[i].Visits[k]
				v.Start = min(v.Start+Tick(rng.IntN(100)), p.Shifts[i].End)
			}
		}
		s, err := Solve(t.Context(), p, Options{Seed: seed + 1, Iterations: 60, Start: &from})
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Shifts {
			if diff := cmp.Diff(from.Routes[i], s.Routes[i]); p.Shifts[i].Frozen && diff != "" {
				t.Errorf("seed %d: round %d is frozen and changed:\n%s", seed, i, diff)
			}
		}
		for _, v := range Check(p, s) {
			t.Errorf("seed %d: %v", seed, v)
		}
	})
	if frozen == 0 {
		t.Error("no stop is frozen: the worlds test too little")
	}
}

// Stops of a frozen round explore for the share, also at places that no other round may
// visit: with them two of four stops have to, and place 2 is the other.
//
//	frozen  0*  1      * explores
//	open    2*  3
func TestFrozenStopsCountAmongThoseThatCanExplore(t *testing.T) {
	p := twoDays(4)
	p.Explore = 0.5
	p.Cells[0].Explorers, p.Cells[2].Explorers, p.Cells[2].Prize = 1, 1, 0
	p.Prices.Travel = 0.01
	p.Shifts[0].Frozen = true
	p.Locks = []Lock{{Kind: Forbid, Place: 0, Shift: -1}}
	from := Solution{Routes: []Route{{Visits: []Visit{{Place: 0}, {Place: 1}}}, {}}}
	s, err := Solve(t.Context(), p, Options{Iterations: 50, Start: &from})
	if err != nil {
		t.Fatal(err)
	}
	if v := Check(p, s); len(v) > 0 || len(s.Routes[1].Visits) != 2 {
		t.Errorf("open round %v, breaking %v; want places 2 and 3", s.Routes[1].Visits, v)
	}
}
