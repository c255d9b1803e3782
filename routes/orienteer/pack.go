package orienteer

// packing chooses routes of the pool, one for each shift, with no place twice, so
// that they are worth most together: exact set packing by depth first search with a
// bound, over bitsets. Shifts of one kind stand next to each other and choose in the
// order of their common list.
type packing struct {
	lists  [][]*column // by shift: the columns of its kind, the most valuable first
	like   []bool      // the shift is of the kind of the one before
	bound  []float64   // by shift: what it and all after it are worth at most
	chosen []int       // by shift: index in its list, -1 for none
	best   []int
	worth  float64
	steps  int
	taken  [][]uint64 // by depth
}

// packSteps bounds one packing.
const packSteps = 100_000

// pack returns for each shift the index in its list of the column to walk, -1 for
// none, none of them with a place that is taken, if they are worth more than floor
// together; else nil.
func pack(lists [][]*column, like []bool, taken []uint64, floor float64) []int {
	p := packing{lists: lists, like: like, worth: floor, steps: packSteps}
	p.bound = make([]float64, len(lists)+1)
	p.chosen = make([]int, len(lists))
	p.taken = make([][]uint64, len(lists)+1)
	for i := len(lists) - 1; i >= 0; i-- {
		p.bound[i] = p.bound[i+1]
		if len(lists[i]) > 0 {
			p.bound[i] += max(0, lists[i][0].worth)
		}
	}
	for i := range p.taken {
		p.taken[i] = make([]uint64, len(taken))
	}
	copy(p.taken[0], taken)
	p.search(0, 0)
	return p.best
}

// search chooses for the shifts from depth on.
func (p *packing) search(depth int, worth float64) {
	if depth == len(p.lists) {
		if worth > p.worth+1e-9 {
			p.worth, p.best = worth, append(p.best[:0], p.chosen...)
		}
		return
	}
	from := 0
	if p.like[depth] {
		if p.chosen[depth-1] < 0 {
			from = len(p.lists[depth])
		} else {
			from = p.chosen[depth-1] + 1
		}
	}
	// Like shifts after this one choose later in the same list.
	likes := 1.0
	for k := depth + 1; k < len(p.lists) && p.like[k]; k++ {
		likes++
	}
	rest := p.bound[depth+int(likes)]
	for i := from; i < len(p.lists[depth]); i++ {
		c := p.lists[depth][i]
		if worth+likes*c.worth+rest <= p.worth+1e-9 {
			break
		}
		if p.steps--; p.steps < 0 {
			return
		}
		if !disjoint(p.taken[depth], c.places) {
			continue
		}
		for w, set := range p.taken[depth] {
			p.taken[depth+1][w] = set | c.places[w]
		}
		p.chosen[depth] = i
		p.search(depth+1, worth+c.worth)
	}
	if worth+rest > p.worth+1e-9 {
		p.chosen[depth] = -1
		copy(p.taken[depth+1], p.taken[depth])
		p.search(depth+1, worth)
	}
}

func disjoint(a, b []uint64) bool {
	for i := range a {
		if a[i]&b[i] != 0 {
			return false
		}
	}
	return true
}
