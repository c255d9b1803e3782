package plans

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"runde/geo"
	"runde/geo/need"
	"runde/routes"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"
)

var week = geo.WeekOf(geo.NewDate(2026, 11, 23))

// id names something in a test so that a failure can be read.
func id(format string, args ...any) uuid.UUID {
	return uuid.NewSHA1(uuid.Nil, []byte(fmt.Sprintf(format, args...)))
}

// town is a made-up municipality: cells of resolution 8 about a square, places
// around their middles, teams that walk by day and by evening. All of it follows
// from the seed.
type town struct {
	Input
	cells []geo.Cell
}

type size struct{ cells, places, shifts int }

func newTown(seed uint64, sz size) town {
	rng := rand.New(rand.NewPCG(seed, 77))
	t := town{Input: Input{
		Week: week, Seed: seed, Neighbours: map[geo.Cell][]geo.Cell{}, AreaKM2: map[geo.Cell]float64{},
		Dayparts: map[geo.Cell][4]float64{},
	}}
	origin, _ := h3.LatLngToCell(h3.LatLng{Lat: 55.7, Lng: 12.5}, 8)
	disk, _ := h3.GridDisk(origin, 20)
	inside := map[h3.Cell]bool{}
	for _, c := range disk[:sz.cells] {
		t.cells = append(t.cells, geo.Cell(c))
		inside[c] = true
	}
	for _, c := range t.cells {
		ring, _ := h3.GridDisk(h3.Cell(c), 1)
		for _, n := range ring {
			if geo.Cell(n) != c && inside[n] {
				t.Neighbours[c] = append(t.Neighbours[c], geo.Cell(n))
			}
		}
		t.AreaKM2[c] = 0.7
		t.Dayparts[c] = [4]float64{0.5, 0.9, 1.1, 1}
		t.Estimates = append(t.Estimates, estimate(rng, c))
	}
	for i := range sz.places {
		t.Places = append(t.Places, t.place(rng, i))
	}
	for i := range sz.shifts {
		t.Shifts = append(t.Shifts, shift(i))
	}
	t.measure()
	return t
}

func estimate(rng *rand.Rand, c geo.Cell) need.Estimate {
	e := need.Estimate{Cell: c, Hours: rng.Float64() * 20, WeeksSince: rng.IntN(10) - 1}
	e.Mean = 0.2 + rng.ExpFloat64()*0.4
	e.Low, e.High = e.Mean*0.5, e.Mean*1.6
	e.Score, e.Known = e.High, e.Hours > 4
	return e
}

func (t *town) place(rng *rand.Rand, i int) routes.Place {
	c := t.cells[rng.IntN(len(t.cells))]
	ll, _ := h3.CellToLatLng(h3.Cell(c))
	p := routes.Place{
		ID: id("place %d", i), Name: fmt.Sprintf("bench %d", i), Kind: "bench", Cell: c,
		Point: orb.Point{ll.Lng + (rng.Float64()-0.5)*0.006, ll.Lat + (rng.Float64()-0.5)*0.004},
		Visit: 10 + 5*rng.IntN(4), MaxVisits: 1 + rng.IntN(3), GapDays: 1 + rng.IntN(2), TwoWorkers: rng.IntN(8) == 0,
	}
	switch rng.IntN(5) {
	case 0:
		for d := 1; d <= 5; d++ {
			p.Windows[d] = []routes.Window{{Open: 9 * 60, Close: 16 * 60}}
		}
	case 1:
		p.MinVisits = 1
	}
	return p
}

// shift alternates day and evening over the weekdays.
func shift(i int) routes.Shift {
	s := routes.Shift{
		ID: id("shift %d", i), TeamID: id("team %d", i%2), Date: week.Monday() + geo.Date(i/2%7),
		Start: 9 * 60, End: 15 * 60, Mode: routes.Foot, Workers: 2, Break: 30, Home: orb.Point{12.5, 55.7},
	}
	if i%2 == 1 {
		s.Start, s.End, s.Mode, s.Workers = 15*60, 22*60, routes.Bicycle, 1
	}
	return s
}

// measure makes the matrices: as the crow flies and a third more.
func (t *town) measure() {
	points := Points(t.Places, t.Shifts)
	t.Matrices = map[routes.Mode]routes.Matrix{}
	for mode, speed := range map[routes.Mode]float64{routes.Foot: 4.8, routes.Bicycle: 15, routes.Car: 30} {
		m := routes.Matrix{N: len(points), Times: make([]int32, len(points)*len(points))}
		for i, a := range points {
			for j, b := range points {
				km := 111.2 * math.Hypot((a[0]-b[0])*0.563, a[1]-b[1])
				m.Times[i*m.N+j] = int32(math.Ceil(km * 1.33 / speed * 36000))
			}
		}
		t.Matrices[mode] = m
	}
}

// hamlet is a world of places on one street, one a cell, a kilometre apart by
// bicycle (4 minutes), and one shift on Monday from 9 to 15, that a test changes.
func hamlet(places int) town {
	t := town{Input: Input{Week: week, AreaKM2: map[geo.Cell]float64{}, Neighbours: map[geo.Cell][]geo.Cell{}}}
	origin, _ := h3.LatLngToCell(h3.LatLng{Lat: 55.7, Lng: 12.5}, 8)
	disk, _ := h3.GridDisk(origin, 5)
	for i := range places {
		c := geo.Cell(disk[i])
		t.cells = append(t.cells, c)
		t.Estimates = append(t.Estimates, need.Estimate{
			Cell: c, Mean: 0.5, Low: 0.3, High: 0.8, Score: 0.8, Hours: 20, Known: true, WeeksSince: 1,
		})
		t.Places = append(t.Places, routes.Place{
			ID: id("place %d", i), Cell: c, Point: orb.Point{float64(i + 1), 0}, Visit: 20, MaxVisits: 1, GapDays: 1,
		})
	}
	t.Shifts = []routes.Shift{{
		ID: id("shift"), TeamID: id("team"), Date: week.Monday(), Start: 9 * 60, End: 15 * 60, Mode: routes.Bicycle, Workers: 1,
	}}
	t.street()
	return t
}

// street makes the matrices of a hamlet: four minutes a kilometre.
func (t *town) street() {
	points := Points(t.Places, t.Shifts)
	m := routes.Matrix{N: len(points), Times: make([]int32, len(points)*len(points))}
	for i, a := range points {
		for j, b := range points {
			m.Times[i*m.N+j] = int32(math.Abs(a[0]-b[0]) * 4 * minute)
		}
	}
	t.Matrices = map[routes.Mode]routes.Matrix{routes.Foot: m, routes.Bicycle: m, routes.Car: m}
}

func propose(t *testing.T, in Input) Plan {
	t.Helper()
	p, err := Propose(t.Context(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func stops(p Plan) (out []Stop) {
	for _, r := range p.Rounds {
		out = append(out, r.Stops...)
	}
	return out
}

// stopAt is the plan's first stop at a place.
func stopAt(p Plan, place uuid.UUID) (Stop, bool) {
	for _, s := range stops(p) {
		if s.PlaceID == place {
			return s, true
		}
	}
	return Stop{}, false
}

func reason(s Stop, code string) (Reason, bool) {
	for _, r := range s.Reasons {
		if r.Code == code {
			return r, true
		}
	}
	return Reason{}, false
}

func whyNot(t *testing.T, p Plan, place uuid.UUID) WhyNot {
	t.Helper()
	for _, l := range p.LeftOut {
		if l.PlaceID == place {
			return l.WhyNot
		}
	}
	t.Fatalf("the plan explains %d places left out, not this one", len(p.LeftOut))
	return WhyNot{}
}
