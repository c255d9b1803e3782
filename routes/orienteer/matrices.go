package orienteer

import "runde/routes"

// matrix holds travel times both ways, each row in one piece, cut to never.
type matrix struct {
	n           int
	there, back []int32 // from row to column; from column to row
	least       []Tick  // by node: the shortest ways to it and from it together, whatever lies before and behind
}

func (m *matrix) at(i, j int32) Tick { return m.there[int(i)*m.n+int(j)] }

// row is the times from i, column those to i.
func (m *matrix) row(i int) []int32    { return m.there[i*m.n : (i+1)*m.n] }
func (m *matrix) column(i int) []int32 { return m.back[i*m.n : (i+1)*m.n] }

// matrices are the ones made so far, by the first time of their source: shifts of a
// mode share one.
type matrices map[*int32]matrix

func (done matrices) of(m routes.Matrix) matrix {
	if m.N == 0 {
		return matrix{}
	}
	key := &m.Times[0]
	if have, ok := done[key]; ok {
		return have
	}
	out := matrix{n: m.N, there: make([]int32, len(m.Times)), back: make([]int32, len(m.Times))}
	symmetric := true
	for i := range m.N {
		for j := range m.N {
			t := min(m.Times[i*m.N+j], never)
			out.there[i*m.N+j] = t
			out.back[j*m.N+i] = t
			symmetric = symmetric && t == min(m.Times[j*m.N+i], never)
		}
	}
	if symmetric {
		out.back = out.there
	}
	out.least = make([]Tick, m.N)
	for i := range m.N {
		out.least[i] = shortest(out.row(i), i) + shortest(out.column(i), i)
	}
	done[key] = out
	return out
}

// shortest is the least of the times between node i and others.
func shortest(times []int32, i int) Tick {
	least := never
	for j, t := range times {
		if j != i {
			least = min(least, t)
		}
	}
	return least
}
