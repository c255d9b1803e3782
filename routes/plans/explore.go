package plans

import (
	"math/rand/v2"
	"slices"

	"runde/geo/need"
)

// How wide the net is kept.
const (
	// explorers is how many stops in an exploring cell explore: visits of twenty
	// minutes until an hour of presence makes a cell known (need.Params.KnownHours).
	explorers = 3
	// explorePrize is the bonus of the cell that was seen longest ago, in mean prizes
	// of a cell.
	explorePrize = 0.8
	// room is how many exploring stops are offered for each that the share asks of a
	// full week: not all of them fit, and a share that cannot be met leaves rounds
	// empty.
	room = 1.5
	// widest is the share of the cells that explores at most, unknown ones aside: half
	// of them were seen longer ago than the others.
	widest = 0.5
	// stopMinutes is what a stop takes of a shift, its way included.
	stopMinutes = 25
)

// addExploration marks the cells whose first stops explore and gives them their
// bonus: the more, the less is known and the longer ago anybody was there, in a
// shuffled order of the week among equals. They are the unknown cells and, where
// these offer too few stops for the exploring share of a full week, those seen
// longest ago: when every cell is known a little, the net stays as wide.
func (w *world) addExploration() {
	order, most, wanted := w.leastKnown(), w.mostVisits(), w.wantedExplorers()
	n := 0
	limit := int(widest * float64(len(order)))
	for offered := 0.0; n < len(order) && (!w.need[order[n]].Known || n < limit && offered < wanted); n++ {
		offered += float64(min(explorers, most[order[n]]))
	}
	for rank, i := range order[:n] {
		w.problem.Cells[i].Explorers = explorers
		w.problem.Cells[i].Prize += explorePrize * w.unit * (1 - 0.7*float64(rank)/float64(n))
	}
}

// leastKnown orders the cells: unknown ones first, then by how long ago anybody was
// there, equals shuffled by the week.
func (w *world) leastKnown() []int {
	order := make([]int, len(w.cells))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(w.in.Seed, uint64(w.in.Week.Monday())))
	rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
	keys := make([]uint64, len(order))
	for turn, i := range order {
		keys[turn] = uint64(freshness(w.need[i]))<<32 | uint64(turn)
	}
	slices.Sort(keys)
	out := make([]int, len(order))
	for k, key := range keys {
		out[k] = order[uint32(key)]
	}
	return out
}

// freshness grows with how much is known of a cell, and then with how lately anybody was
// there.
func freshness(e *need.Estimate) uint32 {
	const longest = 1<<30 - 1 // weeks
	f := uint32(0)
	if e.Known {
		f = 1 << 31
	}
	if e.WeeksSince >= 0 {
		f += 1 + longest - uint32(min(e.WeeksSince, longest))
	}
	return f
}

// wantedExplorers is how many exploring stops a full week needs, and room besides.
func (w *world) wantedExplorers() float64 {
	minutes := 0
	for _, s := range w.in.Shifts {
		minutes += s.End - s.Start
	}
	return room * w.in.share() * float64(minutes) / stopMinutes
}

// mostVisits is how many visits the places of each cell allow in a week.
func (w *world) mostVisits() []int {
	out := make([]int, len(w.cells))
	for i := range w.problem.Places {
		out[w.problem.Places[i].Cell] += w.problem.Places[i].Max
	}
	return out
}

// mostExplorers is how many stops could explore if every place were within reach.
func (w *world) mostExplorers() int {
	n := 0
	for c, most := range w.mostVisits() {
		n += min(most, w.problem.Cells[c].Explorers)
	}
	return n
}
