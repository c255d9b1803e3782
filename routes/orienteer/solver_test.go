package orienteer

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The same problem, seed and budget give the same plan to the last bit, and the same
// reports on the way, on one core and on two: with few shifts, with so many that
// insertions are remembered, and where routes are put together from a pool.
func TestSameSeedSamePlanOnAnyCores(t *testing.T) {
	for seed := range uint64(4) {
		rng := rand.New(rand.NewPCG(seed, 2))
		for name, p := range map[string]*Problem{
			"few":       everyRule(rng, 25, 1+rng.IntN(3)),
			"many":      everyRule(rng, 40, fewRoutes+rng.IntN(3)),
			"published": published(rng, 40, 3, false),
		} {
			run := func(cores int) (Solution, []report) {
				var reports []report
				s := search(t, p, Options{
					Seed: seed, Iterations: 400, Cores: cores,
					Progress: func(done, _ int, best float64) { reports = append(reports, report{done, best}) },
				})
				return s, reports
			}
			one, told := run(1)
			for _, cores := range []int{1, 2} {
				other, reports := run(cores)
				if diff := cmp.Diff(one, other); diff != "" {
					t.Errorf("%s, seed %d: on %d cores the plan differs:\n%s", name, seed, cores, diff)
				}
				if diff := cmp.Diff(told, reports); diff != "" {
					t.Errorf("%s, seed %d: on %d cores the reports differ:\n%s", name, seed, cores, diff)
				}
			}
		}
	}
}

// report is what a search tells of itself on its way.
type report struct {
	Done int
	Best float64
}

func search(t *testing.T, p *Problem, opt Options) Solution {
	t.Helper()
	s, err := Solve(t.Context(), p, opt)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The best plan reported never falls, and the plan that comes back is worth the last
// value reported, whatever the number of chains.
func TestBestNeverFalls(t *testing.T) {
	for chains := 1; chains <= 3; chains++ {
		for name, p := range map[string]*Problem{
			"few":       everyRule(rand.New(rand.NewPCG(7, 3)), 30, 3),
			"many":      everyRule(rand.New(rand.NewPCG(8, 3)), 40, 7),
			"published": published(rand.New(rand.NewPCG(9, 3)), 40, 3, false),
		} {
			t.Run(fmt.Sprint(name, chains), func(t *testing.T) {
				last, at, calls := math.Inf(-1), 0, 0
				s := search(t, p, Options{Seed: 7, Iterations: 1500, Chains: chains, Cores: 2, Progress: func(done, total int, best float64) {
					if best < last || done < at || total != 1500 {
						t.Errorf("after %d of %d, reported after %d: best went from %v to %v", done, total, at, last, best)
					}
					last, at = best, done
					calls++
				}})
				if calls < 20 || at != 1500 || last != s.Value {
					t.Errorf("%d reports, the last after %d of %v; the plan is worth %v", calls, at, last, s.Value)
				}
			})
		}
	}
}
