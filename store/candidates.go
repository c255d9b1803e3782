package store

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"runde/geo"
	"runde/geo/need"
	"runde/routes/plans"

	"github.com/google/uuid"
)

// mostCandidates is how many places the planner is given. A municipality has a
// thousand benches and a week has a hundred stops: more places make the plan
// slower and no better, since places of one cell cover the same need.
const mostCandidates = 300

// candidates picks the places that a plan may visit: those that somebody asked
// for, then the cells' places in turns, each cell's best first. Where there are more
// cells than that, those of low rank come first; a small municipality's choice does
// not depend on the ranks. The same places and ranks give the same choice, in their
// order.
func candidates(list []Place, wanted map[uuid.UUID]bool, rank map[geo.Cell]int, most int) []Place {
	turn := turns(list)
	rankOf := func(p Place) int {
		if turn[p.ID] > 0 {
			return 0
		}
		return rank[p.Cell]
	}
	chosen := slices.Clone(list)
	slices.SortStableFunc(chosen, func(a, b Place) int {
		return cmp.Or(first(wanted[a.ID] || asked(a), wanted[b.ID] || asked(b)), cmp.Compare(turn[a.ID], turn[b.ID]),
			cmp.Compare(rankOf(a), rankOf(b)), cmp.Compare(worth(b), worth(a)), slices.Compare(a.ID[:], b.ID[:]))
	})
	if len(chosen) > most {
		keep := most
		for keep < len(chosen) && (wanted[chosen[keep].ID] || asked(chosen[keep])) {
			keep++
		}
		chosen = chosen[:keep]
	}
	kept := make(map[uuid.UUID]bool, len(chosen))
	for _, p := range chosen {
		kept[p.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(list), func(p Place) bool { return !kept[p.ID] })
}

// cellRanks orders the cells for a plan that cannot visit them all: those with a
// decided concern, then in turns one to explore (an unknown one before a known one,
// and what was seen longest ago first) and the one with the highest need. Equal ones
// come in an order of the week's own, so that none waits for ever.
func cellRanks(in *plans.Input) map[geo.Cell]int {
	list := slices.Clone(in.Estimates)
	rng := rand.New(rand.NewPCG(in.Seed, uint64(in.Week.Monday())))
	rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	ago := func(e need.Estimate) uint { return uint(e.WeeksSince) } // -1, never, is the longest
	strong := slices.SortedStableFunc(slices.Values(list), func(a, b need.Estimate) int { return cmp.Compare(b.Score, a.Score) })
	slices.SortStableFunc(list, func(a, b need.Estimate) int {
		return cmp.Or(first(!a.Known, !b.Known), cmp.Compare(ago(b), ago(a)))
	})

	rank := make(map[geo.Cell]int, len(strong))
	add := func(c geo.Cell) {
		if _, ranked := rank[c]; !ranked {
			rank[c] = len(rank)
		}
	}
	for _, c := range in.Concerns {
		add(c.Cell)
	}
	for i := range strong {
		add(list[i].Cell)
		add(strong[i].Cell)
	}
	return rank
}

// turns gives each place its turn in its cell: the best of each kind first, then
// the second best of each, and so on.
func turns(list []Place) map[uuid.UUID]int {
	sorted := slices.SortedStableFunc(slices.Values(list), func(a, b Place) int {
		return cmp.Or(cmp.Compare(worth(b), worth(a)), first(a.Name != "", b.Name != ""), slices.Compare(a.ID[:], b.ID[:]))
	})
	type kind struct {
		cell geo.Cell
		kind string
	}
	ofKind := map[kind]int{}
	round := map[geo.Cell]map[int]int{}
	turn := make(map[uuid.UUID]int, len(list))
	for _, p := range sorted {
		k := kind{p.Cell, p.Kind}
		n := ofKind[k]
		ofKind[k]++
		if round[p.Cell] == nil {
			round[p.Cell] = map[int]int{}
		}
		// Kinds of one cell take their turns one after another.
		turn[p.ID] = n*maxKinds + round[p.Cell][n]
		round[p.Cell][n]++
	}
	return turn
}

// maxKinds is more than there are kinds of places.
const maxKinds = 100

// asked reports whether the coordinator has said that the place matters.
func asked(p Place) bool {
	return p.Edited || p.Habit != nil || p.MinVisits > 0 || p.Source == ByHand
}

// worth is how long a week may be spent at the place.
func worth(p Place) int { return p.Visit * p.MaxVisits }

// first orders what is so before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
