package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"

	"runde/routes"

	"pgregory.net/rapid"
)

// walks are the visits that are walked to.
func walks(r Route) (out []bool) {
	for _, v := range r.Visits {
		out = append(out, v.Walked)
	}
	return out
}

// Each case is square(3) (service 5, parking 5, shift 0–100) with something in the way.
func TestTimeParksAndWalks(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*Problem)
		order []int
		want  []Tick // starts and end
		walks []bool
	}{
		"parks once and walks":   {func(*Problem) {}, []int{0, 1, 2}, []Tick{15, 21, 27, 44}, []bool{false, true, true}},
		"walks round and back":   {func(*Problem) {}, []int{1, 2, 0}, []Tick{16, 22, 29, 46}, []bool{false, true, true}},
		"parks for nothing":      {func(p *Problem) { p.Shifts[0].Park = 0 }, []int{0, 1, 2}, []Tick{10, 16, 22, 39}, []bool{false, false, false}},
		"one stop":               {func(*Problem) {}, []int{2}, []Tick{17, 34}, []bool{false}},
		"no stop":                {func(*Problem) {}, nil, []Tick{0}, nil},
		"a block on the way":     {func(p *Problem) { p.Shifts[0].Blocks = []Window{{33, 40}} }, []int{0, 1, 2}, []Tick{15, 21, 27, 51}, []bool{false, true, true}},
		"a break while parked":   {func(p *Problem) { p.Shifts[0].Break = Break{10, Window{20, 21}} }, []int{0, 1}, []Tick{15, 31, 47}, []bool{false, true}},
		"a river on foot":        {func(p *Problem) { p.Shifts[0].Walk = cut(p.Shifts[0].Walk, 1, 2) }, []int{0, 1, 2}, []Tick{15, 21, 34, 51}, []bool{false, true, false}},
		"a street closed to all": {func(p *Problem) { p.Shifts[0].Travel = cut(p.Shifts[0].Travel, 0, 1) }, []int{0, 1, 2}, []Tick{15, 21, 27, 44}, []bool{false, true, true}},
	} {
		p := square(3)
		c.spoil(p)
		r, ok := Time(p, 0, c.order)
		if !ok || !slices.Equal(starts(r), c.want) || !slices.Equal(walks(r), c.walks) {
			t.Errorf("%s: starts and end %v walking %v, feasible %v; want %v %v", name, starts(r), walks(r), ok, c.want, c.walks)
		}
		s := Solution{Routes: []Route{r}}
		s.Value = Score(p, s).Total
		if found := Check(p, s); len(found) > 0 {
			t.Errorf("%s: Check found %v", name, found)
		}
	}
}

// cut closes the way from i to j, on a matrix of its own.
func cut(m routes.Matrix, i, j int) routes.Matrix {
	m.Times = slices.Clone(m.Times)
	m.Times[i*m.N+j] = routes.Unreachable
	return m
}

// A walk is worth it only until the vehicle has to be fetched from too far.
//
//	base ——10—— 0 · 1 ·········40········· 2 — 3     on foot 40, by vehicle 10
func TestTimeDrivesOnWhereWalkingBackIsLong(t *testing.T) {
	p := line(4)
	x := []at{{10, 0}, {11, 0}, {51, 0}, {52, 0}, {0, 0}}
	walk, drive := manhattan(x...), manhattan(x...)
	for i := range drive.Times {
		if drive.Times[i] > 20 {
			drive.Times[i] -= 30
		}
	}
	p.Shifts[0].Travel, p.Shifts[0].Walk, p.Shifts[0].Park = drive, walk, 5
	r, ok := Time(p, 0, []int{0, 1, 2, 3})
	if want := []bool{false, true, false, true}; !ok || !slices.Equal(walks(r), want) {
		t.Errorf("walks %v, feasible %v, want %v", walks(r), ok, want)
	}
}

// everySplit times an order with every choice of walked visits and every place of the
// break and keeps the best, one after the other.
func everySplit(p *Problem, places []int) (best Route, missed int32) {
	t := newTiming(p, 0, places)
	missed = 1 << 30
	for choice := range 1 << len(places) {
		walked := make([]bool, len(places))
		for i := range walked {
			walked[i] = choice>>i&1 == 1
		}
		if len(walked) > 0 && walked[0] || choice > 0 && t.shift.Walk.N == 0 {
			continue
		}
		for k := range len(places) + 2 {
			r, s := t.count(walked, k)
			if s.missed < missed || s.missed == missed && r.End < best.End {
				best, missed = r, s.missed
			}
		}
	}
	return best, missed
}

// count is write with the rules missed.
func (t *timing) count(walked []bool, k int) (Route, stage) {
	s := t.begin()
	for i, place := range t.places {
		if i == k {
			t.pause(&s)
		}
		t.visit(&s, place, walked[i])
	}
	if k == len(t.places) {
		t.pause(&s)
	}
	t.travel(&s, s.home(t.shift))
	if k > len(t.places) {
		t.pause(&s)
	}
	t.finish(&s)
	r, _ := t.write(walked, k)
	return r, s
}

// No choice of where to park and walk, and of where to take the break, is better than
// the one that Time makes: none misses fewer rules, and none that misses as few is
// back earlier.
func TestTheSplitIsTheBestOfAll(t *testing.T) {
	walked, rested, late := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 71))
		p := randomProblem(rng, shape{places: 7, shifts: 1, walks: true})
		order := rng.Perm(7)[:rng.IntN(8)]
		if rng.IntN(2) == 0 { // room for long rounds
			p.Shifts[0].End += 200
			p.Shifts[0].Break.Window.Close += 200
		}
		got, ok := Time(p, 0, order)
		want, missed := everySplit(p, order)
		if ok != (missed == 0) || got.End != want.End {
			t.Errorf("seed %d: %v walking %v ends at %d (feasible %v); walking %v it ends at %d and misses %d rules",
				seed, order, walks(got), got.End, ok, walks(want), want.End, missed)
		}
		if slices.Contains(walks(got), true) {
			walked++
		}
		if p.Shifts[0].Break.Length > 0 {
			rested++
		}
		if missed > 0 {
			late++
		}
	})
	if walked == 0 || rested == 0 || late == 0 {
		t.Errorf("%d rounds walk, %d have a break, %d miss a rule: the worlds test too little", walked, rested, late)
	}
}

// What Time calls feasible passes Check, walked or driven, and what it does not
// fails it.
func TestASplitRoundAgreesWithCheck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 72))
		p := randomProblem(rng, shape{places: 7, shifts: 1, walks: true})
		p.Explore = 0
		for i := range p.Places { // rules of time alone
			p.Places[i].TwoWorkers, p.Places[i].Previous = false, nil
		}
		order := rng.Perm(7)[:rng.IntN(5)]
		r, ok := Time(p, 0, order)
		s := Solution{Routes: []Route{r}}
		s.Value = Score(p, s).Total
		if found := Check(p, s); (len(found) == 0) != ok {
			t.Errorf("seed %d: %v walking %v is feasible: %v; Check finds %v", seed, order, walks(r), ok, found)
		}
	})
}

// benchmarkRound is a round of fourteen stops with a break.
func benchmarkRound(walks bool) (*Problem, []int) {
	p := randomProblem(rand.New(rand.NewPCG(1, 73)), shape{places: 14, shifts: 1})
	for i := range p.Places {
		p.Places[i].Windows = [7][]Window{}
	}
	sh := &p.Shifts[0]
	sh.Break = Break{Length: 15, Window: Window{sh.Start + 30, sh.End}}
	if walks {
		sh.Walk, sh.Park = sh.Travel, 4
	}
	return p, rand.New(rand.NewPCG(2, 73)).Perm(14)
}

func BenchmarkTime(b *testing.B) {
	for _, name := range []string{"driving", "parking"} {
		p, order := benchmarkRound(name == "parking")
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Time(p, 0, order)
			}
		})
	}
}
