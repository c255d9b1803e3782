package ch

import "testing"

// Each of these is a small graph in which a mistake that is easily made gives a
// wrong answer. The pictures are for the reader; the arcs are below them.
func TestDrawnGraphs(t *testing.T) {
	for name, c := range map[string]struct {
		picture  string
		from, to byte
		want     int32
	}{
		// Two ways cost the same, and A and C are contracted in one round. If each
		// is the other's witness, no way is left.
		//
		//	  A
		//	2/ \2
		//	B   D
		//	1\ /3
		//	  C
		"two equal ways in one round": {"A-2-B D-3-C C-1-B A-2-D", 'B', 'D', 4},
		// Four equal ways side by side.
		"four equal ways": {"A-1-B A-1-C A-1-D A-1-E B-1-F C-1-F D-1-F E-1-F F-1-G", 'A', 'G', 3},
		// The witness is found only behind two links: A–C–D–E is cheaper than A–B–E.
		//
		//	A--9--B--9--E
		//	 \         /
		//	  1--C-1-D-1
		"a witness of three links": {"A-9-B B-9-E A-1-C C-1-D D-1-E", 'A', 'E', 3},
		// A shortcut that is bettered later by a cheaper one between the same nodes.
		"a shortcut bettered": {"A-5-B B-5-C A-3-D D-3-C A-20-C", 'A', 'C', 6},
		// Of parallel arcs the cheapest counts, in whatever order they come.
		"parallel arcs": {"A-7>B A-2>B A-5>B B-1>A", 'A', 'B', 2},
		// A loop leads nowhere.
		"a loop": {"A-1>A A-4>B B-1>B B-9>A", 'A', 'B', 4},
		// A ring of one-way streets: the way round is the only one.
		//
		//	A > B
		//	^   v
		//	D < C
		"a one-way ring": {"A-1>B B-1>C C-1>D D-1>A", 'B', 'A', 3},
		// One way in, none out.
		"a trap": {"A-1>B B-1>C C-1>B", 'B', 'A', Unreachable},
		// Nothing connects the two parts.
		"two islands": {"A-1-B C-1-D", 'A', 'D', Unreachable},
		// There and back cost differently.
		"up the hill": {"A-9>B B-1>A B-9>C C-1>B", 'A', 'C', 18},
		"down it":     {"A-9>B B-1>A B-9>C C-1>B", 'C', 'A', 2},
		// A long chain between two crossings makes a shortcut of shortcuts.
		"a chain": {"A-1-B B-1-C C-1-D D-1-E E-1-F F-1-G G-1-H A-50-H", 'A', 'H', 7},
	} {
		g := drawn(t, c.picture)
		for cores := 1; cores <= 2; cores++ {
			h := Build(g, cores)
			if got := h.Table([][]Door{at(c.from, 0)}, [][]Door{at(c.to, 0)}, 1)[0]; got != c.want {
				t.Errorf("%s: the table says %d, want %d", name, got, c.want)
			}
			way := h.NewQuery().Path(at(c.from, 0), at(c.to, 0), nil)
			if way.Cost != c.want {
				t.Errorf("%s: the way costs %d, want %d", name, way.Cost, c.want)
			}
			if c.want != Unreachable {
				follow(t, &g, way, at(c.from, 0), at(c.to, 0), 0)
			}
		}
	}
}

// A door may cost so much that another is the better one, also where both lie on
// the way: a search that stalls by the doors' costs must not lose the way.
//
//	A-1-B-1-C-1-D
func TestDoorsOnOneWay(t *testing.T) {
	g := drawn(t, "A-1-B B-1-C C-1-D")
	h := Build(g, 1)
	from := []Door{{0, 0}, {1, 5}, {2, 1}} // A for 0, B for 5, C for 1
	for to, want := range map[byte]int32{'A': 0, 'B': 1, 'C': 1, 'D': 2} {
		way := h.NewQuery().Path(from, at(to, 0), nil)
		if way.Cost != want {
			t.Errorf("to %c costs %d, want %d", to, way.Cost, want)
		}
		follow(t, &g, way, from, at(to, 0), 0)
	}
}

// Two doors at the same node: the cheaper one is taken and named.
func TestTwoDoorsAtANode(t *testing.T) {
	g := drawn(t, "A-1-B")
	way := Build(g, 1).NewQuery().Path([]Door{{0, 9}, {0, 4}}, []Door{{1, 3}, {1, 2}}, nil)
	if way.Cost != 7 || way.Source != 1 || way.Target != 1 {
		t.Errorf("cost %d by doors %d and %d, want 7 by 1 and 1", way.Cost, way.Source, way.Target)
	}
}

// A source that is its own target costs the doors.
func TestFromANodeToItself(t *testing.T) {
	g := drawn(t, "A-1-B")
	way := Build(g, 1).NewQuery().Path(at('A', 3), at('A', 4), nil)
	if way.Cost != 7 || len(way.Arcs) != 0 {
		t.Errorf("cost %d over %d arcs, want 7 over none", way.Cost, len(way.Arcs))
	}
}

// A way that costs MaxTotal or more counts as none, for all alike, and nothing
// overflows.
func TestWaysThatCostTooMuch(t *testing.T) {
	half := MaxTotal / 2
	g := graphOf(4, []arc{{0, 1, half}, {1, 2, half - 1}, {2, 3, 1}, {3, 0, MaxTotal - 1}})
	h := Build(g, 1)
	nodes := everyNode(&g)
	got, want := h.Table(nodes, nodes, 1), truth(&g, nodes, nodes)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d to %d costs %d, Dijkstra says %d", i/4, i%4, got[i], want[i])
		}
	}
	if c := h.NewQuery().Path(nodes[0], nodes[2], nil).Cost; c != MaxTotal-1 {
		t.Errorf("0 to 2 costs %d, want %d", c, MaxTotal-1)
	}
	if c := h.NewQuery().Path(nodes[0], nodes[3], nil).Cost; c != Unreachable {
		t.Errorf("0 to 3 costs %d, want none", c)
	}
}

func TestEmptyGraph(t *testing.T) {
	h := Build(Graph{First: []int32{0}}, 0)
	if h.Nodes() != 0 || len(h.Table(nil, nil, 0)) != 0 {
		t.Error("a graph of nothing has something")
	}
	if c := h.Table([][]Door{nil}, [][]Door{nil}, 0); len(c) != 1 || c[0] != Unreachable {
		t.Errorf("without doors the cost is %v, want none", c)
	}
}

// A crossing of very many streets is contracted last, without trying all pairs of
// them: its arms are dead ends.
func TestStarOfManyArms(t *testing.T) {
	const arms = 10_000
	var arcs []arc
	for v := range int32(arms) {
		arcs = append(arcs, arc{0, v + 1, 1 + v%7}, arc{v + 1, 0, 1 + v%7})
	}
	g := graphOf(arms+1, arcs)
	h := Build(g, 0)
	if h.rank[0] < arms-100 {
		t.Errorf("the middle has rank %d of %d", h.rank[0], arms)
	}
	if h.Shortcuts() > 100*100 {
		t.Errorf("%d shortcuts between dead ends", h.Shortcuts())
	}
	if c := h.NewQuery().Path([]Door{{1, 0}}, []Door{{arms, 0}}, nil).Cost; c != 1+(1+(arms-1)%7) {
		t.Errorf("from the first arm to the last costs %d", c)
	}
}
