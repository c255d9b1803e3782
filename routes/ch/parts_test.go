package ch

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func clone(parts [][]int32) [][]int32 {
	out := make([][]int32, len(parts))
	for i := range parts {
		out[i] = slices.Clone(parts[i])
	}
	return out
}

// A hierarchy from its parts answers as the one that gave them.
func TestPartsComeBack(t *testing.T) {
	for seed := range uint64(20) {
		g := wild(rand.New(rand.NewPCG(seed, 5)))
		h := Build(g, 1)
		back, err := FromParts(h.Parts(), g.Nodes(), g.Arcs())
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if diff := cmp.Diff(h.Table(everyNode(&g), everyNode(&g), 1), back.Table(everyNode(&g), everyNode(&g), 1)); diff != "" {
			t.Errorf("seed %d: %s", seed, diff)
		}
	}
}

// verified is a hierarchy that passes both checks.
func verified(parts [][]int32, g *Graph) (*Hierarchy, error) {
	h, err := FromParts(parts, g.Nodes(), g.Arcs())
	if err != nil {
		return nil, err
	}
	return h, h.Verify(g)
}

// Whichever value of a hierarchy is altered, it is refused: each is a rank, the
// edge of a row, an end, a weight or what an arc stands for, and all must fit.
// What an arc of two equal ways stands for may be the other one.
func TestAlteredPartsAreRefused(t *testing.T) {
	g := town(rand.New(rand.NewPCG(1, 6)), 8)
	parts := Build(g, 1).Parts()
	want := truth(&g, everyNode(&g), everyNode(&g))
	accepted, tried := 0, 0
	for i := range parts {
		for j := range parts[i] {
			for _, change := range []int32{1, -1, 1 << 20} {
				altered := clone(parts)
				altered[i][j] += change
				h, err := verified(altered, &g)
				tried++
				switch {
				case err == nil:
					accepted++
					if got := h.Table(everyNode(&g), everyNode(&g), 1); !slices.Equal(got, want) {
						t.Errorf("array %d, value %d, %+d: accepted, with other answers", i, j, change)
					}
				case !errors.Is(err, ErrParts):
					t.Errorf("array %d, value %d, %+d: %v, want ErrParts", i, j, change, err)
				}
			}
		}
	}
	t.Logf("%d of %d alterations accepted, with the same answers", accepted, tried)
	if accepted > tried/100 {
		t.Errorf("%d of %d alterations accepted", accepted, tried)
	}
}

// A hierarchy without one of the graph's arcs is refused.
func TestMissingArcIsRefused(t *testing.T) {
	g, more := drawn(t, "A-1-B B-1-C"), drawn(t, "A-1-B B-1-C A-1-C")
	if err := Build(g, 1).Verify(&more); !errors.Is(err, ErrParts) {
		t.Errorf("%v, want ErrParts", err)
	}
}

func TestPartsOfAnotherGraphAreRefused(t *testing.T) {
	g, other := drawn(t, "A-1-B B-1-C"), drawn(t, "A-1-B B-2-C")
	if _, err := verified(Build(g, 1).Parts(), &other); !errors.Is(err, ErrParts) {
		t.Errorf("%v, want ErrParts", err)
	}
	if _, err := verified(Build(g, 1).Parts()[1:], &g); !errors.Is(err, ErrParts) {
		t.Errorf("an array missing: %v, want ErrParts", err)
	}
}

// A hierarchy whose every arc says that it stands for two of the rank below passes
// FromParts, which does not add up weights: a way in it would have 2 to the power of
// 60 arcs. It is answered all the same, and at once, and Verify refuses it.
func TestArcsThatDoubleAtEveryRankComeToAnEnd(t *testing.T) {
	const nodes = 64
	g := drawn(t, "A-1-B")
	g.First = append(g.First, make([]int32, nodes+1-len(g.First))...)
	for v := 3; v <= nodes; v++ {
		g.First[v] = g.First[2]
	}
	h := &Hierarchy{up: half{first: []int32{0}}}
	for v := range int32(nodes) {
		h.rank = append(h.rank, v)
		for higher := v + 1; higher < nodes; higher++ {
			h.up.head, h.up.weight, h.up.via = append(h.up.head, higher), append(h.up.weight, 1), append(h.up.via, v-1)
		}
		h.up.first = append(h.up.first, int32(len(h.up.head)))
	}
	h.down = h.up
	lying, err := FromParts(clone(h.Parts()), nodes, g.Arcs())
	if err != nil {
		t.Fatal(err)
	}
	if way := lying.NewQuery().Path([]Door{{nodes - 2, 0}}, []Door{{nodes - 1, 0}}, nil); len(way.Arcs) > 2*nodes {
		t.Errorf("a way of %d arcs among %d nodes", len(way.Arcs), nodes)
	}
	if err := lying.Verify(&g); !errors.Is(err, ErrParts) {
		t.Errorf("%v, want ErrParts", err)
	}
}

// Whatever the arrays, FromParts refuses them with ErrParts or gives a hierarchy
// that can be asked for any way: it never panics, nor runs for ever.
func FuzzFromParts(f *testing.F) {
	f.Add([]byte{}, uint64(1))
	f.Add([]byte{0, 1, 255, 3, 7, 1}, uint64(2))
	f.Fuzz(func(t *testing.T, edits []byte, seed uint64) {
		rng := rand.New(rand.NewPCG(seed, 7))
		g := wild(rng)
		parts := clone(Build(g, 1).Parts())
		for len(edits) >= 3 { // array, place, value
			i := int(edits[0]) % len(parts)
			if n := len(parts[i]); n > 0 {
				parts[i][int(edits[1])%n] = int32(int8(edits[2]))
			}
			edits = edits[3:]
		}
		h, err := FromParts(parts, g.Nodes(), g.Arcs())
		if err != nil {
			if !errors.Is(err, ErrParts) {
				t.Fatalf("%v, want ErrParts", err)
			}
			return
		}
		q := h.NewQuery()
		for v := range int32(g.Nodes()) {
			q.Path([]Door{{0, 0}}, []Door{{v, 0}}, nil)
		}
	})
}

// Graphs whose arrays don't fit each other are refused.
func TestCheckRefusesWhatIsNoGraph(t *testing.T) {
	for name, g := range map[string]Graph{
		"no rows":              {},
		"rows beyond the arcs": {First: []int32{0, 2}, Head: []int32{0}, Weight: []int32{1}},
		"rows going back":      {First: []int32{0, 1, 0, 1}, Head: []int32{0}, Weight: []int32{1}},
		"an arc to nowhere":    {First: []int32{0, 1}, Head: []int32{1}, Weight: []int32{1}},
		"a missing weight":     {First: []int32{0, 1}, Head: []int32{0}},
		"a weight of nothing":  {First: []int32{0, 1}, Head: []int32{0}, Weight: []int32{0}},
		"a weight too large":   {First: []int32{0, 1}, Head: []int32{0}, Weight: []int32{MaxTotal}},
	} {
		if err := g.Check(); !errors.Is(err, ErrGraph) {
			t.Errorf("%s: %v, want ErrGraph", name, err)
		}
	}
	g := drawn(t, "A-1-B")
	if err := g.Check(); err != nil {
		t.Error(err)
	}
}
