package plans

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"runde/geo"
	"runde/geo/need"
	"runde/routes"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"
)

// randomLocks pins and forbids places here and there.
func randomLocks(rng *rand.Rand, t *town) {
	for i := range t.Places {
		switch rng.IntN(12) {
		case 0:
			t.Locks = append(t.Locks, Lock{PlaceID: t.Places[i].ID, ShiftID: t.Shifts[rng.IntN(len(t.Shifts))].ID})
		case 1:
			t.Locks = append(t.Locks, Lock{PlaceID: t.Places[i].ID})
		}
	}
}

// A proposal keeps every rule that Evaluate knows, locks and exploring share
// included, and Evaluate gives it the same times, marks and reasons. A pin may stay
// out where its round cannot take it; then it is listed as left out.
func TestProposalsKeepEveryRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64Range(0, 1<<40).Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 1))
		w := newTown(seed, size{5 + rng.IntN(25), 5 + rng.IntN(40), 1 + rng.IntN(6)})
		w.Iterations = 40
		if rng.IntN(2) == 0 {
			randomLocks(rng, &w)
		}
		p, err := Propose(context.Background(), w.Input, nil)
		if err != nil {
			t.Fatal(err)
		}
		again, violations, err := Evaluate(w.Input, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range violations {
			if v.Rule == RulePinned && leftOutPinned(p, v.PlaceID) {
				continue
			}
			if v.Rule == RuleExplore && len(w.Locks) > 0 {
				continue // pins may leave no room to explore
			}
			t.Errorf("seed %d: %+v", seed, v)
		}
		if len(w.Locks) == 0 {
			if diff := cmp.Diff(reasonsOf(p), reasonsOf(again)); diff != "" {
				t.Errorf("seed %d: reasons differ when evaluated:\n%s", seed, diff)
			}
		}
	})
}

func leftOutPinned(p Plan, place uuid.UUID) bool {
	for _, l := range p.LeftOut {
		if l.PlaceID == place {
			return l.Pinned
		}
	}
	return false
}

func reasonsOf(p Plan) (out [][]string) {
	for _, s := range stops(p) {
		var codes []string
		for _, r := range s.Reasons {
			codes = append(codes, r.Code)
		}
		out = append(out, codes)
	}
	return out
}

// The share explores wherever there are enough unknown cells, and each such stop is
// marked and says so.
func TestTheExploringShareHoldsAndIsMarked(t *testing.T) {
	for seed := range uint64(8) {
		w := newTown(seed, size{60, 120, 6})
		for i := range w.Estimates {
			w.Estimates[i].Known = i%2 == 0 // 30 unknown cells
		}
		w.Iterations = 100
		p := propose(t, w.Input)
		n, exploring := 0, 0
		cells := map[geo.Cell]int{}
		for _, s := range stops(p) {
			n++
			if !s.Exploration {
				continue
			}
			exploring++
			if cells[s.Cell]++; cells[s.Cell] > explorers {
				t.Errorf("seed %d: cell %s is explored %d times", seed, s.Cell, cells[s.Cell])
			}
			if _, ok := reason(s, ReasonExploration); !ok {
				t.Errorf("seed %d: an exploring stop gives the reasons %+v", seed, s.Reasons)
			}
		}
		if n < 20 || float64(exploring) < DefaultShare*float64(n) {
			t.Errorf("seed %d: %d of %d stops explore", seed, exploring, n)
		}
	}
}

// When every cell is known, a share of the stops still goes where nobody has been
// for longest.
func TestTheExploringShareHoldsWhenAllIsKnown(t *testing.T) {
	for seed := range uint64(8) {
		w := newTown(seed, size{60, 120, 3})
		for i := range w.Estimates {
			w.Estimates[i].Known, w.Estimates[i].WeeksSince = true, i
		}
		w.Iterations = 100
		n, exploring := 0, 0
		for _, s := range stops(propose(t, w.Input)) {
			n++
			if s.Exploration {
				exploring++
				if e := slices.IndexFunc(w.Estimates, func(e need.Estimate) bool { return e.Cell == s.Cell }); e < len(w.Estimates)*4/5 {
					t.Errorf("seed %d: explores a cell seen %d weeks ago, of %d", seed, e, len(w.Estimates))
				}
			}
		}
		if n < 10 || float64(exploring) < DefaultShare*float64(n) {
			t.Errorf("seed %d: %d of %d stops explore", seed, exploring, n)
		}
	}
}

// Nobody sets the share below a tenth.
func TestTheShareIsNeverUnderATenth(t *testing.T) {
	in := Input{Share: 0.01}
	if got := in.share(); got != LeastShare {
		t.Errorf("share %v, want %v", got, LeastShare)
	}
	in.Share = 0
	if got := in.share(); got != DefaultShare {
		t.Errorf("share %v, want %v", got, DefaultShare)
	}
}

// Planning that is interrupted hands back a plan that can be walked.
func TestInterruptedPlanningKeepsItsPlan(t *testing.T) {
	w := newTown(6, size{30, 60, 6})
	w.Iterations = 1 << 30
	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	p, err := Propose(ctx, w.Input, func(Progress) {
		if calls++; calls == 3 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || len(stops(p)) < 10 {
		t.Fatalf("%d stops, error %v, want a plan and context.Canceled", len(stops(p)), err)
	}
	if _, v, err := Evaluate(w.Input, p); err != nil || len(v) > 0 {
		t.Errorf("the plan breaks %+v (%v)", v, err)
	}
}

// R9: nobody is visited more often than the place allows, nor twice on a day.
func TestMaximumVisitsHold(t *testing.T) {
	for seed := range uint64(5) {
		w := newTown(seed, size{4, 6, 10}) // more time than places
		w.Iterations = 60
		p := propose(t, w.Input)
		count, days := map[uuid.UUID]int{}, map[string]bool{}
		for i, r := range p.Rounds {
			for _, s := range r.Stops {
				count[s.PlaceID]++
				key := s.PlaceID.String() + w.Shifts[i].Date.String()
				if days[key] {
					t.Errorf("seed %d: a place is visited twice on %s", seed, w.Shifts[i].Date)
				}
				days[key] = true
			}
		}
		for _, pl := range w.Places {
			if count[pl.ID] > pl.MaxVisits {
				t.Errorf("seed %d: %s is visited %d times, at most %d", seed, pl.Name, count[pl.ID], pl.MaxVisits)
			}
		}
	}
}

// A place keeps its usual weekday and time, and says so.
func TestHabitsAreKept(t *testing.T) {
	w := hamlet(6)
	friday := w.Shifts[0]
	friday.ID, friday.Date = id("friday"), week.Monday()+4
	w.Shifts = append(w.Shifts, friday)
	w.street()
	w.Places[2].Habit = &routes.Habit{Weekday: 5, Minute: 13 * 60}
	w.Iterations = 200
	p := propose(t, w.Input)
	s, ok := stopAt(p, w.Places[2].ID)
	if !ok || s.Arrive < 12*60+30 || s.Arrive > 13*60+30 || len(p.Rounds[1].Stops) == 0 {
		t.Fatalf("the place is visited at minute %d (%v), want Friday about 13:00", s.Arrive, ok)
	}
	if r, ok := reason(s, ReasonHabit); !ok || r.Weekday != 5 || r.Minute != 13*60 {
		t.Errorf("reasons %+v, want the habit on Friday at 13:00", s.Reasons)
	}
}

// Without a habit of its own, last week's weekday and time draws the visit back.
func TestLastWeekDrawsBack(t *testing.T) {
	w := hamlet(4)
	friday := w.Shifts[0]
	friday.ID, friday.Date = id("friday"), week.Monday()+4
	w.Shifts = append(w.Shifts, friday)
	w.street()
	for i := range w.Places {
		w.Past = append(w.Past, Visit{PlaceID: w.Places[i].ID, TeamID: friday.TeamID, Date: friday.Date - 7, Minute: 9*60 + 4 + 24*i})
	}
	w.Iterations = 200
	p := propose(t, w.Input)
	if len(p.Rounds[1].Stops) != 4 {
		t.Fatalf("%d stops on Friday, want all four, as last week", len(p.Rounds[1].Stops))
	}
	if _, ok := reason(p.Rounds[1].Stops[0], ReasonLastWeek); !ok {
		t.Errorf("reasons %+v, want last week's", p.Rounds[1].Stops[0].Reasons)
	}
}

// A decided concern brings a stop to its cell by the wished day, with its number
// and date, though another cell has more need.
func TestADecidedConcernBringsAStop(t *testing.T) {
	w := hamlet(12)
	w.Shifts[0].End = 11 * 60 // time for three or four
	w.Iterations = 200
	far := w.Places[9]
	if _, ok := stopAt(propose(t, w.Input), far.ID); ok {
		t.Fatal("without a concern the far place is visited: the world is too easy")
	}
	since := geo.NewDate(2026, 11, 4)
	w.Concerns = []Concern{{Cell: far.Cell, Count: 2, Since: since, First: week.Monday()}}
	p := propose(t, w.Input)
	s, ok := stopAt(p, far.ID)
	if !ok {
		t.Fatal("the concern brings no stop to its cell")
	}
	if r, ok := reason(s, ReasonConcerns); !ok || r.N != 2 || r.Date != since {
		t.Errorf("reasons %+v, want two concerns since %s", s.Reasons, since)
	}
}

// An input that cannot be planned is refused by the name of the field.
func TestMalformedInputsAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Input){
		"share":            func(in *Input) { in.Share = 1.1 },
		"iterations":       func(in *Input) { in.Iterations = -1 },
		"mode":             func(in *Input) { in.Shifts[0].Mode = "boat" },
		"times":            func(in *Input) { in.Shifts[0].End = in.Shifts[0].Start },
		"break":            func(in *Input) { in.Shifts[0].Break = -5 },
		"week":             func(in *Input) { in.Shifts[0].Date += 7 },
		"matrix":           func(in *Input) { in.Matrices = nil },
		"matrix too small": func(in *Input) { in.Places = append(in.Places, in.Places[0]) },
		"no foot matrix":   func(in *Input) { in.Matrices[routes.Foot] = routes.Matrix{N: 2, Times: make([]int32, 4)} },
		"visit":            func(in *Input) { in.Places[0].Visit = 0 },
	} {
		w := hamlet(3)
		spoil(&w.Input)
		if _, err := Propose(t.Context(), w.Input, nil); !errors.Is(err, ErrInput) {
			t.Errorf("%s: error is %v, want ErrInput", name, err)
		}
	}
}

// A week without shifts, or a town without places, is an empty plan.
func TestEmptyWeeks(t *testing.T) {
	w := hamlet(3)
	w.Shifts = nil
	w.street()
	if p := propose(t, w.Input); len(p.Rounds) != 0 || len(p.LeftOut) != 3 {
		t.Errorf("without shifts: %d rounds, %d left out", len(p.Rounds), len(p.LeftOut))
	}
	w = hamlet(0)
	if p := propose(t, w.Input); len(p.Rounds) != 1 || len(p.Rounds[0].Stops) != 0 {
		t.Errorf("without places: %+v", p.Rounds)
	}
}
