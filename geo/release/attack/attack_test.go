package attack

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"testing"

	"runde/geo"
	"runde/geo/release"
)

const (
	municipalities = 200
	controlled     = 4 // one of as many is also published in the obvious ways
)

// tally is what attacks on many worlds came to.
type tally struct {
	attacks, figures, targets int
	classes                   int // targets among the details of a class
	hidden                    int // small counts that were attacked
	untrue                    []string
	found                     []string
	caught                    int // municipalities with findings
}

// truths are the counts of a family by node, week and bit of its axis.
type truths map[string]*[53][maxKinds]int

func (p *published) truths(f *family) truths {
	at := map[geo.Cell]*[53][maxKinds]int{}
	for _, c := range p.counted[f.family] {
		week := p.first.Add(c.week)
		if isoYear(week) != f.year.Year {
			continue
		}
		if at[c.Cell] == nil {
			at[c.Cell] = new([53][maxKinds]int)
		}
		_, n := week.ISO()
		at[c.Cell][n-1][bits.TrailingZeros64(f.bitOf(c))] += c.Count
	}
	out := truths{}
	for _, n := range f.nodes {
		sum := new([53][maxKinds]int)
		for _, c := range n.Cells {
			for w := range sum {
				for k := range sum[w] {
					if at[c] != nil {
						sum[w][k] += at[c][w][k]
					}
				}
			}
		}
		out[n.Name] = sum
	}
	return out
}

// bitOf is the bit of an event on the axis.
func (f *family) bitOf(c counted) uint64 {
	bit := f.of[c.Kind]
	if d := f.detail[c.detail] & bit; d != 0 {
		return d
	}
	return bit
}

// ofClass is the count of a target of a class.
func (p *published) ofClass(f *family, class string, kinds uint64) int {
	sum := 0
	for _, c := range p.counted[f.family] {
		if isoYear(p.first.Add(c.week)) == f.year.Year && f.inClass(c.class, class) && f.bitOf(c)&kinds != 0 {
			sum += c.Count
		}
	}
	return sum
}

func (t truths) count(node string, weeks, kinds uint64) int {
	sum := 0
	for w := weeks; w != 0; w &= w - 1 {
		row := &t[node][bits.TrailingZeros64(w)]
		for k := kinds; k != 0; k &= k - 1 {
			sum += row[bits.TrailingZeros64(k)]
		}
	}
	return sum
}

// attack attacks the figures of a family and year: all of it with the truth at hand,
// so that the attacker is tested as well, or what lies in the time of the last figure.
func (p *published) attack(t *testing.T, y Year, name release.Family, into *tally, whole bool) {
	t.Helper()
	f, err := newFamily(y, name, latticeOf(y.Blocks))
	no(t, err)
	into.attacks++
	into.figures += len(f.rows)
	spans := f.spans()
	var seen func(t target, lo, hi int)
	if whole {
		truth := p.truths(f)
		seen = func(t target, lo, hi int) {
			c := 0
			if t.class != nil {
				c = p.ofClass(f, *t.class, t.kinds.mask)
				into.classes++
			} else {
				c = truth.count(t.Name, t.weeks, t.kinds.mask)
			}
			if 0 < c && c < y.K {
				into.hidden++
			}
			if c < lo || hi < c {
				into.untrue = append(into.untrue, fmt.Sprintf("seed %d: %d events, %s", p.seed, c, f.ofTarget(Contradiction, t, lo, hi)))
			}
		}
	} else {
		latest := f.figures[len(f.figures)-1].box.weeks
		spans = slices.DeleteFunc(spans, func(s span) bool { return s.weeks&latest == 0 })
	}
	found, targets := f.attack(spans, seen)
	into.targets += targets
	for _, x := range found {
		into.found = append(into.found, fmt.Sprintf("seed %d: %s", p.seed, x))
	}
}

func (p *published) yearOf(year int, figures []release.Figure) Year {
	return Year{Year: year, K: p.threshold(), Blocks: p.blocks[year], Figures: figures}
}

// yearOfFigure is the ISO year that a figure counts in.
func yearOfFigure(t *testing.T, f release.Figure) int {
	t.Helper()
	year, err := strconv.Atoi(f.Period[:4])
	no(t, err)
	return year
}

// inTime attacks everything that a municipality publishes, after each release.
func (p *published) inTime(t *testing.T, into *tally) {
	t.Helper()
	figures := map[int][]release.Figure{}
	last := map[string]int{}
	for i, e := range p.editions {
		last[fmt.Sprint(e.family, yearOfFigure(t, e.figures[0]))] = i
	}
	for i, e := range p.editions {
		year := yearOfFigure(t, e.figures[0])
		figures[year] = append(figures[year], e.figures...)
		p.attack(t, p.yearOf(year, figures[year]), e.family, into, last[fmt.Sprint(e.family, year)] == i)
	}
}

// From everything that was ever published together, after every single release, an
// attacker cannot show that any part of the lattice held a small count, nor narrow
// one down to fewer than k values. The attacker is a real one: each obvious way to
// publish the same municipalities betrays counts in several, and all that is said is true.
func TestStaircaseWithstandsTheAttack(t *testing.T) {
	var staircase tally
	obvious := map[string]*tally{}
	differ := 0 // municipalities in which the families have different blocks
	for seed := range uint64(municipalities) {
		p := newWorld(seed).publish(t)
		p.inTime(t, &staircase)
		for _, blocks := range p.blocks {
			if len(blocks[release.Encounters]) != len(blocks[release.Concerns]) {
				differ++
				break
			}
		}
		if seed%controlled != 0 {
			continue
		}
		for name, control := range controls {
			if obvious[name] == nil {
				obvious[name] = &tally{}
			}
			before := len(obvious[name].found)
			for year := range p.blocks {
				p.attack(t, p.yearOf(year, control.figures(p, year)), control.family, obvious[name], true)
			}
			if len(obvious[name].found) > before {
				obvious[name].caught++
			}
		}
	}
	t.Logf("%d municipalities, %d attacks on %d figures, %d targets (%d details of classes), %d of them small at the end: %d findings",
		municipalities, staircase.attacks, staircase.figures, staircase.targets, staircase.classes, staircase.hidden, len(staircase.found))
	for _, f := range append(staircase.found, staircase.untrue...) {
		t.Error(f)
	}
	if differ < municipalities/4 {
		t.Errorf("the families have blocks of their own in %d municipalities only", differ)
	}
	if staircase.hidden < 100000 || staircase.classes < 1000 {
		t.Errorf("only %d hidden counts and %d details were attacked: the worlds are too easy", staircase.hidden, staircase.classes)
	}
	for name, sum := range obvious {
		t.Logf("%s: %d findings in %d of %d municipalities", name, len(sum.found), sum.caught, municipalities/controlled)
		if sum.caught < 3 {
			t.Errorf("%s: caught in %d municipalities only", name, sum.caught)
		}
		for _, u := range sum.untrue {
			t.Errorf("%s: %s", name, u)
		}
	}
}
