package release

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"runde/geo"
)

// world is a random municipality with its events, for attacks: the atoms are
// numbered (leaf·weeks + week)·kinds + kind.
type world struct {
	tree  *Tree
	prior map[geo.Cell]float64
	parts []Part
	weeks []int // in which each part happened
	p     Params
	rows  [worldPeriods][]Figure // of the periods, once the staircase is published
}

const (
	worldWeeks   = 8
	worldPeriods = 2
)

var worldKinds = []string{"a", "b", "c"}

// newWorld draws a municipality of one res-6 family, with a remainder here and
// there, and events that are skewed or arranged against the rules.
func newWorld(seed uint64) *world {
	r := rand.New(rand.NewPCG(seed, 1))
	w := &world{p: Params{Key: []byte(fmt.Sprint("key ", seed)), K: 3 + r.IntN(5), Factor: 1.2 + r.Float64(), kinds: worldKinds}}
	if seed%2 == 0 {
		w.p.effective = count
	}
	var cells []geo.Cell
	for i := range 1 + r.IntN(3) {
		mid := geo.Cell(0x871f20580ffffff + uint64(i)<<36)
		if r.IntN(3) == 0 {
			cells = append(cells, mid)
		}
		for j := range 2 + r.IntN(5) {
			cells = append(cells, geo.Cell(0x881f205801fffff+uint64(i)<<36+uint64(j)<<33))
		}
	}
	if r.IntN(2) == 0 {
		cells = append(cells, geo.Rest)
	}
	w.tree = NewTree(cells)
	w.prior = map[geo.Cell]float64{}
	weight := make([]float64, len(cells))
	for i, c := range cells {
		weight[i] = r.ExpFloat64() * r.ExpFloat64()
		w.prior[c] = weight[i] * 40
	}
	w.fill(r, cells, weight)
	return w
}

// fill draws events, after one of several patterns.
func (w *world) fill(r *rand.Rand, cells []geo.Cell, weight []float64) {
	pattern := r.IntN(6)
	for i, c := range cells {
		for week := range worldWeeks {
			for kind := range worldKinds {
				n := 0
				switch pattern {
				case 0: // skewed
					n = int(weight[i] * r.ExpFloat64() * 2)
				case 1: // all in one cell
					if i == 0 {
						n = 4 + r.IntN(9)
					} else if r.IntN(20) == 0 {
						n = 1
					}
				case 2: // one event in every cell
					n = r.IntN(2)
				case 3: // k−1 everywhere
					n = w.p.K - 1
				case 4: // an empty block, and full ones
					if i%2 == 0 {
						n = r.IntN(2 * w.p.K)
					}
				default: // sparse
					if r.IntN(6) == 0 {
						n = 1 + r.IntN(3)
					}
				}
				for n > 0 {
					m := 1 + r.IntN(n)
					n -= m
					round := fmt.Sprint(week, "/", r.IntN(6))
					w.parts, w.weeks = append(w.parts, Part{Cell: c, Kind: worldKinds[kind], Round: round, Count: m}), append(w.weeks, week)
				}
			}
		}
	}
}

// size is the number of words of a set of atoms.
func (w *world) size() int { return (len(w.tree.leaves)*worldWeeks*len(worldKinds) + 63) / 64 }

// atoms is the set of some leaves, weeks from a up to b, and kinds (none: all).
func (w *world) atoms(leaves []int, a, b int, kinds ...string) set {
	s := make(set, w.size())
	for _, l := range leaves {
		for week := a; week < b; week++ {
			for k, name := range worldKinds {
				if len(kinds) == 0 || slices.Contains(kinds, name) {
					s.add((l*worldWeeks+week)*len(worldKinds) + k)
				}
			}
		}
	}
	return s
}

// truth is the count of a set; weeks are those in which parts were counted.
func (w *world) truth(s set, parts []Part, weeks []int) int {
	n := 0
	for i, p := range parts {
		if s.has((w.tree.leafOf[p.Cell]*worldWeeks+weeks[i])*len(worldKinds) + slices.Index(worldKinds, p.Kind)) {
			n += p.Count
		}
	}
	return n
}

// staircase publishes the world as the package does, in the order of time. It
// gives the tables, and the parts with the week that counted them.
func (w *world) staircase() (tables [][]known, parts []Part, weeks []int, err error) {
	tables = make([][]known, 3)
	var open []Part
	for week := range worldWeeks {
		for i, p := range w.parts {
			if w.weeks[i] == week {
				open = append(open, p)
			}
		}
		f, ok, err := Week(w.tree, Encounters, WeekOne(2026).Add(week), open, w.p)
		if err != nil {
			return nil, nil, nil, err
		}
		if ok {
			tables[0] = append(tables[0], known{w.atoms(w.tree.all(), week, week+1), f.Count})
			for _, p := range open {
				parts, weeks = append(parts, p), append(weeks, week)
			}
			open = nil
		}
	}
	blocks, err := geography(w.tree, w.prior, worldPeriods, w.p)
	if err != nil {
		return nil, nil, nil, err
	}
	var released []Figure
	for period := range worldPeriods {
		a, b := period*worldWeeks/worldPeriods, (period+1)*worldWeeks/worldPeriods
		rows, err := publishPeriod(w.tree, Encounters, fmt.Sprint(period), blocks, between(parts, weeks, a, b), w.p)
		if err != nil {
			return nil, nil, nil, err
		}
		for _, f := range rows {
			leaves, _ := w.tree.leavesOf(f.Area.Cells)
			tables[1] = append(tables[1], known{w.atoms(leaves, a, b, f.KindList()...), f.Count})
		}
		released, w.rows[period] = append(released, rows...), rows
	}
	rows, err := Year(w.tree, Encounters, 2026, blocks, released, parts, w.p)
	for _, f := range rows {
		leaves, _ := w.tree.leavesOf(f.Area.Cells)
		tables[2] = append(tables[2], known{w.atoms(leaves, 0, worldWeeks), f.Count})
	}
	return tables, parts, weeks, err
}

// thresholdOnly publishes every node with at least k in a period or the year, and
// leaves the others out: the first negative control.
func (w *world) thresholdOnly() (tables [][]known) {
	depth := map[string]int{}
	var walk func(n *node, d int)
	walk = func(n *node, d int) {
		depth[n.name] = d
		for _, c := range n.children {
			walk(c, d+1)
		}
	}
	walk(w.tree.root, 0)
	for _, span := range [][2]int{{0, 4}, {4, 8}, {0, 8}} {
		for d := range 6 {
			var table []known
			for name, n := range w.tree.byName {
				if s := w.atoms(rangeOf(n.lo, n.hi), span[0], span[1]); depth[name] == d {
					if c := w.truth(s, w.parts, w.weeks); c >= w.p.K {
						table = append(table, known{s, c})
					}
				}
			}
			tables = append(tables, table)
		}
	}
	return tables
}

// independent rolls every period and the year up by itself: the second negative
// control.
func (w *world) independent() (tables [][]known) {
	for _, span := range [][2]int{{0, 4}, {4, 8}, {0, 8}} {
		var table []known
		r := rollup{k: float64(w.p.K), prf: func(id string) string { return w.p.prf(fmt.Sprint(span), id) },
			weigh: func(leaves []int) (float64, float64) {
				n := float64(w.truth(w.atoms(leaves, span[0], span[1]), w.parts, w.weeks))
				return n, n
			}}
		r.emit = func(_ string, _ *node, leaves []int) {
			s := w.atoms(leaves, span[0], span[1])
			table = append(table, known{s, w.truth(s, w.parts, w.weeks)})
		}
		r.run(w.tree.root, rootName, w.tree.all())
		tables = append(tables, table)
	}
	return tables
}

func rangeOf(lo, hi int) []int {
	var out []int
	for i := lo; i < hi; i++ {
		out = append(out, i)
	}
	return out
}

// leaks attacks tables and describes every hidden small count that they betray.
func (w *world) leaks(tables [][]known, parts []Part, weeks []int) (leaks []string, targets int) {
	a := newAttacker(tables)
	spans := [][2]int{{0, 8}, {0, 4}, {4, 8}}
	for week := range worldWeeks {
		spans = append(spans, [2]int{week, week + 1})
	}
	kinds := append([]string{strings.Join(worldKinds, "+")}, worldKinds...)
	for name, n := range w.tree.byName {
		for _, span := range spans {
			for _, kind := range kinds {
				s := w.atoms(rangeOf(n.lo, n.hi), span[0], span[1], strings.Split(kind, "+")...)
				truth := w.truth(s, parts, weeks)
				if truth < 1 || truth >= w.p.K {
					continue
				}
				targets++
				lo, hi := a.bounds(s)
				if lo > truth || truth > hi {
					leaks = append(leaks, fmt.Sprintf("untrue: %s %v %s is %d, bounds %d to %d", name, span, kind, truth, lo, hi))
				} else if hi < w.p.K || hi-lo < w.p.K {
					leaks = append(leaks, fmt.Sprintf("%s weeks %v kinds %s is %d: bounds %d to %d, k %d", name, span, kind, truth, lo, hi, w.p.K))
				}
			}
		}
	}
	return leaks, targets
}
