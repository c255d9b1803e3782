package orienteer

import "math"

// worths are the prizes made ready: what a visit adds to the coverage of its cells,
// and what it collects there.
type worths struct {
	covers []cover
	first  []int32   // by place: its covers begin here; one more at the end
	users  [][]int32 // by cell: the places whose visits cover it
	prize  []float64
	linear bool
	single []float64 // by place: what its one visit collects, where no two places share a cell; else nil
	wishes [][]Wish  // by cell
	slot   []int32   // by cell: its row of state.byDay, -1 without a wish
	wished int       // rows
	base   float64   // what the plan is worth whatever it visits: places of Before
}

// cover is what one visit to a place adds to one cell, by daypart.
type cover struct {
	cell   int32
	amount [4]int64   // of coverage, in units of 1/whole
	first  [4]float64 // the share of the prize that a first visit collects
	grows  [4]float64 // the share by which what is left of the prize grows without the visit; 0: not known
}

// steep is the coverage by one visit above which growing what is left is less exact than
// reckoning it from the coverage.
const steep = 8

// whole is full coverage. Coverage is counted in whole numbers, so that adding and
// removing visits in any order ends at the same sum.
const whole = 1 << 32

func newWorths(in *instance) worths {
	p := in.p
	w := worths{linear: p.Saturation == Linear, wishes: make([][]Wish, len(p.Cells))}
	for c := range p.Cells {
		w.prize = append(w.prize, p.Cells[c].Prize)
		w.slot = append(w.slot, -1)
	}
	for i := range p.Places {
		w.first = append(w.first, int32(len(w.covers)))
		for _, c := range p.Places[i].Cover {
			w.covers = append(w.covers, newCover(p, c))
		}
	}
	w.first = append(w.first, int32(len(w.covers)))
	w.fillUsers(len(in.most))
	w.fillSingle(in)
	for _, wish := range p.Wishes {
		w.wishes[wish.Cell] = append(w.wishes[wish.Cell], wish)
		if w.slot[wish.Cell] < 0 {
			w.slot[wish.Cell] = int32(w.wished)
			w.wished++
		}
	}
	for _, before := range p.Before {
		w.base -= p.Prices.Change * float64(len(before))
	}
	return w
}

func (w *worths) fillUsers(places int) {
	w.users = make([][]int32, len(w.prize))
	for i := range places {
		for _, c := range w.of(i) {
			w.users[c.cell] = append(w.users[c.cell], int32(i))
		}
	}
}

// fillSingle finds whether every place has cells of its own and one visit: then what
// a visit collects never changes.
func (w *worths) fillSingle(in *instance) {
	taken := make([]bool, len(w.prize))
	single := make([]float64, len(in.most))
	for i := range in.most {
		for _, c := range w.of(i) {
			if taken[c.cell] || in.most[i] > 1 || in.parts > 1 {
				return
			}
			taken[c.cell] = true
			single[i] += w.prize[c.cell] * c.first[0]
		}
	}
	w.single = single
}

func newCover(p *Problem, c Coverage) cover {
	out := cover{cell: int32(c.Cell)}
	f := p.Cells[c.Cell].Dayparts
	if f == ([4]float64{}) {
		f = [4]float64{1, 1, 1, 1}
	}
	for d := range f {
		x := math.Min(f[d]*c.Amount, 1<<20)
		out.amount[d] = int64(math.Round(x * whole))
		out.first[d] = p.Saturation.Of(x)
		if p.Saturation == Exponential && x < steep {
			out.grows[d] = math.Expm1(x)
		}
	}
	return out
}

func (w *worths) of(place int) []cover { return w.covers[w.first[place]:w.first[place+1]] }

// gain is what one more visit to a place in a daypart collects. What is left of a
// cell's prize shrinks by the same share with every visit if saturation is
// exponential, and by the same amount until nothing is left if it is linear.
func (s *state) gain(place int, part uint8) float64 {
	w, g := &s.in.worth, 0.0
	if w.single != nil {
		return w.single[place]
	}
	covers := w.covers[w.first[place]:w.first[place+1]]
	for j := range covers {
		c := &covers[j]
		if w.linear {
			g += w.prize[c.cell] * math.Min(s.rest[c.cell], float64(c.amount[part&3])/whole)
		} else {
			g += w.prize[c.cell] * s.rest[c.cell] * c.first[part&3]
		}
	}
	return g
}

// gains are those of every daypart that is told apart, remembered until the coverage of
// one of the place's cells changes.
func (s *state) gains(place int) *[4]float64 {
	g, word, bit := &s.gained[place], place>>6, uint64(1)<<(place&63)
	if s.fresh[word]&bit == 0 {
		s.fresh[word] |= bit
		for d := range s.in.parts {
			g[d] = s.gain(place, uint8(d))
		}
	}
	return g
}

// extra is what a visit on the leg adds beside coverage: minimum visits, wishes of
// its cell, the habit if kept, and the leg's bias.
func (s *state) extra(l *leg, place int, held bool) float64 {
	p, pl := s.in.p, &s.in.p.Places[place]
	v := l.bias[place]
	if int(s.count[place]) < pl.Min {
		v += p.Prices.MinVisit
	}
	if held && s.kept[place] == 0 {
		v += pl.Habit.Price
	}
	if pl.Cell >= 0 {
		if wishes := s.in.worth.wishes[pl.Cell]; len(wishes) > 0 {
			v += s.sooner(wishes, pl.Cell, l.day)
		}
	}
	return v
}

// sooner is what a first stop in the cell on a day (index) saves of its wishes.
func (s *state) sooner(wishes []Wish, cell, day int) float64 {
	first, v := s.firstDay(cell), 0.0
	if day >= first {
		return 0
	}
	for i := range wishes {
		v += s.in.wishCost(&wishes[i], first) - s.in.wishCost(&wishes[i], day)
	}
	return v
}

// wishCost is the price of a wish whose cell has its first stop on a day (index).
func (in *instance) wishCost(w *Wish, first int) float64 {
	if first >= len(in.days) {
		return w.Price
	}
	return math.Min(w.Price, w.Late*float64(max(0, in.days[first]-w.Day)))
}

// urgent is what the soft rules add to a place's gain at best.
func (s *state) urgent(place int) float64 {
	p, pl, v := s.in.p, &s.in.p.Places[place], 0.0
	if int(s.count[place]) < pl.Min {
		v += p.Prices.MinVisit
	}
	if pl.Habit != nil && s.kept[place] == 0 {
		v += pl.Habit.Price
	}
	if pl.Cell >= 0 {
		wishes := s.in.worth.wishes[pl.Cell]
		if len(wishes) > 0 && s.firstDay(pl.Cell) == len(s.in.days) {
			for i := range wishes {
				v += wishes[i].Price
			}
		}
	}
	return v
}
