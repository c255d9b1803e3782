package release

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// detailed is a published world whose events have details: each kind k has k1 and
// k2. Its atoms are those of the world, twice: number 2·atom + 0 or 1.
type detailed struct {
	*world
	tables  [][]known
	events  []Part // Kind is the detail
	weeks   []int
	tallies []Tally
	classes map[string]set
}

func detailsOfKind(k string) []string { return []string{k + "1", k + "2"} }

// newDetailed publishes the staircase of a world and deals details out, skewed
// differently in each world.
func newDetailed(t *testing.T, seed uint64) *detailed {
	t.Helper()
	w := newWorld(seed)
	tables, parts, weeks, err := w.staircase()
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	d := &detailed{world: w, weeks: weeks, classes: map[string]set{}}
	for _, table := range tables {
		var wide []known
		for _, k := range table {
			wide = append(wide, known{d.widen(k.set, 0, 1), k.n})
		}
		d.tables = append(d.tables, wide)
	}
	for period, rows := range w.rows {
		for _, f := range rows {
			leaves, _ := w.tree.leavesOf(f.Area.Cells)
			s := d.widen(w.atoms(leaves, 4*period, 4*period+4, f.KindList()...), 0, 1)
			if old, ok := d.classes[f.Kind]; ok {
				s = s.or(old)
			}
			d.classes[f.Kind] = s
		}
	}
	r := rand.New(rand.NewPCG(seed, 2))
	share := r.IntN(10)
	for i, p := range parts {
		class, _ := ClassOf(w.rows[weeks[i]/4])(p.Cell, p.Kind)
		p.Kind = detailsOfKind(p.Kind)[min(1, r.IntN(10)/(share+1))]
		d.events = append(d.events, p)
		d.tallies = append(d.tallies, Tally{Class: class, Detail: p.Kind, Week: WeekOne(2026).Add(weeks[i]), Count: p.Count})
	}
	return d
}

// widen is the atoms of a set in the given details of their kind.
func (d *detailed) widen(s set, which ...int) set {
	out := make(set, 2*len(s))
	for i := range 64 * len(s) {
		if s.has(i) {
			for _, n := range which {
				out.add(2*i + n)
			}
		}
	}
	return out
}

// of is every atom of some details.
func (d *detailed) of(details ...string) set {
	out := make(set, 2*d.size())
	for _, k := range worldKinds {
		for n, detail := range detailsOfKind(k) {
			if slices.Contains(details, detail) {
				out = out.or(d.widen(d.atoms(d.tree.all(), 0, worldWeeks, k), n))
			}
		}
	}
	return out
}

func (d *detailed) count(s set) int {
	n := 0
	for i, p := range d.events {
		kind := slices.Index(worldKinds, p.Kind[:1])
		atom := (d.tree.leafOf[p.Cell]*worldWeeks+d.weeks[i])*len(worldKinds) + kind
		if s.has(2*atom + slices.Index(detailsOfKind(p.Kind[:1]), p.Kind)) {
			n += p.Count
		}
	}
	return n
}

// sideTable publishes the details of the year, split inside the classes of tallies.
func (d *detailed) sideTable(t *testing.T, tallies []Tally, ground map[string]set) []known {
	t.Helper()
	for class := range ground { // a detail that nothing has is told as well
		for _, k := range worldKinds {
			if holds(class, k) {
				for _, detail := range detailsOfKind(k) {
					tallies = append(tallies, Tally{Class: class, Detail: detail, Week: WeekOne(2026)})
				}
			}
		}
	}
	figures, err := Details(Channels, 2026, tallies, d.p)
	if err != nil {
		t.Fatal(err)
	}
	var table []known
	for _, f := range figures {
		if s := ground[f.Of].and(d.of(f.KindList()...)); s.size() > 0 {
			table = append(table, known{s, f.Count})
		}
	}
	return table
}

// leaks attacks the staircase and the side table together: every node, span, kind and
// detail, and every detail of a class.
func (d *detailed) leaks(side []known) (leaks []string, targets int) {
	a := newAttacker(append(slices.Clone(d.tables), side))
	attack := func(what string, s set) {
		truth := d.count(s)
		if truth < 1 || truth >= d.p.K {
			return
		}
		targets++
		lo, hi := a.bounds(s)
		switch {
		case lo > truth || truth > hi:
			leaks = append(leaks, "untrue: "+what)
		case hi < d.p.K || hi-lo < d.p.K:
			leaks = append(leaks, what)
		}
	}
	for _, k := range worldKinds {
		for _, details := range append([][]string{detailsOfKind(k)}, strings.Fields(k+"1"), strings.Fields(k+"2")) {
			of := d.of(details...)
			for class, ground := range d.classes {
				attack("class "+class+" "+strings.Join(details, "+"), ground.and(of))
			}
			for name, n := range d.tree.byName {
				for _, span := range [][2]int{{0, 8}, {0, 4}, {4, 8}, {2, 3}} {
					attack(name+" "+strings.Join(details, "+"), d.widen(d.atoms(rangeOf(n.lo, n.hi), span[0], span[1]), 0, 1).and(of))
				}
			}
		}
	}
	return leaks, targets
}

const detailedWorlds = 20

// From the side table and the whole staircase together an attacker cannot narrow any
// small count down: of an area and time, of a kind, of a detail or of a class.
func TestSideTableWithstandsTheAttack(t *testing.T) {
	all := 0
	for seed := range uint64(detailedWorlds) {
		d := newDetailed(t, seed)
		leaks, targets := d.leaks(d.sideTable(t, d.tallies, d.classes))
		all += targets
		for _, l := range leaks {
			t.Errorf("seed %d, k %d: %s", seed, d.p.K, l)
		}
	}
	t.Logf("%d municipalities, %d hidden small counts", detailedWorlds, all)
	if all < 1000 {
		t.Errorf("only %d hidden counts were attacked: the worlds are too easy", all)
	}
}

// The same attack catches the obvious way: the details of the whole year, whatever
// the rows of the periods showed of their kinds.
func TestAttackerCatchesDetailsWithoutClasses(t *testing.T) {
	caught := 0
	for seed := range uint64(detailedWorlds) {
		d := newDetailed(t, seed)
		tallies := slices.Clone(d.tallies)
		for i := range tallies {
			tallies[i].Class = AllKinds
		}
		everything := d.of("a1", "a2", "b1", "b2", "c1", "c2")
		leaks, _ := d.leaks(d.sideTable(t, tallies, map[string]set{AllKinds: everything}))
		if slices.ContainsFunc(leaks, func(l string) bool { return strings.HasPrefix(l, "untrue") }) {
			t.Fatalf("seed %d: the attacker errs: %v", seed, leaks)
		}
		caught += min(1, len(leaks))
	}
	t.Logf("caught in %d of %d municipalities", caught, detailedWorlds)
	if caught < 2 {
		t.Errorf("details without classes are caught in %d of %d municipalities only", caught, detailedWorlds)
	}
}
