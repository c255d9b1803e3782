package attack

// places are the cells of a lattice, numbered from 0, where those that no row tells
// apart are one place.
type places struct {
	*space
	placeOf []int // by cell
	cells   []int // number of cells, by place
}

// newPlaces parts n cells by the grounds of the rows.
func newPlaces(n int, grounds [][]int) *places {
	p := &places{placeOf: make([]int, n)}
	count := min(n, 1)
	for _, g := range grounds {
		split := map[int]int{} // the old place -> the one of its cells in g
		for _, c := range g {
			old := p.placeOf[c]
			if _, ok := split[old]; !ok {
				split[old] = count
				count++
			}
		}
		for _, c := range g {
			if to, ok := split[p.placeOf[c]]; ok {
				p.placeOf[c] = to
			}
		}
	}
	number := map[int]int{}
	for c, old := range p.placeOf {
		if _, ok := number[old]; !ok {
			number[old] = len(number)
			p.cells = append(p.cells, 0)
		}
		p.placeOf[c] = number[old]
		p.cells[number[old]]++
	}
	p.space = newSpace(len(p.cells))
	return p
}

// ground is what a sorted list of cells reaches, and what it holds whole.
func (p *places) ground(cells []int) (outer, inner *ground) {
	held := make([]int, len(p.cells))
	for _, c := range cells {
		held[p.placeOf[c]]++
	}
	out, in := make([]uint64, p.words), make([]uint64, p.words)
	for i, n := range held {
		if n > 0 {
			out[i/64] |= 1 << (i % 64)
		}
		if n > 0 && n == p.cells[i] {
			in[i/64] |= 1 << (i % 64)
		}
	}
	return p.of(out), p.of(in)
}
