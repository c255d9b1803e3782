package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"

	"runde/routes"

	"pgregory.net/rapid"
)

// starts are the times that Time gives, and the end.
func starts(r Route) (out []Tick) {
	for _, v := range r.Visits {
		out = append(out, v.Start)
	}
	return append(out, r.End)
}

// Each case is line(2) (places at 1 and 2, service 5, shift 0–100) with something
// in the way.
func TestTime(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*Problem)
		order []int
		want  []Tick // starts and end
		ok    bool
	}{
		"plain":                   {func(*Problem) {}, []int{0, 1}, []Tick{1, 7, 14}, true},
		"nothing":                 {func(*Problem) {}, nil, []Tick{0}, true},
		"the other way":           {func(*Problem) {}, []int{1, 0}, []Tick{2, 8, 14}, true},
		"waits for opening":       {func(p *Problem) { p.Places[1].Windows = everyDay(Window{20, 30}) }, []int{0, 1}, []Tick{1, 20, 27}, true},
		"second of two windows":   {func(p *Problem) { p.Places[1].Windows = everyDay(Window{20, 30}, Window{0, 3}) }, []int{0, 1}, []Tick{1, 20, 27}, true},
		"has closed":              {func(p *Problem) { p.Places[1].Windows = everyDay(Window{0, 6}) }, []int{0, 1}, []Tick{1, 7, 14}, false},
		"opens after the shift":   {func(p *Problem) { p.Places[1].Windows = everyDay(Window{200, 300}) }, []int{0, 1}, []Tick{1, 7, 14}, false},
		"shift too short":         {func(p *Problem) { p.Shifts[0].End = 13 }, []int{0, 1}, []Tick{1, 7, 14}, false},
		"block during service":    {func(p *Problem) { p.Shifts[0].Blocks = []Window{{4, 10}} }, []int{0, 1}, []Tick{10, 16, 23}, true},
		"block on the way":        {func(p *Problem) { p.Shifts[0].Blocks = []Window{{6, 16}} }, []int{0, 1}, []Tick{1, 17, 24}, true},
		"block on the way home":   {func(p *Problem) { p.Shifts[0].Blocks = []Window{{13, 20}} }, []int{0, 1}, []Tick{1, 7, 21}, true},
		"two blocks out of order": {func(p *Problem) { p.Shifts[0].Blocks = []Window{{13, 20}, {6, 10}} }, []int{0, 1}, []Tick{1, 20, 27}, true},
		"break between":           {func(p *Problem) { p.Shifts[0].Break = Break{10, Window{6, 6}} }, []int{0, 1}, []Tick{1, 17, 24}, true},
		"nobody waits for a break": {func(p *Problem) {
			p.Shifts[0].Break = Break{10, Window{6, 60}}
			p.Places[1].Windows = everyDay(Window{40, 50}) // it opens late enough for a break before place 0
		}, []int{0, 1}, []Tick{1, 40, 47}, true},
		"break at the end": {func(p *Problem) { p.Shifts[0].Break = Break{10, Window{14, 60}} }, []int{0, 1}, []Tick{1, 7, 24}, true},
		"break beside a block": {func(p *Problem) {
			p.Shifts[0].Break, p.Shifts[0].Blocks = Break{10, Window{5, 60}}, []Window{{10, 20}}
		}, []int{0}, []Tick{1, 30}, true},
		"break without room": {func(p *Problem) { p.Shifts[0].Break, p.Shifts[0].Blocks = Break{10, Window{2, 3}}, []Window{{9, 10}} }, []int{0, 1}, nil, false},
		"no way there": {func(p *Problem) {
			p.Shifts[0].Travel.Times[0*3+1] = routes.Unreachable
		}, []int{0, 1}, []Tick{1, 6, 13}, false},
	} {
		p := line(2)
		c.spoil(p)
		r, ok := Time(p, 0, c.order)
		if ok != c.ok || c.want != nil && !slices.Equal(starts(r), c.want) {
			t.Errorf("%s: starts and end %v, feasible %v; want %v, %v", name, starts(r), ok, c.want, c.ok)
		}
	}
}

// A timed route that Time calls feasible passes Check, and one that it does not
// fails it.
func TestTimeAgreesWithCheck(t *testing.T) {
	p := line(3)
	p.Shifts[0].End = 30
	p.Places[2].Windows = everyDay(Window{3, 12})
	for _, c := range [][]int{{0}, {2}, {0, 1}, {0, 2}, {0, 1, 2}, {2, 1, 0}, {1, 0, 2}} {
		r, ok := Time(p, 0, c)
		s := Solution{Routes: []Route{r}}
		s.Value = Score(p, s).Total
		if found := Check(p, s); (len(found) == 0) != ok {
			t.Errorf("%v: feasible %v, Check finds %v", c, ok, found)
		}
	}
}

// A place fits alone where Time says that a round of it does.
func TestAloneIsARoundOfOne(t *testing.T) {
	fits, fails := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 83))
		p := randomProblem(rng, shape{places: 1, shifts: 1, walks: rng.IntN(2) == 0})
		_, want := Time(p, 0, []int{0})
		if got := Alone(p, 0, 0); got != want {
			t.Errorf("seed %d: fits alone: %v, want %v", seed, got, want)
		}
		if want {
			fits++
		} else {
			fails++
		}
	})
	if fits == 0 || fails == 0 {
		t.Errorf("%d fit, %d do not: the worlds test too little", fits, fails)
	}
}
