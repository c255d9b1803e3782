package orienteer

// value is what the plan is worth; the counters must be fresh.
func (s *state) value() float64 {
	p, v := s.in.p, s.collected()+s.in.worth.base
	for _, i := range s.in.soft {
		pl := &p.Places[i]
		if pl.Habit != nil && s.kept[i] == 0 {
			v -= pl.Habit.Price
		}
		if missing := pl.Min - int(s.count[i]); missing > 0 {
			v -= p.Prices.MinVisit * float64(missing)
		}
	}
	for i := range p.Wishes {
		w := &p.Wishes[i]
		v -= s.in.wishCost(w, s.firstDay(w.Cell))
	}
	for i := range s.routes {
		v += s.routes[i].bonus
	}
	return v
}

// collected is the prize the plan collects from cells.
func (s *state) collected() float64 {
	v := 0.0
	rest := s.rest
	for c, prize := range s.in.worth.prize {
		v += prize * (1 - rest[c])
	}
	return v
}

// bonusOf is what a route's stops are worth beside their cells, less its travel.
func (in *instance) bonusOf(l *leg, r *route) float64 {
	if len(r.stops) == 0 {
		return 0
	}
	travel, v := int64(0), 0.0
	for _, t := range r.way {
		travel += int64(t)
	}
	for k := range r.stops {
		v += l.bias[r.stops[k].place]
	}
	return v - in.p.Prices.Travel*float64(travel)
}
