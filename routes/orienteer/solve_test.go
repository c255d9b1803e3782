package orienteer

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// No plan breaks a hard rule, whatever the problem, and its value is the one that
// the independent Score derives: also on shifts that walk, beside frozen rounds of an
// earlier plan, and where changes from it have a price.
func TestNoPlanBreaksAHardRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 1))
		p := randomProblem(rng, shape{
			places: 1 + rng.IntN(20), shifts: 1 + rng.IntN(8),
			plain: rng.IntN(4) == 0, walks: rng.IntN(2) == 0,
		})
		opt := Options{Seed: seed, Iterations: 60, Chains: 1 + rng.IntN(3)}
		if rng.IntN(2) == 0 {
			opt.Start = changed(t, rng, p, seed)
		}
		s, err := Solve(context.Background(), p, opt)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range Check(p, s) {
			t.Errorf("seed %d: %v", seed, v)
		}
	})
}

// changed plans the problem, and then freezes some of the rounds and prices changes.
func changed(t *rapid.T, rng *rand.Rand, p *Problem, seed uint64) *Solution {
	before, err := Solve(context.Background(), p, Options{Seed: seed, Iterations: 20})
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Shifts {
		p.Shifts[i].Frozen = rng.IntN(3) == 0
	}
	p.Before, p.Prices.Change = placesByShift(before), float64(rng.IntN(4))
	return &before
}

// A search that is interrupted returns a plan that can be walked, with the reason.
func TestInterruptedSearchKeepsItsPlan(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p := randomProblem(rand.New(rand.NewPCG(3, 3)), shape{places: 30, shifts: 4})
	s, err := Solve(ctx, p, Options{Seed: 1, Iterations: 1 << 30, Progress: func(done, _ int, _ float64) {
		if done >= 100 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want context.Canceled", err)
	}
	if v := Check(p, s); len(v) > 0 || s.Value <= 0 {
		t.Errorf("plan of value %v breaks %v", s.Value, v)
	}
}

// A malformed problem is refused by the name of its field.
func TestMalformedProblemsAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Problem){
		"share above one":       func(p *Problem) { p.Explore = 1.2 },
		"negative prize":        func(p *Problem) { p.Cells[0].Prize = -1 },
		"prize not a number":    func(p *Problem) { p.Cells[0].Prize = math.NaN() },
		"cell out of range":     func(p *Problem) { p.Places[0].Cell = 9 },
		"cell covered twice":    func(p *Problem) { p.Places[0].Cover = append(p.Places[0].Cover, p.Places[0].Cover[0]) },
		"cover out of range":    func(p *Problem) { p.Places[0].Cover[0].Cell = -1 },
		"window upside down":    func(p *Problem) { p.Places[0].Windows[time.Monday] = []Window{{9, 8}} },
		"shift upside down":     func(p *Problem) { p.Shifts[0].End = -1 },
		"matrix too small":      func(p *Problem) { p.Shifts[0].Travel.N = 1 },
		"base out of range":     func(p *Problem) { p.Shifts[0].To = 12 },
		"wish for no cell":      func(p *Problem) { p.Wishes = []Wish{{Cell: 4}} },
		"lock on no place":      func(p *Problem) { p.Locks = []Lock{{Place: 7}} },
		"pin without a shift":   func(p *Problem) { p.Locks = []Lock{{Shift: -1}} },
		"empty block":           func(p *Problem) { p.Shifts[0].Blocks = []Window{{5, 5}} },
		"negative travel times": func(p *Problem) { p.Shifts[0].Travel.Times[1] = -5 },
	} {
		p := line(2)
		spoil(p)
		if _, err := Solve(t.Context(), p, Options{}); !errors.Is(err, ErrProblem) {
			t.Errorf("%s: error is %v, want ErrProblem", name, err)
		}
	}
}
