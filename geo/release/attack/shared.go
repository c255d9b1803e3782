package attack

import (
	"cmp"
	"slices"
)

// atLeast is a set that holds at least n events, n being positive.
type atLeast struct {
	set    set
	around box
	n      int
}

// shares finds what pairs of facts have in common by Fréchet's bound: two sets
// inside a third share what their counts are greater than its. Those with most come
// first.
func shares(f *facts) []atLeast {
	holders := make([][]int, len(f.all)) // by fact: those around it, the fewest first
	order := make([]int, len(f.all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(f.all[a].n, f.all[b].n) })
	for _, k := range order {
		for _, i := range f.inside[k] {
			holders[i] = append(holders[i], k)
		}
	}
	best := map[string]atLeast{}
	for i := range f.all {
		for k := range f.all[:i] {
			p, q := &f.all[i], &f.all[k]
			if p.n == 0 || q.n == 0 || !p.around.touches(q.around) {
				continue
			}
			n := p.n + q.n - leastAround(f, holders, i, k)
			if n <= 0 || slices.Contains(holders[i], k) || slices.Contains(holders[k], i) {
				continue
			}
			common := f.intersection(p.set, q.set)
			if len(common) == 0 {
				continue
			}
			if key := common.key(); best[key].n < n {
				best[key] = atLeast{common, f.around(common), n}
			}
		}
	}
	out := make([]atLeast, 0, len(best))
	for _, a := range best {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b atLeast) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.set.key(), b.set.key()))
	})
	return out
}

// leastAround is the smallest count of a fact around both, or one too great to say
// anything.
func leastAround(f *facts, holders [][]int, i, k int) int {
	sum := f.all[i].n + f.all[k].n
	for _, h := range holders[i] {
		if f.all[h].n >= sum {
			break
		}
		if slices.Contains(holders[k], h) {
			return f.all[h].n
		}
	}
	return sum
}
