package orienteer

import "math"

// gains are what one more visit to a place adds before travel, by daypart. What is
// left of a cell's prize shrinks by the same share with every visit if saturation is
// exponential, and by the same amount until nothing is left if it is linear.
func (s *state) gains(place int) [4]float64 {
	var g [4]float64
	p := s.in.p
	for j, c := range p.Places[place].Cover {
		prize, rest, first := p.Cells[c.Cell].Prize, s.rest[c.Cell], &s.in.first[place][j]
		for d := range g {
			if p.Saturation == Linear {
				g[d] += prize * math.Min(rest, s.in.factor[place][j][d])
			} else {
				g[d] += prize * rest * first[d]
			}
		}
	}
	return g
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
		v += pl.Habit.Price
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
