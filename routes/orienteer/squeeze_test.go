package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// squeezed is the earliest end of the orders with the place in each position, one
// after the other.
func squeezed(p *Problem, places []int, place int, by Tick) (end Tick, ok bool) {
	longer := *p
	longer.Shifts = slices.Clone(p.Shifts)
	longer.Shifts[0].End = by
	for k := range len(places) + 1 {
		if r, fits := Time(&longer, 0, slices.Insert(slices.Clone(places), k, place)); fits && (!ok || r.End < end) {
			end, ok = r.End, true
		}
	}
	return end, ok
}

// Squeezing a place in is trying every position.
func TestSqueezeTriesEveryPosition(t *testing.T) {
	fits, fails := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 81))
		p := randomProblem(rng, shape{places: 8, shifts: 1, walks: rng.IntN(2) == 0})
		for i := range p.Places {
			if rng.IntN(2) == 0 { // rounds of some length
				p.Places[i].Windows = [7][]Window{}
			}
		}
		order := rng.Perm(8)[:1+rng.IntN(6)]
		by := p.Shifts[0].End + Tick(rng.IntN(200))
		want, wantOK := squeezed(p, order[1:], order[0], by)
		s := NewSqueezer(p, 0, order[1:])
		s.Squeeze(rng.IntN(8), by-50) // another, which must leave no trace
		at, got, ok := s.Squeeze(order[0], by)
		if ok != wantOK || ok && got != want {
			t.Errorf("seed %d: %d into %v ends at %d (%v), trying every position at %d (%v)", seed, order[0], order[1:], got, ok, want, wantOK)
		}
		if !ok {
			fails++
			return
		}
		if soonest := s.Soonest(order[0]); soonest > got {
			t.Errorf("seed %d: %d into %v ends at %d, and no sooner than %d", seed, order[0], order[1:], got, soonest)
		}
		fits++
		p.Shifts[0].End = by
		if r, _ := Time(p, 0, slices.Insert(slices.Clone(order[1:]), at, order[0])); r.End != got {
			t.Errorf("seed %d: %d into %v before %d ends at %d, not at %d", seed, order[0], order[1:], at, r.End, got)
		}
	})
	if fits == 0 || fails == 0 {
		t.Errorf("%d fit, %d do not: the worlds test too little", fits, fails)
	}
}

// Where nothing stands in the way the soonest end is the end.
func TestTheSoonestEndIsNotFarOff(t *testing.T) {
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 82))
		p := randomProblem(rng, shape{places: 8, shifts: 1, plain: true, walks: seed%2 == 0})
		for i := range p.Places {
			p.Places[i].Windows = [7][]Window{}
		}
		order := rng.Perm(8)[:1+rng.IntN(6)]
		s := NewSqueezer(p, 0, order[1:])
		soonest := s.Soonest(order[0])
		_, end, ok := s.Squeeze(order[0], 2000)
		if !ok || soonest > end || p.Shifts[0].Walk.N == 0 && soonest < end {
			t.Errorf("seed %d: %d into %v ends at %d (%v), and no sooner than %d", seed, order[0], order[1:], end, ok, soonest)
		}
	}
}

// A place on the way takes its service alone; no earlier end is promised than there is.
func TestSqueezeOnTheWay(t *testing.T) {
	p := line(3) // 0 and 2 alone end at 16
	for by, want := range map[Tick]bool{21: true, 20: false} {
		if at, end, ok := NewSqueezer(p, 0, []int{0, 2}).Squeeze(1, by); ok != want || ok && (end != 21 || at != 1) {
			t.Errorf("by %d: before visit %d, back at %d (%v), want 1 and 21 (%v)", by, at, end, ok, want)
		}
	}
}

func BenchmarkSqueeze(b *testing.B) {
	for _, name := range []string{"driving", "parking"} {
		p, order := benchmarkRound(name == "parking")
		for twin, squeeze := range map[string]func(*Problem, []int, int, Tick) (Tick, bool){
			"": func(p *Problem, places []int, place int, by Tick) (Tick, bool) {
				_, end, ok := NewSqueezer(p, 0, places).Squeeze(place, by)
				return end, ok
			},
			"naive": squeezed,
		} {
			b.Run(name+twin, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					squeeze(p, order[1:], order[0], 2000)
				}
			})
		}
	}
}
