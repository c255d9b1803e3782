package main

import (
	"cmp"
	"math"
	"slices"

	"runde/routes"
	"runde/routes/orienteer"
	"runde/routes/plans"
)

// greedyPlan is the better of two weeks filled greedily: with stops inserted anywhere,
// and with stops appended only.
func greedyPlan(in plans.Input) (plans.Plan, error) {
	p, err := plans.Problem(in)
	if err != nil {
		return plans.Plan{}, err
	}
	var best plans.Plan
	most := math.Inf(-1)
	for _, atEnd := range []bool{false, true} {
		plan := planOf(in, newGreedy(&p, atEnd).fill())
		worth, err := plans.Value(in, plan)
		if err != nil {
			return plans.Plan{}, err
		}
		if worth.Total > most {
			best, most = plan, worth.Total
		}
	}
	return best, nil
}

// planOf writes the places of each shift, in order, as a plan.
func planOf(in plans.Input, orders [][]int) plans.Plan {
	out := plans.Plan{Week: in.Week, Rounds: make([]plans.Round, len(orders))}
	for i, order := range orders {
		out.Rounds[i].ShiftID = in.Shifts[i].ID
		for _, place := range order {
			out.Rounds[i].Stops = append(out.Rounds[i].Stops, plans.Stop{PlaceID: in.Places[place].ID})
		}
	}
	return out
}

// greedy fills a week by prize per minute: again and again it inserts, of all places,
// shifts and positions that break no rule, the one that gains most for each minute
// that the round becomes longer, until nothing gains. Where one more stop would leave
// too few that explore, only such stops are looked at. The week must have no locks.
//
// What an insertion gains is the difference of [orienteer.Score]. That of every way in
// would take minutes, so an estimate, which passes over what becomes of the stops that
// are pushed back, orders them, and the best of each batch is taken by Score.
type greedy struct {
	p      *orienteer.Problem
	atEnd  bool // append only
	orders [][]int
	week   orienteer.Solution
	worth  float64
	ways   [][]wayIn // by shift: every position that breaks no rule of time
	cover  []float64 // by cell
	count  []int     // visits by place
	inCell []int     // stops by cell
	could  int       // exploring stops that all places offer
}

// wayIn is a position for a place on a shift, counted in the stops before it.
type wayIn struct {
	shift, place, at int
	start            orienteer.Tick
	minutes          float64 // that the round becomes longer, at least 1: where it waited, time is free
	travel           orienteer.Tick
	gain             float64 // estimated
}

// exactly is how many ways in are compared by Score at once.
const exactly = 16

func newGreedy(p *orienteer.Problem, atEnd bool) *greedy {
	g := &greedy{
		p: p, atEnd: atEnd, orders: make([][]int, len(p.Shifts)), ways: make([][]wayIn, len(p.Shifts)),
		cover: make([]float64, len(p.Cells)), count: make([]int, len(p.Places)), inCell: make([]int, len(p.Cells)),
		week: orienteer.Solution{Routes: make([]orienteer.Route, len(p.Shifts))},
	}
	most := make([]int, len(p.Cells))
	seen := make([]bool, len(p.Places))
	for s := range p.Shifts {
		g.look(s)
		for _, w := range g.ways[s] {
			if !seen[w.place] {
				seen[w.place] = true
				most[p.Places[w.place].Cell] += p.Places[w.place].Max
			}
		}
	}
	for c, n := range most {
		g.could += min(n, p.Cells[c].Explorers)
	}
	g.worth = orienteer.Score(p, g.week).Total
	return g
}

// fill inserts until nothing gains and returns the places of each shift in order.
func (g *greedy) fill() [][]int {
	for {
		best, ok := g.best()
		if !ok {
			return g.orders
		}
		g.insert(best)
	}
}

// look lists the ways into a shift by whether and when the round would be back.
func (g *greedy) look(shift int) {
	s, order := &g.p.Shifts[shift], g.orders[shift]
	g.ways[shift] = g.ways[shift][:0]
	now, _ := orienteer.Time(g.p, shift, order)
	from := 0
	if g.atEnd {
		from = len(order)
	}
	for place := range g.p.Places {
		if !g.mayVisit(s, place) || slices.Contains(order, place) {
			continue
		}
		for at := from; at <= len(order); at++ {
			longer := slices.Insert(slices.Clone(order), at, place)
			if !g.mayFit(s, longer) {
				continue
			}
			r, ok := orienteer.Time(g.p, shift, longer)
			if !ok {
				continue
			}
			g.ways[shift] = append(g.ways[shift], wayIn{
				shift: shift, place: place, at: at, start: r.Visits[at].Start,
				minutes: math.Max(1, float64(r.End-now.End)/600),
				travel:  travelled(s, longer) - travelled(s, order),
			})
		}
	}
}

// mayVisit reports whether the shift may visit the place at all.
func (g *greedy) mayVisit(s *orienteer.Shift, place int) bool {
	p := &g.p.Places[place]
	return !(p.TwoWorkers && s.Workers < 2) && g.apart(p, s.Day, p.Previous)
}

func (g *greedy) apart(p *orienteer.Place, day int, others []int) bool {
	return !slices.ContainsFunc(others, func(d int) bool { return max(day-d, d-day) < p.GapDays })
}

// mayFit is false where ways, visits and break alone are longer than the shift.
func (g *greedy) mayFit(s *orienteer.Shift, order []int) bool {
	total := int64(travelled(s, order)) + int64(s.Break.Length)
	for _, place := range order {
		total += int64(g.p.Places[place].Service)
	}
	return total <= int64(s.End-s.Start)
}

// travelled is the time on the way in a round, at most [routes.Unreachable].
func travelled(s *orienteer.Shift, order []int) orienteer.Tick {
	if len(order) == 0 {
		return 0
	}
	total, at := int64(0), s.From
	for _, place := range order {
		total += int64(s.Travel.At(at, place))
		at = place
	}
	return orienteer.Tick(min(total+int64(s.Travel.At(at, s.To)), int64(routes.Unreachable)))
}

// best is the way in that gains most for each minute, false if none gains.
func (g *greedy) best() (wayIn, bool) {
	open := g.open()
	slices.SortStableFunc(open, func(a, b wayIn) int { return cmp.Compare(b.gain/b.minutes, a.gain/a.minutes) })
	for batch := range slices.Chunk(open, exactly) {
		best, found := wayIn{}, false
		for _, w := range batch {
			w.gain = g.gain(w)
			if w.gain > 1e-9 && (!found || w.gain/w.minutes > best.gain/best.minutes) {
				best, found = w, true
			}
		}
		if found {
			return best, true
		}
	}
	return wayIn{}, false
}

// open are the ways in that keep the rules beside those of time and are estimated to
// gain.
func (g *greedy) open() []wayIn {
	stops, explored := 0, 0
	for c, n := range g.inCell {
		stops += n
		explored += min(n, g.p.Cells[c].Explorers)
	}
	must := min(g.could, int(math.Ceil(g.p.Explore*float64(stops+1)-1e-9)))
	e := newEstimate(g)
	var out []wayIn
	for s := range g.ways {
		for _, w := range g.ways[s] {
			p := &g.p.Places[w.place]
			explores := g.inCell[p.Cell] < g.p.Cells[p.Cell].Explorers
			if explored < must && !explores || g.count[w.place] >= p.Max || !g.apart(p, g.p.Shifts[s].Day, e.days[w.place]) {
				continue
			}
			if w.gain = e.gain(w); w.gain > 0 {
				out = append(out, w)
			}
		}
	}
	return out
}

// gain is what the plan becomes worth more by an insertion.
func (g *greedy) gain(w wayIn) float64 {
	was := g.week.Routes[w.shift]
	g.week.Routes[w.shift], _ = orienteer.Time(g.p, w.shift, slices.Insert(slices.Clone(g.orders[w.shift]), w.at, w.place))
	gain := orienteer.Score(g.p, g.week).Total - g.worth
	g.week.Routes[w.shift] = was
	return gain
}

func (g *greedy) insert(w wayIn) {
	g.orders[w.shift] = slices.Insert(g.orders[w.shift], w.at, w.place)
	g.week.Routes[w.shift], _ = orienteer.Time(g.p, w.shift, g.orders[w.shift])
	g.worth = orienteer.Score(g.p, g.week).Total
	g.recount()
	g.look(w.shift)
}
