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
		"negative day":          func(p *Problem) { p.Day = -1 },
		"shift of many days":    func(p *Problem) { p.Day, p.Shifts[0].End = 1, 1000 },
		"negative travel times": func(p *Problem) { p.Shifts[0].Travel.Times[1] = -5 },
	} {
		p := line(2)
		spoil(p)
		if _, err := Solve(t.Context(), p, Options{}); !errors.Is(err, ErrProblem) {
			t.Errorf("%s: error is %v, want ErrProblem", name, err)
		}
	}
}

// A plan to start from that is not one of the problem's is refused.
func TestMalformedStartsAreRefused(t *testing.T) {
	for name, start := range map[string]*Solution{
		"no routes":     {},
		"unknown place": {Routes: []Route{{Visits: []Visit{{Place: 7}}}}},
		"no place":      {Routes: []Route{{Visits: []Visit{{Place: -1}}}}},
	} {
		for _, opt := range []Options{{Start: start}, {Also: start}} {
			if _, err := Solve(t.Context(), line(2), opt); !errors.Is(err, ErrProblem) {
				t.Errorf("%s: error is %v, want ErrProblem", name, err)
			}
		}
	}
}

// A frozen round may say that its first stop was walked to, on a shift that never walks.
func TestAFrozenRoundMayBeOdd(t *testing.T) {
	p := line(2)
	p.Shifts[0].Frozen = true
	start := Solution{Routes: []Route{{Visits: []Visit{{Place: 1, Start: 5, Walked: true}}, End: 90}}}
	s, err := Solve(t.Context(), p, Options{Start: &start})
	if err != nil || !cmp.Equal(s.Routes, start.Routes) {
		t.Errorf("%v, %+v; want the round as it was given", err, s.Routes)
	}
}

// A place at the base takes no way at all, however little time there is.
func TestAPlaceAtTheBaseFits(t *testing.T) {
	p := line(3)
	p.Shifts[0].From, p.Shifts[0].To, p.Shifts[0].End = 2, 2, 6
	if got := order(solve(t, p, 1, 20), 0); len(got) != 1 || got[0] != 2 {
		t.Errorf("round is %v, want place 2 alone", got)
	}
}

// Neither figure of the progress falls, also when the search is interrupted.
func TestProgressOfAnInterruptedSearchDoesNotFall(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p := randomProblem(rand.New(rand.NewPCG(3, 3)), shape{places: 30, shifts: 4})
	lastDone, lastBest := -1, math.Inf(-1)
	_, err := Solve(ctx, p, Options{Seed: 1, Iterations: 4096, Progress: func(done, _ int, best float64) {
		if done < lastDone || best < lastBest-1e-9 {
			t.Errorf("after %d and %v came %d and %v", lastDone, lastBest, done, best)
		}
		if lastDone, lastBest = done, best; done >= 190 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}
