package plans

import (
	"math/rand/v2"
	"testing"

	"runde/routes/orienteer"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"
)

// rounds is a plan of the places on each shift, by name.
func rounds(byShift map[string][]string, order ...string) Plan {
	p := Plan{Week: week}
	for _, shift := range order {
		r := Round{ShiftID: id("shift %s", shift)}
		for _, place := range byShift[shift] {
			r.Stops = append(r.Stops, Stop{PlaceID: id("place %s", place)})
		}
		p.Rounds = append(p.Rounds, r)
	}
	return p
}

func TestChanges(t *testing.T) {
	place := func(s string) uuid.UUID { return id("place %s", s) }
	mon, tue := id("shift mon"), id("shift tue")
	for name, c := range map[string]struct {
		before, after map[string][]string
		want          Difference
	}{
		"nothing":          {map[string][]string{"mon": {"a", "b"}}, map[string][]string{"mon": {"a", "b"}}, Difference{}},
		"another order":    {map[string][]string{"mon": {"a", "b"}}, map[string][]string{"mon": {"b", "a"}}, Difference{}},
		"added":            {nil, map[string][]string{"tue": {"a"}}, Difference{Added: []Placed{{place("a"), tue}}}},
		"removed":          {map[string][]string{"mon": {"a"}}, nil, Difference{Removed: []Placed{{place("a"), mon}}}},
		"moved":            {map[string][]string{"mon": {"a"}}, map[string][]string{"tue": {"a"}}, Difference{Moved: []Move{{place("a"), mon, tue}}}},
		"one of two moved": {map[string][]string{"mon": {"a", "a"}}, map[string][]string{"mon": {"a"}, "tue": {"a"}}, Difference{Moved: []Move{{place("a"), mon, tue}}}},
		"one for another": {
			map[string][]string{"mon": {"a", "b"}, "tue": {"c"}}, map[string][]string{"mon": {"c", "b", "d"}},
			Difference{Added: []Placed{{place("d"), mon}}, Removed: []Placed{{place("a"), mon}}, Moved: []Move{{place("c"), tue, mon}}},
		},
	} {
		got := Changes(rounds(c.before, "mon", "tue"), rounds(c.after, "mon", "tue"))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// The stops that came and went are those that a plan is charged for: one that moved
// went from one shift and came to another.
func TestChangesAreWhatIsPaidFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64Range(0, 1<<40).Draw(t, "seed")
		w := newTown(seed, size{8, 10, 3})
		in, err := newWorld(&w.Input)
		if err != nil {
			t.Fatal(err)
		}
		rng := rand.New(rand.NewPCG(seed, 8))
		a, b := randomOrders(rng, in), randomOrders(rng, in)
		in.problem.Before, in.problem.Prices.Change = a, 1
		paid := orienteer.Score(&in.problem, in.settled(b)).Changes
		d := Changes(in.plan(in.settled(a)), in.plan(in.settled(b)))
		if got := len(d.Added) + len(d.Removed) + 2*len(d.Moved); float64(got) != paid {
			t.Errorf("seed %d: %d changes, %v paid for: %+v", seed, got, paid, d)
		}
	})
}

// randomOrders puts each place on one or no shift.
func randomOrders(rng *rand.Rand, w *world) [][]int {
	orders := make([][]int, len(w.in.Shifts))
	for _, place := range rng.Perm(len(w.in.Places)) {
		if i := rng.IntN(len(orders) + 1); i < len(orders) {
			orders[i] = append(orders[i], place)
		}
	}
	return orders
}
