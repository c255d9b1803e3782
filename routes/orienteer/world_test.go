package orienteer

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"runde/routes"
)

// at is a point of a test world; travel is Manhattan distance, so that a person
// can add it up.
type at struct{ x, y int }

func manhattan(points ...at) routes.Matrix {
	n := len(points)
	m := routes.Matrix{N: n, Times: make([]int32, n*n)}
	for i, a := range points {
		for j, b := range points {
			m.Times[i*n+j] = int32(abs(a.x-b.x) + abs(a.y-b.y))
		}
	}
	return m
}

// line is a world on a street: places at x = 1, 2, 3 … with one cell each of
// prize 10, service 5, and a base at x = 0 from which one shift leaves at 0 and
// returns by 100.
func line(places int) *Problem {
	p := &Problem{}
	var points []at
	for i := range places {
		p.Cells = append(p.Cells, Cell{Prize: 10})
		p.Places = append(p.Places, Place{
			Service: 5, Cover: []Coverage{{Cell: i, Amount: 1}}, Cell: i, Max: 1,
		})
		points = append(points, at{x: i + 1})
	}
	m := manhattan(append(points, at{})...)
	p.Shifts = []Shift{{Weekday: time.Monday, Workers: 1, End: 100, From: places, To: places, Travel: m}}
	return p
}

// square is line with its places so close that walking from one to the next takes a
// tick, as driving does, and parking takes five. The base is ten ticks off.
//
//	base ————10———— 0 1 2 …
func square(places int) *Problem {
	p := line(places)
	var points []at
	for i := range places {
		points = append(points, at{x: 10 + i})
	}
	m := manhattan(append(points, at{})...)
	p.Shifts[0].Travel, p.Shifts[0].Walk, p.Shifts[0].Park = m, m, 5
	return p
}

// everyDay gives a place the same windows on each weekday.
func everyDay(w ...Window) (out [7][]Window) {
	for d := range out {
		out[d] = w
	}
	return out
}

// shape bounds the random problems.
type shape struct {
	places, shifts int
	plain          bool // no habits, dayparts or breaks: earliest times are best
	walks          bool // some shifts park and walk
}

// randomProblem draws a problem with every kind of rule.
func randomProblem(rng *rand.Rand, sh shape) *Problem {
	p := &Problem{Day: 400, Saturation: Saturation(rng.IntN(2)), Explore: float64(rng.IntN(3)) * 0.2}
	p.Prices = Prices{Travel: 0.01, MinVisit: 4, Handover: 2}
	cells := 1 + rng.IntN(sh.places+2)
	for range cells {
		c := Cell{Prize: float64(rng.IntN(20)), Explorers: max(0, rng.IntN(5)-2)}
		if !sh.plain {
			c.Dayparts = [4]float64{1, 0.5, 1, 0.8}
		}
		p.Cells = append(p.Cells, c)
	}
	var points []at
	for range sh.places {
		p.Places = append(p.Places, randomPlace(rng, cells, sh.plain))
		points = append(points, at{rng.IntN(40), rng.IntN(40)})
	}
	points = append(points, at{20, 20}, at{0, 0})
	m := manhattan(points...)
	for i := range sh.shifts {
		p.Shifts = append(p.Shifts, randomShift(rng, i, sh, m))
	}
	if sh.walks {
		letWalk(rng, p.Shifts)
	}
	for range rng.IntN(3) {
		p.Wishes = append(p.Wishes, Wish{Cell: rng.IntN(cells), Day: rng.IntN(3), Price: 8, Late: 3})
	}
	return p
}

func randomPlace(rng *rand.Rand, cells int, plain bool) Place {
	pl := Place{
		Service: Tick(5 + rng.IntN(20)), Cell: rng.IntN(cells+1) - 1,
		Min: rng.IntN(2), Max: 1 + rng.IntN(3), GapDays: rng.IntN(3),
		TwoWorkers: rng.IntN(5) == 0, Team: rng.IntN(3),
	}
	for _, c := range rng.Perm(cells)[:min(cells, 1+rng.IntN(3))] {
		pl.Cover = append(pl.Cover, Coverage{Cell: c, Amount: rng.Float64()})
	}
	for d := range pl.Windows {
		for range rng.IntN(3) {
			open := Tick(rng.IntN(200))
			pl.Windows[d] = append(pl.Windows[d], Window{open, open + Tick(rng.IntN(120))})
		}
	}
	if rng.IntN(4) == 0 {
		pl.Windows = [7][]Window{}
	}
	if rng.IntN(4) == 0 {
		pl.Previous = []int{-1 - rng.IntN(3)}
	}
	if !plain && rng.IntN(3) == 0 {
		open := Tick(rng.IntN(150))
		pl.Habit = &Habit{Weekday: time.Weekday(1 + rng.IntN(3)), Window: Window{open, open + 20}, Price: 3}
	}
	return pl
}

func randomShift(rng *rand.Rand, i int, sh shape, m routes.Matrix) Shift {
	s := Shift{
		Day: i / 2, Weekday: time.Weekday(1 + i/2%5), Team: 1 + rng.IntN(2), Workers: 1 + rng.IntN(2),
		Start: Tick(rng.IntN(40)), From: sh.places, To: sh.places + rng.IntN(2), Travel: m,
	}
	s.End = s.Start + 120 + Tick(rng.IntN(150))
	if sh.plain {
		return s
	}
	if rng.IntN(2) == 0 {
		open := s.Start + Tick(rng.IntN(100))
		s.Blocks = []Window{{open, open + Tick(1+rng.IntN(30))}}
	}
	if rng.IntN(2) == 0 {
		s.Break = Break{Length: 15, Window: Window{s.Start + 30, s.End - 20}}
	}
	return s
}

// letWalk gives most shifts a matrix of ways on foot, twice as long as by vehicle with
// a short cut here and there, and time to park.
func letWalk(rng *rand.Rand, shifts []Shift) {
	walk := routes.Matrix{N: shifts[0].Travel.N}
	for _, t := range shifts[0].Travel.Times {
		walk.Times = append(walk.Times, int32(float64(t)*(0.5+2*rng.Float64())))
	}
	for i := range shifts {
		if rng.IntN(4) > 0 {
			shifts[i].Walk, shifts[i].Park = walk, Tick(rng.IntN(12))
		}
	}
}

func solve(t *testing.T, p *Problem, seed uint64, iterations int) Solution {
	t.Helper()
	s, err := Solve(t.Context(), p, Options{Seed: seed, Iterations: iterations})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func nearly(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

// everyRule is a random problem with locks and a plan before as well, for changes.
func everyRule(rng *rand.Rand, places, shifts int) *Problem {
	p := randomProblem(rng, shape{places: places, shifts: shifts, walks: true})
	p.Prices.Change = float64(rng.IntN(3))
	p.Before = make([][]int, shifts)
	for place := range places {
		if i := rng.IntN(2 * shifts); i < shifts {
			p.Before[i] = append(p.Before[i], place)
		}
		switch lock := (Lock{Place: place, Shift: rng.IntN(shifts)}); rng.IntN(20) {
		case 0:
			lock.Kind = Forbid
			p.Locks = append(p.Locks, lock)
		case 1:
			p.Locks = append(p.Locks, lock)
		}
	}
	return p
}
