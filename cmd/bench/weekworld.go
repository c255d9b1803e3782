package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"runde/geo"
	"runde/geo/cells"
	"runde/routes"
	"runde/routes/plans"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"
)

// weekSize is how large a made-up week is.
type weekSize struct {
	Places int `json:"places"`
	Shifts int `json:"shifts"`
	Cells  int `json:"cells"`
}

// weekWorld is a made-up town with two weeks to plan: this one, and the one before.
// All of it follows from a seed and a size, with a generator of its own for each
// part, so that a change of one size leaves the other parts alone.
//
// # Ground
//
// The town lies about a point at 55.45° N, 11.55° E on a plane in kilometres. H3
// cells of resolution 8 around it are taken ring by ring, as many as give the wished
// number of cells when the inner ones, a ninth of that number, are each divided into
// their seven children of resolution 9. R is the radius of a disk of the same area:
// about 9 km for 1,200 cells.
//
// # Places
//
// Places stand in squares until 85 % of them are placed. A square lies
//   - with 0.55 in the town: normal about the middle, deviation 0.12 R,
//   - with 0.30 in one of six districts, whose middles lie in random directions at
//     0.2–0.6 R: normal about the middle, deviation 0.04 R,
//   - else anywhere within 0.9 R.
//
// It holds one place and, with 0.7 each time, another one, at most eight, normal
// about its middle with a deviation of 60 m. The last 15 % are area stops, one each
// in the middle of a random cell that holds no place.
//
// A visit takes 20, 30, 45 or 60 minutes (25, 35, 25, 15 %). At most 1, 2 or 3 visits
// a week (30, 50, 20 %), with 1 or 2 days between them. 8 % ask for two workers, 10 %
// wish one visit a week and 2 % two, as far as their maximum allows. Of the places
// that are no area stop, 12 % are open on weekdays 9–16, 6 % every day 10–13 and
// 15–19, 4 % from 17 to 23 except on Sundays, and 5 % of the rest have a habit: the
// weekday of a random shift, at a quarter, a half or three quarters of it.
//
// # Shifts
//
// There is a team for every four shifts; shift i is worked by team i mod teams on day
// ⌊7i/shifts⌋ from Monday. 45 % are by day (start 9:00–11:00, 4–5 h), 40 % in the
// evening (16:00–18:00, 3½–5 h), 15 % late (19:30–21:00, 3½–4½ h), in steps of half an
// hour. 45 % go on foot, 30 % by bicycle, 25 % by car; 65 % are pairs, the others
// alone. The break is 30 minutes from 4 hours on, else 15. 30 % have a block of 45 or
// 60 minutes, starting an hour or an hour and a half after the shift. Every other
// team starts and ends in the middle of the town, the others each in a district's.
//
// # Travel
//
// As the crow flies times 1.3, at 4.8 km/h on foot, 14 by bicycle, 30 by car, rounded
// up to tenths of a second. The way on foot is known whatever the modes of the shifts.
//
// # Need and what is known
//
// See weekNeed.
//
// # The week before
//
// The same town with the same regular week; its estimates come from other encounters
// of the same visits, and its concerns are others. Its plan, made by the engine and
// walked as planned, is this week's past: see walked. This is the only part of a week
// that depends on the engine.
type weekWorld struct {
	seed      uint64
	cover     *cells.Cover
	radius    float64     // R
	districts []orb.Point // in kilometres
	squares   []townSquare
	this      plans.Input
	before    plans.Input
}

// weekPlanned is the week that is planned.
var weekPlanned = geo.WeekOf(geo.NewDate(2026, 11, 23))

// newWeekWorld makes the town. Its Past is empty until the week before is walked.
func newWeekWorld(seed uint64, size weekSize) *weekWorld {
	w := &weekWorld{seed: seed}
	w.cover = weekCover(size.Cells)
	area := 0.0
	for _, c := range w.cover.Cells() {
		area += w.cover.AreaKM2(c.Cell)
	}
	w.radius = math.Sqrt(area / math.Pi)
	w.addDistricts()
	shifts := w.shifts(size.Shifts)
	places := w.places(size.Places, shifts)
	need := newWeekNeed(w, places, size)
	for _, in := range []*plans.Input{&w.this, &w.before} {
		in.Week, in.Seed, in.Places, in.Shifts = weekPlanned, seed, places, shifts
	}
	w.before.Week = weekPlanned.Add(-1)
	w.before.Shifts = aWeekEarlier(shifts)
	need.fill(&w.this, thisWeek)
	need.fill(&w.before, weekBefore)
	w.this.Matrices = weekMatrices(plans.Points(places, shifts), shifts)
	w.before.Matrices = w.this.Matrices
	return w
}

// walked makes the plan of the week before this week's past.
func (w *weekWorld) walked(p plans.Plan) {
	for i, r := range p.Rounds {
		shift := w.before.Shifts[i]
		for _, s := range r.Stops {
			w.this.Past = append(w.this.Past, plans.Visit{
				PlaceID: s.PlaceID, TeamID: shift.TeamID, Date: shift.Date, Minute: s.Arrive,
			})
		}
	}
}

// What each generator is for.
const (
	districtStream = iota
	shiftStream
	squareStream
	placeStream
	needStream
	effortStream
	noiseStream
)

func (w *weekWorld) random(stream uint64) *rand.Rand { return rand.New(rand.NewPCG(w.seed, stream)) }

// weekID names something by what it is, so that the same seed gives the same town.
func weekID(what string, i int) uuid.UUID {
	return uuid.NewSHA1(uuid.Nil, fmt.Appendf(nil, "%s %d", what, i))
}

// The middle of the town, and kilometres in a degree there.
const (
	weekLat, weekLon = 55.45, 11.55
	kmLat, kmLon     = 111.3, 63.2
)

// onGround is the point of the globe at so many kilometres east and north.
func onGround(km orb.Point) orb.Point { return orb.Point{weekLon + km[0]/kmLon, weekLat + km[1]/kmLat} }

// onPlane is where a point of the globe lies in kilometres.
func onPlane(p orb.Point) orb.Point {
	return orb.Point{(p[0] - weekLon) * kmLon, (p[1] - weekLat) * kmLat}
}

func kilometres(a, b orb.Point) float64 { return math.Hypot(a[0]-b[0], a[1]-b[1]) }

// weekCover is a cover of so many cells about the middle of the town.
func weekCover(n int) *cells.Cover {
	divided := n / 9
	hexagons := hexagonsAbout(divided + n - 7*divided)
	var list []cells.CellCount
	var leaves []geo.Cell
	for i, h := range hexagons {
		children, _ := h3.Cell(h).Children(geo.LeafResolution)
		for _, c := range children {
			leaves = append(leaves, geo.Cell(c))
			if i < divided {
				list = append(list, cells.CellCount{Cell: geo.Cell(c)})
			}
		}
		if i >= divided {
			list = append(list, cells.CellCount{Cell: h})
		}
	}
	return cells.Load(list, leaves, 0)
}

// hexagonsAbout are n cells of resolution 8, ring by ring, each ring by id.
func hexagonsAbout(n int) []geo.Cell {
	middle, _ := h3.LatLngToCell(h3.LatLng{Lat: weekLat, Lng: weekLon}, geo.LeafResolution-1)
	var out []geo.Cell
	for k := 0; len(out) < n; k++ {
		ring, _ := h3.GridRing(middle, k)
		slices.Sort(ring)
		for _, c := range ring {
			out = append(out, geo.Cell(c))
		}
	}
	return out[:n]
}

// kmh is how fast each mode goes, and detour how much longer streets are than the
// crow's way.
var kmh = map[routes.Mode]float64{routes.Foot: 4.8, routes.Bicycle: 14, routes.Car: 30}

const detour = 1.3

// weekMatrices are those of the shifts' modes, and of walking.
func weekMatrices(points []orb.Point, shifts []routes.Shift) map[routes.Mode]routes.Matrix {
	plane := make([]orb.Point, len(points))
	for i, p := range points {
		plane[i] = onPlane(p)
	}
	out := map[routes.Mode]routes.Matrix{}
	for _, mode := range routes.Modes {
		if mode != routes.Foot && !slices.ContainsFunc(shifts, func(s routes.Shift) bool { return s.Mode == mode }) {
			continue
		}
		m := routes.Matrix{N: len(plane), Times: make([]int32, 0, len(plane)*len(plane))}
		for _, a := range plane {
			for _, b := range plane {
				m.Times = append(m.Times, int32(math.Ceil(kilometres(a, b)*detour/kmh[mode]*36000)))
			}
		}
		out[mode] = m
	}
	return out
}

// pick is the index of a random weight, in proportion to it.
func pick(rng *rand.Rand, weights ...float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	x := rng.Float64() * sum
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return len(weights) - 1
}
