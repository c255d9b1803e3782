package orienteer

import (
	"math/rand/v2"
	"testing"
	"time"
)

// weekly is a world of the size of a municipality's week: 300 places, 20 shifts over
// seven days, some of which park and walk, 1,200 cells, breaks, dayparts and habits.
// Ticks are minutes.
func weekly(seed uint64) *Problem {
	rng := rand.New(rand.NewPCG(seed, 49))
	const places, cells = 300, 1200
	p := &Problem{Day: 24 * 60, Explore: 0.2, Prices: Prices{Travel: 0.01, MinVisit: 4, Handover: 1}}
	for range cells {
		p.Cells = append(p.Cells, Cell{
			Prize: 10 * rng.ExpFloat64(), Dayparts: [4]float64{0.2, 1, 1, 0.6}, Explorers: max(0, rng.IntN(6)-4),
		})
	}
	var points []at
	for range places {
		pl := Place{Service: Tick(10 + rng.IntN(30)), Cell: rng.IntN(cells), Min: rng.IntN(2), Max: 1 + rng.IntN(3), GapDays: 1, Team: rng.IntN(4)}
		pl.Cover = []Coverage{{pl.Cell, 1}}
		for k := range rng.IntN(5) {
			pl.Cover = append(pl.Cover, Coverage{(pl.Cell + k + 1) % cells, 0.3})
		}
		if rng.IntN(3) == 0 {
			pl.Windows = everyDay(Window{8 * 60, 14 * 60}, Window{16 * 60, 21 * 60})
		}
		if rng.IntN(4) == 0 {
			pl.Habit = &Habit{time.Weekday(rng.IntN(7)), Window{10 * 60, 12 * 60}, 3}
		}
		p.Places = append(p.Places, pl)
		points = append(points, at{rng.IntN(45), rng.IntN(45)})
	}
	m := manhattan(append(points, at{22, 22})...)
	for i := range 20 {
		s := Shift{
			Day: i % 7, Weekday: time.Weekday(i % 7), Team: 1 + i%3, Workers: 1 + i%2, Start: Tick(8*60 + i/7*180),
			From: places, To: places, Travel: m, Break: Break{30, Window{11 * 60, 17 * 60}},
		}
		s.End = s.Start + 7*60
		p.Shifts = append(p.Shifts, s)
	}
	letWalk(rng, p.Shifts[15:])
	return p
}

// stepped are the worlds in which single steps are measured, by name.
func stepped() map[string]*Problem {
	return map[string]*Problem{
		"published": published(rand.New(rand.NewPCG(1, 50)), 100, 4, false),
		"weekly":    weekly(1),
	}
}

// warm is a chain that has made its steps grow what memory they need.
func warm(p *Problem) *chain {
	c := started(p, 1)
	for range 3000 {
		c.step(c.mean * 0.3)
	}
	return c
}

// A step allocates nothing, not once in hundreds, beside the routes that it adds to a pool
// which is not full.
func TestAStepAllocatesNothing(t *testing.T) {
	for name, p := range stepped() {
		c := warm(p)
		c.in.exchange = nil // no pool
		steps := func() {
			for range 300 {
				c.step(c.mean * 0.3)
			}
		}
		if n := testing.AllocsPerRun(10, steps); n > 0 {
			t.Errorf("%s: 300 steps allocate %v times", name, n)
		}
	}
}

func BenchmarkStep(b *testing.B) {
	for name, p := range stepped() {
		c := warm(p)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.step(c.mean * 0.3)
			}
		})
	}
}
