package plans

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"
)

// progressOf checks that neither the share of a search nor the value of its best plan
// falls, and that both are told from beginning to end.
type progressOf struct {
	t     *rapid.T
	last  Progress
	calls int
}

func watch(t *rapid.T) *progressOf { return &progressOf{t: t, last: Progress{Best: math.Inf(-1)}} }

func (w *progressOf) step(p Progress) {
	if p.Share < w.last.Share || p.Share > 1 || p.Best < w.last.Best {
		w.t.Errorf("progress goes from %+v to %+v", w.last, p)
	}
	w.last = p
	w.calls++
}

func (w *progressOf) end() {
	if w.last.Share != 1 || w.calls < 3 {
		w.t.Errorf("progress ends at %+v after %d calls", w.last, w.calls)
	}
}

// The best plan so far never falls, whether a week is planned from nothing or from
// another plan, with locks or without.
func TestTheBestPlanNeverFalls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, from := lockedTown(t)
		w.Iterations = 150
		proposed, replanned := watch(t), watch(t)
		if _, err := Propose(t.Context(), w.Input, proposed.step); err != nil {
			t.Fatal(err)
		}
		if _, err := Replan(t.Context(), w.Input, from, replanned.step); err != nil {
			t.Fatal(err)
		}
		proposed.end()
		replanned.end()
	})
}

// on runs on so many cores.
func on(cores int, run func() (Plan, error)) (Plan, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	return run()
}

// The same input gives the same plan, on one core and on two: from nothing, from a plan,
// and for the rest of a round.
func TestTheSamePlanOnOneCoreAndOnTwo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := usualTown(t)
		from, err := Propose(t.Context(), w.Input, nil)
		if err != nil {
			t.Fatal(err)
		}
		rng := rand.New(rand.NewPCG(w.Seed, 15))
		for i := range w.Estimates { // else the plan stays as it is
			w.Estimates[i].Score *= 0.5 + rng.Float64()
		}
		s := w.Shifts[rng.IntN(len(w.Shifts))]
		today := Today{ShiftID: s.ID, Minute: s.Start + 60, Skipped: []uuid.UUID{w.Places[0].ID}}
		for name, run := range map[string]func() (Plan, error){
			"from nothing":    func() (Plan, error) { return Propose(t.Context(), w.Input, nil) },
			"from a plan":     func() (Plan, error) { return Replan(t.Context(), w.Input, from, nil) },
			"rest of a round": func() (Plan, error) { return ReplanRound(t.Context(), w.Input, from, today) },
		} {
			one, errOne := on(1, run)
			two, errTwo := on(2, run)
			if errOne != nil || errTwo != nil {
				t.Fatal(errOne, errTwo)
			}
			if diff := cmp.Diff(one, two, cmp.AllowUnexported(geo.Week{})); diff != "" {
				t.Errorf("seed %d, %s: the plan on two cores differs:\n%s", w.Seed, name, diff)
			}
		}
	})
}
