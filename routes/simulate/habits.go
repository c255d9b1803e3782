package simulate

import (
	"math"

	"runde/geo"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
)

// regularPlaces is how many places a round of the regular week has.
const regularPlaces = 6

// habit is where one shift of the regular week goes.
type habit struct {
	regular []int     // positions of places: the same weekday and hour every week
	weight  []float64 // how readily the team thinks of each place
	by      map[geo.Cell]int
}

// newHabits draws each pattern's regular places, once for the whole history. A
// team goes where it is near, where it has met people, and where it happens to
// know its way: half of the cells it hardly knows, whatever their need.
func newHabits(in *Input, t *Truth, week []Pattern) []*habit {
	rng := newRandom(in.Seed, habitStream)
	known := make(map[geo.Cell]float64, len(t.cells))
	for _, c := range t.cells {
		known[c] = 1
		if rng.chance(0.5) {
			known[c] = 0.1
		}
	}
	taste := make([]float64, len(in.Places))
	for i, p := range in.Places {
		taste[i] = (0.15 + math.Sqrt(t.Mean(p.Cell))) * known[p.Cell] * rng.lognormal(0.6)
	}
	out := make([]*habit, len(week))
	for i, p := range week {
		out[i] = newHabit(in, p, taste, rng)
	}
	return out
}

func newHabit(in *Input, p Pattern, taste []float64, rng random) *habit {
	reach := pace[p.Mode].radius
	h := &habit{weight: make([]float64, len(in.Places)), by: make(map[geo.Cell]int)}
	nearest := make(map[geo.Cell]float64)
	for i, place := range in.Places {
		d := orbgeo.Distance(p.Home, place.Point)
		if d > reach || place.TwoWorkers && p.Workers < 2 {
			continue
		}
		h.weight[i] = taste[i] * math.Exp(-2*d/reach)
		if best, ok := nearest[place.Cell]; !ok || d < best {
			nearest[place.Cell], h.by[place.Cell] = d, i
		}
	}
	// A round has an area: each regular place draws the next one near.
	weight := append([]float64(nil), h.weight...)
	for range regularPlaces {
		i := rng.index(weight)
		if i < 0 {
			break
		}
		h.regular = append(h.regular, i)
		weight[i] = 0
		draw(in, weight, in.Places[i].Point, reach/4)
	}
	return h
}

// draw lowers the weights of places far from a point.
func draw(in *Input, weight []float64, near orb.Point, scale float64) {
	for i := range weight {
		if weight[i] > 0 {
			weight[i] *= 0.1 + math.Exp(-orbgeo.Distance(near, in.Places[i].Point)/scale)
		}
	}
}

// nearest is the position of the cell's place that is nearest to the base, or -1
// where the team has none within reach.
func (h *habit) nearest(c geo.Cell) int {
	if i, ok := h.by[c]; ok {
		return i
	}
	return -1
}
