package orienteer

import (
	"math"
	"slices"
)

// Terms is what a plan is worth, by term. Total is Prize less all the others.
type Terms struct {
	Prize    float64 // collected from cells
	Wishes   float64 // paid for wishes missed or late
	Habits   float64 // paid for habits not kept
	MinVisit float64 // paid for visits missing to a minimum
	Handover float64 // paid for visits by another team
	Travel   float64 // paid for travel, walking and parking included
	Changes  float64 // paid for differences from Problem.Before
	Total    float64
}

// Score derives a plan's worth from its visits and their times.
func Score(p *Problem, s Solution) Terms {
	var t Terms
	coverage := make([]float64, len(p.Cells))
	firstDay := make([]int, len(p.Cells))
	for c := range firstDay {
		firstDay[c] = math.MaxInt
	}
	visits := make([]int, len(p.Places))
	kept := make([]bool, len(p.Places))
	for i, route := range s.Routes {
		shift := &p.Shifts[i]
		for _, v := range route.Visits {
			place := &p.Places[v.Place]
			visits[v.Place]++
			for _, c := range place.Cover {
				coverage[c.Cell] += c.Amount * daypartFactor(p, &p.Cells[c.Cell], v.Start)
			}
			if place.Cell >= 0 {
				firstDay[place.Cell] = min(firstDay[place.Cell], shift.Day)
			}
			if h := place.Habit; h != nil && h.Weekday == shift.Weekday && v.Start >= h.Window.Open && v.Start <= h.Window.Close {
				kept[v.Place] = true
			}
			if place.Team != 0 && place.Team != shift.Team {
				t.Handover += p.Prices.Handover
			}
		}
		t.Travel += p.Prices.Travel * float64(travelOf(shift, route))
		if p.Before != nil {
			t.Changes += p.Prices.Change * float64(changes(p.Before[i], route))
		}
	}
	for c, x := range coverage {
		if x > 0 {
			t.Prize += p.Cells[c].Prize * p.Saturation.Of(x)
		}
	}
	for i := range p.Places {
		place := &p.Places[i]
		if place.Habit != nil && !kept[i] {
			t.Habits += place.Habit.Price
		}
		if missing := place.Min - visits[i]; missing > 0 {
			t.MinVisit += p.Prices.MinVisit * float64(missing)
		}
	}
	for _, w := range p.Wishes {
		day := firstDay[w.Cell]
		switch {
		case day == math.MaxInt:
			t.Wishes += w.Price
		case day > w.Day:
			t.Wishes += math.Min(w.Price, w.Late*float64(day-w.Day))
		}
	}
	t.Total = t.Prize - t.Wishes - t.Habits - t.MinVisit - t.Handover - t.Travel - t.Changes
	return t
}

func daypartFactor(p *Problem, c *Cell, start Tick) float64 {
	if c.Dayparts == ([4]float64{}) {
		return 1
	}
	if p.Day == 0 {
		return c.Dayparts[0]
	}
	part := int(math.Floor(float64(start)/float64(p.Day)*4)) % 4
	return c.Dayparts[(part+4)%4]
}

func travelOf(shift *Shift, route Route) int64 {
	if len(route.Visits) == 0 {
		return 0
	}
	total, j := int64(0), setOut(shift)
	for k, v := range route.Visits {
		total += j.visit(shift, v.Place, v.Walked && canWalk(shift, k))
	}
	return total + j.home(shift)
}

// changes counts the visits that were not on the shift before, and those that were
// and are gone.
func changes(before []int, route Route) (n int) {
	for _, v := range route.Visits {
		if !slices.Contains(before, v.Place) {
			n++
		}
	}
	for _, place := range before {
		if !slices.ContainsFunc(route.Visits, func(v Visit) bool { return v.Place == place }) {
			n++
		}
	}
	return n
}
