package simulate

import (
	"cmp"
	"math"
	"slices"

	"runde/geo"
	"runde/geo/intake"
	"runde/geo/need"
	"runde/routes"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
)

const (
	cancelled     = 0.03 // of shifts: illness, holidays
	skipped       = 0.05 // of planned stops
	explorePerDay = 1    // stops of a round that explore
	concernStops  = 2    // stops of a round that follow a concern, at most
	prompt        = 0.35 // of concerns that wait are followed by a given round
	detour        = 1.35 // streets are longer than the straight line
)

var skipReasons = []choice[string]{{"time", 45}, {"weather", 20}, {"occupied", 15}, {"closed", 12}, {"unsafe", 8}}

// pace is metres a minute, and how far from its base a team goes.
var pace = map[routes.Mode]struct{ metres, radius float64 }{
	routes.Foot:    {80, 3000},
	routes.Bicycle: {230, 8000},
	routes.Car:     {500, 40000},
}

// walker walks the rounds of the whole history.
type walker struct {
	in       *Input
	rng      random
	week     []Pattern
	concerns []*Concern
	habits   []*habit // of each pattern

	plans   []Plan
	rounds  []Round
	visits  map[uuid.UUID][]geo.Date // days on which a place was on a round
	arrived map[geo.Cell][]geo.Date  // days on which a cell was visited

	reachable []geo.Cell // cells that some round can explore
	pending   []geo.Cell // those that this pass over them has not reached
	pass      int
}

func newWalker(in *Input, t *Truth, concerns []*Concern) *walker {
	w := &walker{
		in:       in,
		rng:      newRandom(in.Seed, walkStream),
		week:     slices.Clone(in.Week),
		concerns: concerns,
		visits:   make(map[uuid.UUID][]geo.Date),
		arrived:  make(map[geo.Cell][]geo.Date),
	}
	slices.SortStableFunc(w.week, func(a, b Pattern) int {
		return cmp.Or(cmp.Compare((a.Weekday+6)%7, (b.Weekday+6)%7), cmp.Compare(a.Start, b.Start))
	})
	w.habits = newHabits(in, t, w.week)
	for _, h := range w.habits {
		for c := range h.by {
			w.reachable = append(w.reachable, c)
		}
	}
	w.reachable = geo.NewArea(w.reachable...)
	return w
}

// walk goes from the first day to the Sunday before the week of Now.
func (w *walker) walk() {
	for week := geo.WeekOf(w.in.start()); week.Compare(geo.WeekOf(w.in.Now)) < 0; week = week.Add(1) {
		plan := Plan{ID: w.rng.id(), Week: week}
		before := len(w.rounds)
		for i, p := range w.week {
			day := week.Day(p.Weekday)
			if day < w.in.start() || w.rng.chance(cancelled) {
				continue
			}
			w.round(plan, p, w.habits[i], day)
		}
		if len(w.rounds) > before {
			w.plans = append(w.plans, plan)
		}
	}
}

// round walks one shift; a shift that finds no place to go has no round.
func (w *walker) round(plan Plan, p Pattern, h *habit, day geo.Date) {
	r := Round{ID: w.rng.id(), PlanID: plan.ID, PatternID: p.ID, Shift: routes.Shift{
		ID: w.rng.id(), TeamID: p.TeamID, Date: day, Start: p.Start, End: p.End,
		Mode: p.Mode, Workers: p.Workers, Break: p.Break, Home: p.Home,
	}}
	r.Stops = w.schedule(r.Shift, w.choose(p, h, day))
	if len(r.Stops) == 0 {
		return
	}
	for i := range r.Stops {
		s := &r.Stops[i]
		w.visits[s.PlaceID] = append(w.visits[s.PlaceID], day)
		if w.rng.chance(skipped) {
			s.State, s.SkipReason = Skipped, pick(w.rng, skipReasons)
			continue
		}
		s.State = Visited
		w.arrived[s.Cell] = append(w.arrived[s.Cell], day)
	}
	w.rounds = append(w.rounds, r)
}

// wish is a place to go to and why.
type wish struct {
	place       routes.Place
	exploration bool
}

// choose lists the places of a round, the most wished first: open concerns, a cell
// to explore, the pattern's regular places, then others that it knows.
func (w *walker) choose(p Pattern, h *habit, day geo.Date) []wish {
	var out []wish
	take := func(i int, exploration bool) bool {
		if i < 0 {
			return false
		}
		place := w.in.Places[i]
		known := slices.ContainsFunc(out, func(o wish) bool { return o.place.ID == place.ID })
		if known || !w.allowed(place, p, day) {
			return false
		}
		out = append(out, wish{place, exploration})
		return true
	}
	followed := 0
	for _, cell := range w.waiting(day) {
		if followed < concernStops && w.rng.chance(prompt) && take(h.nearest(cell), false) {
			followed++
		}
	}
	for range explorePerDay {
		w.explore(func(c geo.Cell) bool { return take(h.nearest(c), true) })
	}
	for _, i := range h.regular {
		take(i, false)
	}
	for range 4 {
		take(w.rng.index(h.weight), false)
	}
	return out
}

// waiting are the cells of concerns that wait for a first visit, the oldest first.
func (w *walker) waiting(day geo.Date) []geo.Cell {
	var out []geo.Cell
	for _, c := range w.concerns {
		if c.Decision != intake.Visit || c.Context != intake.Street || c.DecidedOn >= day || c.DecidedOn < day-watchDays {
			continue
		}
		if _, visited := w.firstVisit(c.Cell, c.DecidedOn); !visited && !slices.Contains(out, c.Cell) {
			out = append(out, c.Cell)
		}
	}
	return out
}

// explore offers the cells that this pass has not reached, until one is taken.
func (w *walker) explore(take func(geo.Cell) bool) {
	if len(w.pending) == 0 && len(w.reachable) > 0 {
		n := len(w.reachable)
		w.pending = need.Explore(w.reachable, w.in.Seed, w.pass*n, n)
		w.pass++
	}
	for i, c := range w.pending {
		if take(c) {
			w.pending = slices.Delete(w.pending, i, i+1)
			return
		}
	}
}

// firstVisit is the first day on which the cell was visited after a day.
func (w *walker) firstVisit(c geo.Cell, after geo.Date) (geo.Date, bool) {
	days := w.arrived[c]
	i, _ := slices.BinarySearch(days, after+1)
	if i == len(days) {
		return 0, false
	}
	return days[i], true
}

// allowed keeps the place's limits: visits a week, days between two, two workers.
func (w *walker) allowed(p routes.Place, by Pattern, day geo.Date) bool {
	if p.TwoWorkers && by.Workers < 2 {
		return false
	}
	n := 0
	for _, d := range slices.Backward(w.visits[p.ID]) {
		if day-d > 28 {
			break
		}
		if int(day-d) < max(p.GapDays, 1) {
			return false
		}
		if geo.WeekOf(d) == geo.WeekOf(day) {
			n++
		}
	}
	return n < cmp.Or(p.MaxVisits, 2)
}

// schedule orders the wishes by the nearest next one and gives them times. What
// does not fit into the shift, or is closed when the team would be there, falls out.
func (w *walker) schedule(s routes.Shift, wishes []wish) []Stop {
	var out []Stop
	at, clock, rested := s.Home, s.Start, s.Break == 0
	wishes = fits(s, wishes)
	for len(wishes) > 0 {
		i := nearestWish(at, wishes)
		p := wishes[i]
		wishes = slices.Delete(wishes, i, i+1)
		if !rested && 2*clock >= s.Start+s.End {
			clock, rested = clock+s.Break, true
		}
		arrive := clock + minutes(s.Mode, at, p.place.Point)
		leave := arrive + stay(p.place)
		last := leave + minutes(s.Mode, p.place.Point, s.Home)
		if !rested {
			last += s.Break
		}
		if last > s.End || !isOpen(p.place, s.Date, arrive) {
			continue
		}
		out = append(out, Stop{
			ID: w.rng.id(), PlaceID: p.place.ID, Cell: p.place.Cell,
			Arrive: arrive, Leave: leave, Exploration: p.exploration,
		})
		at, clock = p.place.Point, leave
	}
	return out
}

// fits keeps the first wishes whose visits alone would fill the shift, so that the
// nearest places do not crowd the most wished ones out.
func fits(s routes.Shift, wishes []wish) []wish {
	left := s.End - s.Start - s.Break
	for i, p := range wishes {
		left -= stay(p.place) + 8
		if left < 0 {
			return wishes[:i]
		}
	}
	return wishes
}

func nearestWish(at orb.Point, wishes []wish) int {
	best, metres := 0, math.Inf(1)
	for i, p := range wishes {
		if d := orbgeo.Distance(at, p.place.Point); d < metres {
			best, metres = i, d
		}
	}
	return best
}

// stay is the planned minutes of a visit.
func stay(p routes.Place) int { return cmp.Or(p.Visit, 20) }

// minutes of travel, rounded up.
func minutes(m routes.Mode, from, to orb.Point) int {
	return int(math.Ceil(orbgeo.Distance(from, to) * detour / pace[m].metres))
}

// isOpen reports whether a visit may start at the minute. Times past midnight belong
// to the next weekday.
func isOpen(p routes.Place, day geo.Date, minute int) bool {
	day, minute = day+geo.Date(minute/1440), minute%1440
	any := false
	for _, windows := range p.Windows {
		any = any || len(windows) > 0
	}
	return !any || slices.ContainsFunc(p.Windows[day.Weekday()], func(w routes.Window) bool {
		return w.Open <= minute && minute <= w.Close
	})
}
