package main

import (
	"math"
	"math/rand/v2"

	"runde/geo"
	"runde/routes"

	"github.com/paulmach/orb"
)

// townSquare is where several places stand together; weight is how much need it draws.
type townSquare struct {
	middle orb.Point // in kilometres
	weight float64
}

const (
	squareMost = 8
	squareSize = 0.06 // kilometres
	areaShare  = 0.15 // of the places
)

func (w *weekWorld) addDistricts() {
	rng := w.random(districtStream)
	for range 6 {
		turn, far := rng.Float64()*2*math.Pi, w.radius*(0.2+0.4*rng.Float64())
		w.districts = append(w.districts, orb.Point{far * math.Cos(turn), far * math.Sin(turn)})
	}
}

func near(rng *rand.Rand, p orb.Point, deviation float64) orb.Point {
	return orb.Point{p[0] + deviation*rng.NormFloat64(), p[1] + deviation*rng.NormFloat64()}
}

// newSquare draws where a square lies and how much need it draws: log-normal, σ 1.
func (w *weekWorld) newSquare(rng *rand.Rand) townSquare {
	s := townSquare{weight: math.Exp(rng.NormFloat64())}
	switch pick(rng, 0.55, 0.30, 0.15) {
	case 0:
		s.middle = near(rng, orb.Point{}, 0.12*w.radius)
	case 1:
		s.middle = near(rng, w.districts[rng.IntN(len(w.districts))], 0.04*w.radius)
	default:
		turn, far := rng.Float64()*2*math.Pi, 0.9*w.radius*math.Sqrt(rng.Float64())
		s.middle = orb.Point{far * math.Cos(turn), far * math.Sin(turn)}
	}
	return s
}

// places are n places of the town.
func (w *weekWorld) places(n int, shifts []routes.Shift) []routes.Place {
	points, kinds := w.sites(n)
	rng := w.random(placeStream)
	out := make([]routes.Place, n)
	for i := range out {
		out[i] = newPlace(rng, i, kinds[i], shifts)
		out[i].Point = points[i]
		out[i].Cell, _ = w.cover.At(points[i])
	}
	return out
}

// sites are where places stand, and their kinds.
func (w *weekWorld) sites(n int) (points []orb.Point, kinds []string) {
	rng := w.random(squareStream)
	taken := map[geo.Cell]bool{}
	for stands := n - int(areaShare*float64(n)); len(points) < stands; {
		s := w.newSquare(rng)
		w.squares = append(w.squares, s)
		for k := 0; k < squareMost && len(points) < stands && (k == 0 || rng.Float64() < 0.7); k++ {
			p := onGround(near(rng, s.middle, squareSize))
			if c, inside := w.cover.At(p); inside {
				taken[c] = true
				points, kinds = append(points, p), append(kinds, "bench")
			}
		}
	}
	all := w.cover.Cells()
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for i := 0; len(points) < n; i++ {
		c := all[i%len(all)].Cell
		p, _ := w.cover.Middle(c)
		if !taken[c] || i >= len(all) { // more places than cells: some cells have two
			points, kinds = append(points, p), append(kinds, "area")
		}
	}
	return points, kinds
}

func newPlace(rng *rand.Rand, i int, kind string, shifts []routes.Shift) routes.Place {
	p := routes.Place{
		ID: weekID("place", i), Kind: kind,
		Visit:      []int{20, 30, 45, 60}[pick(rng, 0.25, 0.35, 0.25, 0.15)],
		MaxVisits:  1 + pick(rng, 0.3, 0.5, 0.2),
		GapDays:    1 + rng.IntN(2),
		TwoWorkers: rng.Float64() < 0.08,
	}
	p.MinVisits = min(p.MaxVisits, pick(rng, 0.88, 0.10, 0.02))
	hours, habit := pick(rng, 0.12, 0.06, 0.04, 0.78), rng.Float64() < 0.05
	if kind == "area" {
		return p
	}
	for day := range p.Windows {
		p.Windows[day] = opening(hours, day, p.Visit)
	}
	if hours == 3 && habit && len(shifts) > 0 {
		s := shifts[rng.IntN(len(shifts))]
		p.Habit = &routes.Habit{Weekday: s.Date.Weekday(), Minute: s.Start + (s.End-s.Start)*(1+rng.IntN(3))/4}
	}
	return p
}

// opening are the windows for the start of a visit on a weekday of which hours a
// place keeps; the visit ends before it closes.
func opening(hours, day, visit int) []routes.Window {
	sunday := day == 0
	switch {
	case hours == 0 && !sunday && day != 6:
		return []routes.Window{{Open: 9 * 60, Close: 16*60 - visit}}
	case hours == 1:
		return []routes.Window{{Open: 10 * 60, Close: 13*60 - visit}, {Open: 15 * 60, Close: 19*60 - visit}}
	case hours == 2 && !sunday:
		return []routes.Window{{Open: 17 * 60, Close: 23*60 - visit}}
	}
	return nil
}
