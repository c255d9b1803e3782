package orienteer

import "math"

// gains are what one more visit to a place adds before travel, by daypart.
func (s *state) gains(place int) [4]float64 {
	var g [4]float64
	p := s.in.p
	for j, c := range p.Places[place].Cover {
		prize := p.Cells[c.Cell].Prize
		if prize == 0 || s.rest[c.Cell] == 0 {
			continue
		}
		f := &s.in.factor[place][j]
		first := prize * s.more(c.Cell, f[0])
		for d := range g {
			if f[d] == f[0] {
				g[d] += first
			} else {
				g[d] += prize * s.more(c.Cell, f[d])
			}
		}
	}
	return g
}

// more is the share of a cell's prize that x more coverage collects.
func (s *state) more(cell int, x float64) float64 {
	if s.in.p.Saturation == Linear {
		return math.Min(s.rest[cell], x)
	}
	return s.rest[cell] * -math.Expm1(-x)
}

// extra is what a visit on the leg adds beside coverage: minimum visits, wishes
// of its cell, the habit if kept, less a handover.
func (s *state) extra(l *leg, place int, held bool) float64 {
	p, pl := s.in.p, &s.in.p.Places[place]
	v := 0.0
	if s.count[place] < pl.Min {
		v += p.Prices.MinVisit
	}
	if held && !s.kept[place] {
		v += p.Prices.Habit
	}
	if s.in.foreign(l, place) {
		v -= p.Prices.Handover
	}
	if pl.Cell >= 0 && l.day < s.first[pl.Cell] {
		for _, w := range s.in.wishes[pl.Cell] {
			v += s.in.wishCost(w, s.first[pl.Cell]) - s.in.wishCost(w, l.day)
		}
	}
	return v
}
