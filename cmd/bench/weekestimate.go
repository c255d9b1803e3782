package main

import "runde/routes/orienteer"

// estimate is what a greedy plan's next stop would gain, with the stops that it pushes
// back left as they are: quick enough to order every way in.
type estimate struct {
	g      *greedy
	days   [][]int      // by place: days of its visits
	kept   []bool       // by place: its habit
	first  map[int]int  // by cell: the day of its first stop
	prizes [][4]float64 // by place and daypart: what its cells would give
}

func newEstimate(g *greedy) *estimate {
	e := &estimate{
		g: g, days: make([][]int, len(g.p.Places)), kept: make([]bool, len(g.p.Places)), first: map[int]int{},
		prizes: make([][4]float64, len(g.p.Places)),
	}
	for s, r := range g.week.Routes {
		for _, v := range r.Visits {
			p, day := &g.p.Places[v.Place], g.p.Shifts[s].Day
			e.days[v.Place] = append(e.days[v.Place], day)
			e.kept[v.Place] = e.kept[v.Place] || keepsHabit(p, &g.p.Shifts[s], v.Start)
			if d, seen := e.first[p.Cell]; !seen || day < d {
				e.first[p.Cell] = day
			}
		}
	}
	for i := range g.p.Places {
		for part := range 4 {
			e.prizes[i][part] = g.prize(i, part)
		}
	}
	return e
}

// prize is what one more visit to a place in a daypart collects.
func (g *greedy) prize(place, daypart int) float64 {
	sum := 0.0
	for _, c := range g.p.Places[place].Cover {
		cell := &g.p.Cells[c.Cell]
		had := g.cover[c.Cell]
		sum += cell.Prize * (g.p.Saturation.Of(had+c.Amount*factor(cell, daypart)) - g.p.Saturation.Of(had))
	}
	return sum
}

// factor is what a daypart makes of a coverage.
func factor(c *orienteer.Cell, daypart int) float64 {
	if c.Dayparts == [4]float64{} {
		return 1
	}
	return c.Dayparts[daypart]
}

func (g *greedy) daypart(start orienteer.Tick) int {
	return int(int64(start%g.p.Day) * 4 / int64(g.p.Day))
}

func keepsHabit(p *orienteer.Place, s *orienteer.Shift, start orienteer.Tick) bool {
	h := p.Habit
	return h != nil && h.Weekday == s.Weekday && h.Window.Open <= start && start <= h.Window.Close
}

func (e *estimate) gain(w wayIn) float64 {
	g := e.g
	p, s := &g.p.Places[w.place], &g.p.Shifts[w.shift]
	v := e.prizes[w.place][g.daypart(w.start)] - g.p.Prices.Travel*float64(w.travel)
	if g.count[w.place] < p.Min {
		v += g.p.Prices.MinVisit
	}
	if !e.kept[w.place] && keepsHabit(p, s, w.start) {
		v += p.Habit.Price
	}
	if p.Team != 0 && p.Team != s.Team {
		v -= g.p.Prices.Handover
	}
	for _, wish := range g.p.Wishes {
		if wish.Cell == p.Cell {
			v += max(0, e.unpaid(wish)-late(wish, s.Day)) // 0 after the cell's first stop
		}
	}
	return v
}

// unpaid is what a wish costs the plan as it stands.
func (e *estimate) unpaid(wish orienteer.Wish) float64 {
	day, seen := e.first[wish.Cell]
	if !seen {
		return wish.Price
	}
	return late(wish, day)
}

func late(wish orienteer.Wish, day int) float64 {
	return min(wish.Price, wish.Late*float64(max(0, day-wish.Day)))
}

// recount derives what the estimates are made from.
func (g *greedy) recount() {
	clear(g.cover)
	clear(g.count)
	clear(g.inCell)
	for _, r := range g.week.Routes {
		for _, v := range r.Visits {
			p := &g.p.Places[v.Place]
			g.count[v.Place]++
			g.inCell[p.Cell]++
			for _, c := range p.Cover {
				g.cover[c.Cell] += c.Amount * factor(&g.p.Cells[c.Cell], g.daypart(v.Start))
			}
		}
	}
}
