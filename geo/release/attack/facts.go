package attack

import (
	"cmp"
	"slices"
)

// fact is a set of atoms whose count is known: exactly, or from below.
type fact struct {
	set    set
	around box
	n      int
	table  int    // of disjoint published rows that it is in; -1 where it was derived
	source int    // the published row that it is, or was derived from first
	meets  uint64 // tables with events in a row that touches it; all where there are too many tables
}

// conflict says that the published rows contradict each other: what the source row
// says is between lo and hi, which is nothing.
type conflict struct{ source, lo, hi int }

// What is derived is in no table.
const (
	difference = -1
	hull       = -2 // tells no more from below than the rows that it consists of
)

const (
	derivations = 3 // rounds in which facts give further facts
	growth      = 8 // times as many facts as rows, at most
)

// facts is what follows exactly from the rows, each at its index in the rows first.
type facts struct {
	*space
	all       []fact
	tables    [][]int // of disjoint rows
	byKey     map[string]int
	conflicts []conflict
	inside    [][]int // by fact: the others with events inside it, those with most first
	loose     [][]int // of these: differences, and rows of tables that do not cover the fact
}

// deduce finds what follows from the rows, in which the same set stands once.
func deduce(sp *space, rows []fact) *facts {
	f := &facts{space: sp, byKey: map[string]int{}}
	for i, r := range rows {
		r.source = i
		r.set = sp.canonical(r.set)
		r.around = sp.around(r.set)
		f.row(r)
	}
	f.arrange()
	limit := growth*len(f.all) + 100
	for round, from := 0, 0; round < derivations && len(f.all) < limit; round++ {
		to := len(f.all)
		for i := from; i < to; i++ {
			for t := range f.tables {
				f.derive(i, t, round == 0)
			}
		}
		from = to
	}
	f.nest()
	f.meet()
	return f
}

// arrange puts the rows into tables of disjoint rows: those of one level together,
// the greatest first.
func (f *facts) arrange() {
	order := make([]int, len(f.all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(f.all[a].table, f.all[b].table), cmp.Compare(f.all[b].set.size(), f.all[a].set.size()))
	})
	level := map[int]int{}
	for _, i := range order {
		r := &f.all[i]
		t := 0
		for t < len(f.tables) && (level[t] != r.table || f.touching(r, t)) {
			t++
		}
		if t == len(f.tables) {
			f.tables = append(f.tables, nil)
			level[t] = r.table
		}
		f.tables[t] = append(f.tables[t], i)
	}
	for t, rows := range f.tables {
		for _, i := range rows {
			f.all[i].table = t
		}
	}
}

func (f *facts) touching(r *fact, table int) bool {
	return slices.ContainsFunc(f.tables[table], func(i int) bool {
		return f.all[i].around.touches(r.around) && f.all[i].set.touches(r.set)
	})
}

// row keeps a published row, even one that another level published as well.
func (f *facts) row(r fact) {
	key := r.set.key()
	if i, ok := f.byKey[key]; !ok {
		f.byKey[key] = len(f.all)
	} else if f.all[i].n != r.n {
		f.differ(r.source, r.n, f.all[i].n)
	}
	f.all = append(f.all, r)
}

func (f *facts) differ(source, a, b int) {
	f.conflicts = append(f.conflicts, conflict{source, max(a, b), min(a, b)})
}

// add keeps a derived fact, or the conflict that it makes.
func (f *facts) add(n fact) {
	if len(n.set) == 0 {
		if n.n != 0 {
			f.differ(n.source, n.n, 0)
		}
		return
	}
	if n.n < 0 {
		f.differ(n.source, n.n, 0)
		return
	}
	key := n.set.key()
	if i, ok := f.byKey[key]; ok {
		if f.all[i].n != n.n {
			f.differ(n.source, n.n, f.all[i].n)
		}
		return
	}
	f.byKey[key] = len(f.all)
	f.all = append(f.all, n)
}

// derive adds the fact without the rows of a table inside it, and, if hulls are
// asked for, the sum of the rows that it takes to cover it.
func (f *facts) derive(i, table int, hulls bool) {
	p := f.all[i]
	less, more := fact{set: p.set, n: p.n, table: difference, source: p.source}, fact{table: hull, source: p.source}
	covered, removed := 0, false
	for _, k := range f.tables[table] {
		r := &f.all[k]
		if k == i || !r.around.touches(p.around) {
			continue
		}
		n := r.set.overlap(p.set)
		if n == 0 {
			continue
		}
		covered += n
		more.set, more.n = append(more.set, r.set...), more.n+r.n
		if n == r.set.size() {
			less.set, less.n, removed = f.without(less.set, r.set), less.n-r.n, true
		}
	}
	if removed {
		less.set = f.canonical(less.set)
		f.keep(less)
	}
	if hulls && covered == p.set.size() && len(more.set) > 1 {
		more.set = f.canonical(more.set)
		f.keep(more)
	}
}

func (f *facts) keep(n fact) {
	if len(n.set) > 0 {
		n.around = f.around(n.set)
	}
	f.add(n)
}

// nest finds which facts lie inside which.
func (f *facts) nest() {
	byCount := make([]int, 0, len(f.all))
	for i := range f.all {
		if f.all[i].n > 0 {
			byCount = append(byCount, i)
		}
	}
	slices.SortStableFunc(byCount, func(a, b int) int { return cmp.Compare(f.all[b].n, f.all[a].n) })
	f.inside, f.loose = make([][]int, len(f.all)), make([][]int, len(f.all))
	for i := range f.all {
		p := &f.all[i]
		for _, k := range byCount {
			q := &f.all[k]
			if k != i && q.n <= p.n && q.around.within(p.around) && q.set.within(p.set) {
				f.inside[i] = append(f.inside[i], k)
			}
		}
		f.loosen(i)
	}
}

// loosen finds what is inside a fact but not told by hulls: where the rows of a table
// cover the fact, those that touch a box in it tell as much as those beside the box.
func (f *facts) loosen(i int) {
	sums := make([]int, len(f.tables))
	for _, k := range f.inside[i] {
		if t := f.all[k].table; t >= 0 {
			sums[t] += f.all[k].n
		}
	}
	for _, k := range f.inside[i] {
		if t := f.all[k].table; t == difference || t >= 0 && sums[t] < f.all[i].n {
			f.loose[i] = append(f.loose[i], k)
		}
	}
}

// meet finds which tables' rows the derived facts touch.
func (f *facts) meet() {
	for i := range f.all {
		p := &f.all[i]
		if p.table >= 0 {
			continue
		}
		if len(f.tables) > 64 {
			p.meets = ^uint64(0)
			continue
		}
		for t, rows := range f.tables {
			for _, k := range rows {
				if r := &f.all[k]; r.n > 0 && r.around.touches(p.around) && r.set.touches(p.set) {
					p.meets |= 1 << t
					break
				}
			}
		}
	}
}
