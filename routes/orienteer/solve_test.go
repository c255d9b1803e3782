package orienteer

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// No plan breaks a hard rule, whatever the problem, and its value is the one that
// the independent Score derives.
func TestNoPlanBreaksAHardRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 1))
		p := randomProblem(rng, shape{places: 1 + rng.IntN(20), shifts: 1 + rng.IntN(6)})
		s, err := Solve(context.Background(), p, Options{Seed: seed, Iterations: 60})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range Check(p, s) {
			t.Errorf("seed %d: %v", seed, v)
		}
	})
}

// The same problem, seed and budget give the same plan to the last bit.
func TestSameSeedSamePlan(t *testing.T) {
	for seed := range uint64(5) {
		rng := rand.New(rand.NewPCG(seed, 2))
		p := randomProblem(rng, shape{places: 25, shifts: 5})
		a, b := solve(t, p, seed, 200), solve(t, p, seed, 200)
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("seed %d: second run differs:\n%s", seed, diff)
		}
	}
}

// The best plan reported never falls, and the plan that comes back is worth the
// last value reported.
func TestBestNeverFalls(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 3))
	p := randomProblem(rng, shape{places: 30, shifts: 4})
	last, calls := math.Inf(-1), 0
	s, err := Solve(t.Context(), p, Options{Seed: 7, Iterations: 500, Progress: func(done, total int, best float64) {
		if best < last-1e-9 {
			t.Errorf("after %d of %d: best fell from %v to %v", done, total, last, best)
		}
		last = best
		calls++
	}})
	if err != nil {
		t.Fatal(err)
	}
	if calls < 5 || !nearly(last, s.Value) {
		t.Errorf("%d reports, last %v; plan is worth %v", calls, last, s.Value)
	}
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
