package orienteer

// fillLosses notes what the plan loses with each stop of a route.
func (s *state) fillLosses(shift int) {
	s.losses = s.losses[:0]
	for k := range s.routes[shift].stops {
		s.losses = append(s.losses, s.loss(&s.routes[shift].stops[k]))
	}
}

// loss is what the plan loses with a stop: its cells' prizes, its habit, the visit that
// its place wishes and its cell's wishes. Ways, teams and days are not in it.
func (s *state) loss(st *stop) float64 {
	covers, v := s.in.worth.of(int(st.place)), 0.0
	for j := range covers {
		v += s.lossIn(&covers[j], st.part&3)
	}
	p, pl := s.in.p, &s.in.p.Places[st.place]
	if st.keeps && s.kept[st.place] == 1 {
		v += pl.Habit.Price
	}
	if int(s.count[st.place]) <= pl.Min {
		v += p.Prices.MinVisit
	}
	if pl.Cell >= 0 && s.stopsAt[pl.Cell] == 1 {
		v += s.lossOfWishes(pl.Cell)
	}
	return v
}

// lossIn is what the plan collects less in a cell without a visit's part of its coverage.
func (s *state) lossIn(c *cover, part uint8) float64 {
	w := &s.in.worth
	if grows := c.grows[part]; grows > 0 {
		return w.prize[c.cell] * s.rest[c.cell] * grows
	}
	before := float64(s.cover[c.cell]-c.amount[part]) / whole
	return w.prize[c.cell] * (1 - s.in.p.Saturation.Of(before) - s.rest[c.cell])
}

// lossOfWishes is what a cell's wishes cost more without its one stop.
func (s *state) lossOfWishes(cell int) float64 {
	wishes := s.in.worth.wishes[cell]
	if len(wishes) == 0 {
		return 0
	}
	first, v := s.firstDay(cell), 0.0
	for i := range wishes {
		v += wishes[i].Price - s.in.wishCost(&wishes[i], first)
	}
	return v
}
