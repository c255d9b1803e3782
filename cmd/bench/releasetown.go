package main

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"sort"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/release"
)

// townRounds is how many rounds a week are walked where rounds share events.
const townRounds = 20

func newReleaseTown(dwellings map[geo.Cell]int, floor int, seed uint64) *releaseTown {
	w := &releaseTown{cover: cells.New(dwellings, floor), seed: seed}
	list := w.cover.Cells()
	ids := make([]geo.Cell, len(list))
	for i, c := range list {
		ids[i] = c.Cell
	}
	w.tree = release.NewTree(ids)
	w.leaves = w.tree.Leaves()

	type part struct{ hexagon, cell geo.Cell }
	homes := map[part]int{}
	for _, leaf := range slices.Sorted(maps.Keys(dwellings)) {
		if cell, ok := w.cover.Of(leaf); ok {
			homes[part{leaf.Parent(8), cell}] += dwellings[leaf]
		}
	}
	parts := slices.SortedFunc(maps.Keys(homes), func(a, b part) int {
		return cmp.Or(cmp.Compare(a.hexagon, b.hexagon), cmp.Compare(a.cell, b.cell))
	})
	r := rand.New(rand.NewPCG(seed, 0))
	sum := 0.0
	for _, p := range parts {
		sum += float64(homes[p]+1) * math.Exp(1.2*r.NormFloat64())
		w.at = append(w.at, releasePlace{p.cell, sum})
	}
	return w
}

// draw is a place by weight.
func (w *releaseTown) draw(r *rand.Rand) int {
	x := r.Float64() * w.at[len(w.at)-1].weight
	return sort.Search(len(w.at), func(i int) bool { return w.at[i].weight > x })
}

// weeks draws a year's events by week.
func (w *releaseTown) weeks(r *rand.Rand, events int, shared bool) [][]release.Part {
	kinds := release.Encounters.Kinds()
	out := make([][]release.Part, 52)
	for range events {
		week, place, kind := r.IntN(52), w.draw(r), kinds[min(r.IntN(5), len(kinds)-1)]
		round := fmt.Sprint(week, "/", len(out[week]))
		if shared {
			round = fmt.Sprint(week, "/", place%townRounds)
		}
		out[week] = append(out[week], release.Part{Cell: w.at[place].cell, Kind: kind, Round: round, Count: 1})
	}
	return out
}

const townYear = 2026

// publish draws a year with so many events and publishes it.
func (w *releaseTown) publish(events, k int, shared bool) (releaseLine, error) {
	r := rand.New(rand.NewPCG(w.seed, uint64(events)))
	before, year := w.weeks(r, events, shared), w.weeks(r, events, shared)
	params := release.DefaultParams([]byte("bench"))
	params.K = k

	prior := map[geo.Cell]float64{}
	for _, p := range slices.Concat(before...) {
		prior[p.Cell]++
	}
	blocks, err := release.Geography(w.tree, prior, params)
	if err != nil {
		return releaseLine{}, err
	}
	line := releaseLine{Events: events, K: k, Shared: shared, Blocks: len(blocks), BlockKM2: w.medianArea(blocks)}

	counted, err := w.weekly(year, params)
	if err != nil {
		return line, err
	}
	var periods []release.Figure
	for n := 1; n <= release.PeriodsInYear; n++ {
		p := release.FourWeeks{Year: townYear, Number: n}
		figures, err := release.Period(w.tree, release.Encounters, p, blocks, slices.Concat(counted[4*n-4:4*n]...), params)
		if err != nil {
			return line, err
		}
		periods = append(periods, figures...)
	}
	line.Kinds, line.Joined = kindsShown(periods)
	all := slices.Concat(counted...)
	rows, err := release.Year(w.tree, release.Encounters, townYear, blocks, periods, all, params)
	line.read(rows, w.leaves, all)
	return line, err
}

// weekly counts each week's events in the first week that may be published.
func (w *releaseTown) weekly(year [][]release.Part, params release.Params) ([][]release.Part, error) {
	out := make([][]release.Part, len(year))
	var open []release.Part
	for i, events := range year {
		open = append(open, events...)
		_, enough, err := release.Week(w.tree, release.Encounters, release.WeekOne(townYear).Add(i), open, params)
		if err != nil {
			return nil, err
		}
		if enough {
			out[i], open = open, nil
		}
	}
	return out, nil
}

func (w *releaseTown) medianArea(blocks []release.Block) float64 {
	areas := make([]float64, len(blocks))
	for i, b := range blocks {
		for _, c := range b.Cells {
			areas[i] += w.cover.AreaKM2(c)
		}
	}
	slices.Sort(areas)
	return areas[len(areas)/2]
}
