package main

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"runde/geo"
	"runde/geo/need"
	"runde/routes"
	"runde/routes/plans"

	"gonum.org/v1/gonum/stat/distuv"
)

// weekNeed is the town's hidden need and half a year of visits and concerns, from
// which the estimates of a week are fitted as in the product.
//
// A cell's draw is the sum over the squares of weight · e^(−d²/2σ²), σ 0.6 km, and an
// exponential variable with mean 0.02; weights are log-normal with σ 1. In the order
// of the draw the cells get the quantiles (i + ½)/n of a log-normal distribution with
// σ 1.28 and mean 0.4 as their need, people met per hour: a tenth of the cells hold
// about half of it. By dayparts (night, morning, afternoon, evening) the need goes as
// 0.3, 1.2, 1.4, 1.1 in 40 % of the cells, as 0.6, 0.5, 1.1, 1.8 in 30 % and evenly in
// the others.
//
// Over the 26 weeks before the one that is planned, three visits for each shift and
// week, of half an hour each, went to places: 70 % to one drawn by its cell's need,
// 30 % to any; 20 % in the morning, 40 % in the afternoon, 35 % in the evening, 5 % at
// night. Encounters are Poisson. Concerns of a cell and week are Poisson with mean
// 0.03 · need · habit, the cell's habit of reporting log-normal with σ 0.7. A cell with
// less than a decayed hour of visits is unknown, as in the product.
//
// Half as many cells as there are shifts are drawn, by need, from those of the places;
// each has decided concerns, once if it is drawn again: one, and Poisson(0.5) more,
// decided 1–10 days before the week, to be visited first between two days before its
// Monday and its Friday.
type weekNeed struct {
	world    *weekWorld
	cells    []geo.Cell
	index    map[geo.Cell]int
	rate     []float64    // by cell, people met per hour
	dayparts [][4]float64 // by cell
	habit    []float64    // by cell
	visits   []pastVisit
	standing []int // the cell of each place
	open     int   // decided concerns
}

type pastVisit struct {
	cell, weeksAgo int
	daypart        geo.Daypart
}

const pastWeeks = 26

// The two weeks, by how long ago they are.
const (
	thisWeek   = 0
	weekBefore = 1
)

func newWeekNeed(w *weekWorld, places []routes.Place, size weekSize) *weekNeed {
	n := &weekNeed{world: w, index: map[geo.Cell]int{}, open: size.Shifts / 2}
	for i, c := range w.cover.Cells() {
		n.cells = append(n.cells, c.Cell)
		n.index[c.Cell] = i
	}
	for i := range places {
		n.standing = append(n.standing, n.index[places[i].Cell])
	}
	n.addTruth(w.random(needStream))
	n.addVisits(w.random(effortStream), 3*size.Shifts)
	return n
}

func (n *weekNeed) addTruth(rng *rand.Rand) {
	draw := make([]float64, len(n.cells))
	for i, c := range n.cells {
		draw[i] = 0.02 * rng.ExpFloat64()
		middle, _ := n.world.cover.Middle(c)
		for _, s := range n.world.squares {
			d := kilometres(onPlane(middle), s.middle) / 0.6
			draw[i] += s.weight * math.Exp(-d*d/2)
		}
	}
	order := make([]int, len(n.cells))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(draw[a], draw[b]), a-b) })
	n.rate = make([]float64, len(n.cells))
	const sigma, mean = 1.28, 0.4
	for rank, i := range order {
		z := distuv.UnitNormal.Quantile((float64(rank) + 0.5) / float64(len(order)))
		n.rate[i] = mean * math.Exp(sigma*z-sigma*sigma/2)
	}
	patterns := [][4]float64{{0.3, 1.2, 1.4, 1.1}, {0.6, 0.5, 1.1, 1.8}, {1, 1, 1, 1}}
	for range n.cells {
		n.dayparts = append(n.dayparts, patterns[pick(rng, 0.4, 0.3, 0.3)])
		n.habit = append(n.habit, math.Exp(0.7*rng.NormFloat64()))
	}
}

// atPlaces are the needs of the places' cells.
func (n *weekNeed) atPlaces() []float64 {
	out := make([]float64, len(n.standing))
	for i, c := range n.standing {
		out[i] = n.rate[c]
	}
	return out
}

func (n *weekNeed) addVisits(rng *rand.Rand, aWeek int) {
	if len(n.standing) == 0 {
		return
	}
	weights := n.atPlaces()
	for ago := pastWeeks; ago > 0; ago-- {
		for range aWeek {
			at := rng.IntN(len(n.standing))
			if rng.Float64() < 0.7 {
				at = pick(rng, weights...)
			}
			part := geo.Dayparts[pick(rng, 0.05, 0.20, 0.40, 0.35)]
			n.visits = append(n.visits, pastVisit{n.standing[at], ago, part})
		}
	}
}

// fill gives the input of a week its cells and what is believed of them, with
// encounters of its own.
func (n *weekNeed) fill(in *plans.Input, ago int) {
	rng := n.world.random(uint64(noiseStream + ago))
	now := in.Week.Add(-1)
	obs, seen := n.observe(rng, ago)
	model := need.Fit(n.cells, obs, now, need.DefaultParams())
	dayparts := model.Dayparts(seen)
	in.Estimates = model.Estimates()
	in.Dayparts = map[geo.Cell][4]float64{}
	in.Neighbours = map[geo.Cell][]geo.Cell{}
	in.AreaKM2 = map[geo.Cell]float64{}
	for _, c := range n.cells {
		in.Dayparts[c] = dayparts.Factors(c)
		in.Neighbours[c] = n.world.cover.Neighbours(c)
		in.AreaKM2[c] = n.world.cover.AreaKM2(c)
	}
	in.Concerns = n.decided(rng, in.Week)
}

// observe draws what the visits and the reports before a week have seen.
func (n *weekNeed) observe(rng *rand.Rand, ago int) (obs []need.Observation, seen []need.Presence) {
	const hours = 0.5
	for _, v := range n.visits {
		met := poisson(rng, hours*n.rate[v.cell]*n.dayparts[v.cell][v.daypart])
		if v.weeksAgo <= ago {
			continue
		}
		obs = append(obs, need.Observation{
			Cell: n.cells[v.cell], Week: weekPlanned.Add(-v.weeksAgo), Encounters: met, Hours: hours,
		})
		if v.weeksAgo <= ago+13 { // older ones have no daypart any more
			seen = append(seen, need.Presence{Cell: n.cells[v.cell], Daypart: v.daypart, Encounters: met, Hours: hours})
		}
	}
	for i, c := range n.cells {
		for week := pastWeeks; week > ago; week-- {
			if k := poisson(rng, 0.03*n.rate[i]*n.habit[i]); k > 0 {
				obs = append(obs, need.Observation{
					Cell: c, Week: weekPlanned.Add(-week), Concerns: map[string]int{"neighbour": k},
				})
			}
		}
	}
	return obs, seen
}

func (n *weekNeed) decided(rng *rand.Rand, week geo.Week) []plans.Concern {
	if len(n.standing) == 0 {
		return nil
	}
	weights, about := n.atPlaces(), map[int]bool{}
	var out []plans.Concern
	for range n.open {
		c := n.standing[pick(rng, weights...)]
		concern := plans.Concern{
			Cell: n.cells[c], Count: 1 + poisson(rng, 0.5),
			Since: week.Monday() - geo.Date(1+rng.IntN(10)), First: week.Monday() + geo.Date(rng.IntN(7)-2),
		}
		if !about[c] {
			about[c] = true
			out = append(out, concern)
		}
	}
	return out
}

func poisson(rng *rand.Rand, mean float64) int {
	return int(distuv.Poisson{Lambda: mean, Src: rng}.Rand())
}
