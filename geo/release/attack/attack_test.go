package attack

import (
	"fmt"
	"slices"
	"testing"

	"runde/geo"
	"runde/geo/release"
)

const (
	municipalities = 200
	controlled     = 50 // of them, also published in the obvious ways
)

// tally is what attacks on many worlds came to.
type tally struct {
	attacks, figures, targets int
	hidden                    int // small counts that were attacked
	untrue                    []string
	found                     []Finding
}

// truths are the counts of a family by node, week and kind.
type truths [][][]int

func (p *published) truths(f release.Family, year int, nodes []release.Node) truths {
	kinds := f.Kinds()
	at := map[geo.Cell][][]int{}
	for _, c := range p.counted[f] {
		week := p.first.Add(c.week)
		if isoYear(week) != year {
			continue
		}
		if at[c.Cell] == nil {
			at[c.Cell] = make([][]int, 53)
			for i := range at[c.Cell] {
				at[c.Cell][i] = make([]int, len(kinds))
			}
		}
		_, n := week.ISO()
		at[c.Cell][n-1][slices.Index(kinds, c.Kind)] += c.Count
	}
	out := make(truths, len(nodes))
	for i, n := range nodes {
		out[i] = make([][]int, 53)
		for w := range 53 {
			out[i][w] = make([]int, len(kinds))
			for _, c := range n.Cells {
				for k := range kinds {
					if at[c] != nil {
						out[i][w][k] += at[c][w][k]
					}
				}
			}
		}
	}
	return out
}

func (t truths) count(node int, weeks, kinds uint64) int {
	sum := 0
	for w, row := range t[node] {
		for k, n := range row {
			if weeks>>w&1 == 1 && kinds>>k&1 == 1 {
				sum += n
			}
		}
	}
	return sum
}

// attack attacks the figures of a family and year, and with the truth at hand also
// the attacker: what they say must be true.
func (p *published) attack(t *testing.T, y Year, name release.Family, into *tally, check bool) {
	t.Helper()
	lattice := latticeOf(y.Blocks)
	f, err := newFamily(y, name, lattice)
	no(t, err)
	into.attacks++
	into.figures += len(f.rows)
	var seen func(n node, s span, k named, lo, hi int)
	if check {
		truth := p.truths(name, y.Year, lattice)
		at := map[string]int{}
		for i, n := range lattice {
			at[n.Name] = i
		}
		seen = func(n node, s span, k named, lo, hi int) {
			c := truth.count(at[n.Name], s.weeks, k.mask)
			if 0 < c && c < y.K {
				into.hidden++
			}
			if c < lo || hi < c {
				into.untrue = append(into.untrue, fmt.Sprintf("seed %d: %s %s %s %s is %d, bounds %d to %d", p.seed, name, n.Name, s.name, k.name, c, lo, hi))
			}
		}
	}
	found, targets := f.attack(seen)
	into.targets += targets
	into.found = append(into.found, found...)
}

func (p *published) yearOf(year int, figures []release.Figure) Year {
	return Year{Year: year, K: p.threshold(), Blocks: p.blocks[year], Figures: figures}
}

// yearOfFigure is the ISO year that a figure counts in.
func yearOfFigure(f release.Figure) (year int) {
	fmt.Sscanf(f.Period, "%4d", &year)
	return year
}

// From everything that was ever published together, after every single release, an
// attacker cannot show that any part of the lattice held a small count, nor narrow
// one down to fewer than k values.
func TestStaircaseWithstandsTheAttack(t *testing.T) {
	var sum tally
	for seed := range uint64(municipalities) {
		p := newWorld(seed).publish(t)
		figures := map[int][]release.Figure{}
		last := map[string]int{}
		for i, e := range p.editions {
			last[fmt.Sprint(e.family, yearOfFigure(e.figures[0]))] = i
		}
		for i, e := range p.editions {
			year := yearOfFigure(e.figures[0])
			figures[year] = append(figures[year], e.figures...)
			p.attack(t, p.yearOf(year, figures[year]), e.family, &sum, last[fmt.Sprint(e.family, year)] == i)
		}
	}
	t.Logf("%d municipalities, %d attacks on %d figures, %d targets, %d of them small at the end: %d findings",
		municipalities, sum.attacks, sum.figures, sum.targets, sum.hidden, len(sum.found))
	for _, u := range sum.untrue {
		t.Error(u)
	}
	for _, f := range sum.found[:min(len(sum.found), 20)] {
		t.Error(f)
	}
	if sum.hidden < 10000 {
		t.Errorf("only %d hidden counts were attacked: the worlds are too easy", sum.hidden)
	}
}

// The attacker is a real one: each obvious way to publish the same municipalities
// betrays many counts, and what is found is true.
func TestObviousWaysAreCaught(t *testing.T) {
	for name, control := range controls {
		var sum tally
		caught := 0
		for seed := range uint64(controlled) {
			p := newWorld(seed).publish(t)
			before := len(sum.found)
			for year := range p.blocks {
				p.attack(t, p.yearOf(year, control(p, year)), release.Encounters, &sum, true)
			}
			if len(sum.found) > before {
				caught++
			}
		}
		t.Logf("%s: %d findings in %d of %d municipalities", name, len(sum.found), caught, controlled)
		if caught < 5 || len(sum.found) < 1000 {
			t.Errorf("%s: only %d findings in %d of %d municipalities", name, len(sum.found), caught, controlled)
		}
		for _, u := range sum.untrue {
			t.Errorf("%s: %s", name, u)
		}
	}
}
