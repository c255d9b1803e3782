package attack

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"runde/geo"
	"runde/geo/intake"
	"runde/geo/release"
)

// event is some events that happened together.
type event struct {
	release.Part
	family  release.Family
	detail  string // what its side table would split it by
	arrives int    // number of the week in which the office learns of them
}

// world is a random municipality with its events, for attacks.
type world struct {
	seed   uint64
	cells  []geo.Cell
	tree   *release.Tree
	first  geo.Week
	weeks  int
	events []event
	hours  []map[geo.Cell]float64     // of presence, by week
	weight []float64                  // by cell
	yearly map[release.Family]float64 // events that a weight of 1 lets expect
	params map[release.Family]release.Params
}

var attacked = []release.Family{release.Encounters, release.Concerns}

// newWorld draws a municipality of one to three families of resolution 6, with
// remainders here and there. One of four lasts over the end of a year.
func newWorld(seed uint64) *world {
	r := rand.New(rand.NewPCG(seed, 5))
	w := &world{seed: seed, weeks: 8 + 4*r.IntN(3), first: release.WeekOne(2027),
		yearly: map[release.Family]float64{release.Encounters: 600, release.Concerns: 200}}
	if seed%4 == 3 {
		w.first = w.first.Add(-w.weeks / 2)
	}
	for f := range 1 + r.IntN(3) {
		if r.IntN(3) == 0 {
			w.cells = append(w.cells, cell(6, f, 7, 7))
		}
		for i := range 1 + r.IntN(4) {
			if r.IntN(3) == 0 {
				w.cells = append(w.cells, cell(7, f, i, 7))
			}
			for j := range 1 + r.IntN(7) {
				w.cells = append(w.cells, cell(8, f, i, j))
			}
		}
	}
	if r.IntN(2) == 0 {
		w.cells = append(w.cells, geo.Rest)
	}
	w.tree = release.NewTree(w.cells)
	k, factor := 3+r.IntN(5), 1.2+r.Float64()
	w.params = map[release.Family]release.Params{}
	for _, f := range attacked {
		w.params[f] = release.Params{Key: release.FamilyKey([]byte(strconv.FormatUint(seed, 10)), "1", f), K: k, Factor: factor}
	}
	for range w.cells {
		w.weight = append(w.weight, r.ExpFloat64()*r.ExpFloat64())
	}
	for _, f := range attacked {
		w.fill(r, f, patterns[r.IntN(len(patterns))])
	}
	for range w.weeks {
		hours := map[geo.Cell]float64{}
		for i, c := range w.cells {
			if r.IntN(3) > 0 {
				hours[c] = w.weight[i] * r.ExpFloat64() * 3
			}
		}
		w.hours = append(w.hours, hours)
	}
	return w
}

// cell is the cell of a resolution with these digits at resolutions 6, 7 and 8, where
// 7 is none.
func cell(res, d6, d7, d8 int) geo.Cell {
	return geo.Cell(uint64(0x801f205801fffff)&^(0x1ff<<21) | uint64(res)<<52 | uint64(d6)<<27 | uint64(d7)<<24 | uint64(d8)<<21)
}

// patterns are ways in which events may lie, each the count of one kind in cell i
// and a week.
var patterns = []func(w *world, r *rand.Rand, i int) int{
	func(w *world, r *rand.Rand, i int) int { return int(w.weight[i] * r.ExpFloat64() * 2) }, // skewed
	func(w *world, r *rand.Rand, i int) int { // all in one cell
		if i == 0 {
			return 4 + r.IntN(9)
		}
		return r.IntN(20) / 19
	},
	func(w *world, r *rand.Rand, i int) int { return r.IntN(2) },         // one in every cell
	func(w *world, r *rand.Rand, i int) int { return w.threshold() - 1 }, // one too few everywhere
	func(w *world, r *rand.Rand, i int) int { // an empty block beside full ones
		if i < len(w.cells)/2 {
			return 0
		}
		return r.IntN(2 * w.threshold())
	},
	func(w *world, r *rand.Rand, i int) int { return r.IntN(6) / 5 * (1 + r.IntN(3)) }, // sparse
}

func (w *world) threshold() int { return w.params[release.Encounters].K }

// fill draws a family's events. In one world of two each is a round of its own, so
// that thresholds look at nearly the plain count.
func (w *world) fill(r *rand.Rand, f release.Family, pattern func(*world, *rand.Rand, int) int) {
	for i, c := range w.cells {
		for week := range w.weeks {
			for _, kind := range f.Kinds() {
				for n := pattern(w, r, i); n > 0; {
					e := event{family: f, arrives: week}
					e.Part = release.Part{Cell: c, Kind: kind, Round: fmt.Sprint(week, "/", r.IntN(6)), Count: 1 + r.IntN(n)}
					if w.seed%2 == 0 {
						e.Round, e.Count = fmt.Sprint(len(w.events)), 1
					}
					if r.IntN(8) == 0 {
						e.arrives += 1 + r.IntN(6) // late
					}
					e.Public = f == release.Concerns && r.IntN(5) == 0
					e.detail = detailOf(r, e)
					n -= e.Count
					w.events = append(w.events, e)
				}
			}
		}
	}
}

// detailOf draws a channel, or a target of what is a bridge.
func detailOf(r *rand.Rand, e event) string {
	if e.family == release.Encounters {
		targets := append(slices.Clone(release.Targets), release.SeveralTargets)
		switch {
		case e.Kind != release.Bridged:
			return release.NoBridge
		case e.Round[0] == '7': // too late
			return release.UntoldTarget
		}
		return targets[min(r.IntN(len(targets)), r.IntN(len(targets)))]
	}
	var own []string
	for _, c := range intake.Channels {
		if string(c.Group) == e.Kind {
			own = append(own, string(c.Channel))
		}
	}
	return own[min(r.IntN(len(own)), r.IntN(len(own)))]
}
