package attack

import (
	"math"
	"math/bits"
)

// program is a linear program over the atoms of a space that no row fixes to 0: a
// table in the form of the simplex method whose basis meets all rows.
type program struct {
	column map[atom]int // by atom; those fixed to 0 have none
	none   map[atom]bool
	cells  [][]float64 // by row, the right side last
	basis  []int       // by row
}

// atom is a place, week and kind.
type atom [3]int

func atomsOf(s set, do func(atom)) {
	for _, b := range s {
		for p := range b.ground.bits {
			for g := b.ground.bits[p]; g != 0; g &= g - 1 {
				for w := b.weeks; w != 0; w &= w - 1 {
					for k := b.kinds; k != 0; k &= k - 1 {
						do(atom{64*p + bits.TrailingZeros64(g), bits.TrailingZeros64(w), bits.TrailingZeros64(k)})
					}
				}
			}
		}
	}
}

// tiny is what a number of the table may differ from 0 by rounding.
const tiny = 1e-7

// newProgram solves the first phase; false where the rows contradict each other.
func newProgram(rows []fact) (*program, bool) {
	none := map[atom]bool{}
	p := &program{column: map[atom]int{}, none: none}
	for _, r := range rows {
		if r.n == 0 {
			atomsOf(r.set, func(a atom) { none[a] = true })
		}
	}
	for _, r := range rows {
		atomsOf(r.set, func(a atom) {
			if _, ok := p.column[a]; !ok && !none[a] {
				p.column[a] = len(p.column)
			}
		})
	}
	n := len(p.column)
	for _, r := range rows {
		if r.n == 0 {
			continue
		}
		line := make([]float64, n+1)
		atomsOf(r.set, func(a atom) {
			if c, ok := p.column[a]; ok {
				line[c] = 1
			}
		})
		line[n] = float64(r.n)
		p.cells, p.basis = append(p.cells, line), append(p.basis, -1) // -1 is the row's own slack
	}
	cost := make([]float64, n+1) // the slacks' sum, in the other columns
	for _, line := range p.cells {
		for c, x := range line {
			cost[c] -= x
		}
	}
	p.minimize(cost)
	if -cost[n] > tiny {
		return nil, false
	}
	for i := 0; i < len(p.basis); i++ { // slacks that are 0 leave the basis, or their rows say nothing
		if p.basis[i] >= 0 {
			continue
		}
		c := 0
		for c < n && math.Abs(p.cells[i][c]) < tiny {
			c++
		}
		if c < n {
			p.pivot(i, c, nil)
			continue
		}
		last := len(p.cells) - 1
		p.cells[i], p.basis[i] = p.cells[last], p.basis[last]
		p.cells, p.basis = p.cells[:last], p.basis[:last]
		i--
	}
	return p, true
}

// minimize pivots by Bland's rule until no column lowers the cost; false where it is
// unbounded. The last number of cost is the value, negative.
func (p *program) minimize(cost []float64) bool {
	n := len(cost) - 1
	for {
		in := 0
		for in < n && cost[in] > -tiny {
			in++
		}
		if in == n {
			return true
		}
		out, least := -1, math.Inf(1)
		for i, line := range p.cells {
			if line[in] > tiny {
				q := line[n] / line[in]
				if q < least-tiny || q < least+tiny && p.basis[i] < p.basis[out] {
					out, least = i, min(q, least)
				}
			}
		}
		if out < 0 {
			return false
		}
		p.pivot(out, in, cost)
	}
}

func (p *program) pivot(row, column int, cost []float64) {
	by := p.cells[row][column]
	for c := range p.cells[row] {
		p.cells[row][c] /= by
	}
	lines := p.cells
	if cost != nil {
		lines = append(lines[:len(lines):len(lines)], cost)
	}
	for i, line := range lines {
		if f := line[column]; i != row && f != 0 {
			for c, x := range p.cells[row] {
				if line[c] -= f * x; math.Abs(line[c]) < 1e-11 {
					line[c] = 0
				}
			}
		}
	}
	p.basis[row] = column
}

// bounds are those of a set, unbounded where no row covers it.
func (p *program) bounds(low, high set) (lo, hi int) {
	least, _ := p.best(low, 1)
	lo = int(math.Ceil(least - 1e-6))
	most, ok := p.best(high, -1)
	if !ok {
		return lo, unbounded
	}
	return lo, int(math.Floor(-most + 1e-6))
}

// best is the least of sign times the set's count; false where there is none.
func (p *program) best(s set, sign float64) (float64, bool) {
	n := len(p.column)
	cost := make([]float64, n+1)
	free := false // in no row
	atomsOf(s, func(a atom) {
		if c, ok := p.column[a]; ok {
			cost[c] = sign
		} else if !p.none[a] {
			free = true
		}
	})
	if free && sign < 0 {
		return 0, false
	}
	for i, b := range p.basis {
		if f := cost[b]; f != 0 {
			for c, x := range p.cells[i] {
				cost[c] -= f * x
			}
		}
	}
	if !p.minimize(cost) {
		return 0, false
	}
	return -cost[n], true
}
