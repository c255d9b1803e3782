package orienteer

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Each term by hand, on line(3): places at 1, 2, 3, service 5, prize 10 each.
func TestScoreByTerm(t *testing.T) {
	one := -math.Expm1(-1)
	for name, c := range map[string]struct {
		change func(*Problem)
		order  []int
		want   Terms
	}{
		"nothing":       {func(*Problem) {}, nil, Terms{}},
		"two places":    {func(*Problem) {}, []int{0, 2}, Terms{Prize: 20 * one}},
		"linear":        {func(p *Problem) { p.Saturation = Linear }, []int{0, 2}, Terms{Prize: 20}},
		"travel":        {func(p *Problem) { p.Prices.Travel = 0.5 }, []int{1}, Terms{Prize: 10 * one, Travel: 2}},
		"minimum":       {func(p *Problem) { p.Prices.MinVisit = 3; p.Places[1].Min = 2 }, []int{1}, Terms{Prize: 10 * one, MinVisit: 3}},
		"handover":      {func(p *Problem) { p.Prices.Handover = 2; p.Places[1].Team = 7 }, []int{1}, Terms{Prize: 10 * one, Handover: 2}},
		"own team":      {func(p *Problem) { p.Prices.Handover = 2; p.Places[1].Team = 7; p.Shifts[0].Team = 7 }, []int{1}, Terms{Prize: 10 * one}},
		"wish met":      {func(p *Problem) { p.Wishes = []Wish{{Cell: 1, Day: 0, Price: 4, Late: 1}} }, []int{1}, Terms{Prize: 10 * one}},
		"wish missed":   {func(p *Problem) { p.Wishes = []Wish{{Cell: 0, Day: 0, Price: 4, Late: 1}} }, []int{1}, Terms{Prize: 10 * one, Wishes: 4}},
		"wish late":     {func(p *Problem) { p.Wishes = []Wish{{Cell: 1, Day: -3, Price: 4, Late: 1}} }, []int{1}, Terms{Prize: 10 * one, Wishes: 3}},
		"wish too late": {func(p *Problem) { p.Wishes = []Wish{{Cell: 1, Day: -9, Price: 4, Late: 1}} }, []int{1}, Terms{Prize: 10 * one, Wishes: 4}},
		"habit kept": {func(p *Problem) {
			p.Places[1].Habit = &Habit{Weekday: time.Monday, Window: Window{2, 2}, Price: 5}
		}, []int{1}, Terms{Prize: 10 * one}},
		"habit on another day": {func(p *Problem) {
			p.Places[1].Habit = &Habit{Weekday: time.Friday, Window: Window{2, 2}, Price: 5}
		}, []int{1}, Terms{Prize: 10 * one, Habits: 5}},
		"nothing changed": {func(p *Problem) { p.Before, p.Prices.Change = [][]int{{2, 0}}, 3 }, []int{0, 2}, Terms{Prize: 20 * one}},
		"one for another": {func(p *Problem) { p.Before, p.Prices.Change = [][]int{{0, 1}}, 3 }, []int{0, 2}, Terms{Prize: 20 * one, Changes: 6}},
		"all gone":        {func(p *Problem) { p.Before, p.Prices.Change = [][]int{{0, 1}}, 3 }, nil, Terms{Changes: 6}},
		"no plan before":  {func(p *Problem) { p.Prices.Change = 3 }, []int{0}, Terms{Prize: 10 * one}},
		"parking and walking": {func(p *Problem) { // 1 + 4 to park, 1 on foot; on foot 1 to the vehicle, 1 home
			p.Shifts[0].Walk, p.Shifts[0].Park, p.Prices.Travel = p.Shifts[0].Travel, 4, 0.5
		}, []int{0, 1}, Terms{Prize: 20 * one, Travel: 4}},
		"half covered twice": {func(p *Problem) {
			p.Places[0].Cover, p.Places[1].Cover = []Coverage{{2, 0.5}}, []Coverage{{2, 0.25}}
		}, []int{0, 1}, Terms{Prize: 10 * -math.Expm1(-0.75)}},
	} {
		p := line(3)
		c.change(p)
		c.want.Total = c.want.Prize - c.want.Wishes - c.want.Habits - c.want.MinVisit - c.want.Handover - c.want.Travel - c.want.Changes
		r, _ := Time(p, 0, c.order)
		got := Score(p, Solution{Routes: []Route{r}})
		for _, pair := range [][2]float64{
			{got.Prize, c.want.Prize}, {got.Wishes, c.want.Wishes}, {got.Habits, c.want.Habits}, {got.MinVisit, c.want.MinVisit},
			{got.Handover, c.want.Handover}, {got.Travel, c.want.Travel}, {got.Changes, c.want.Changes}, {got.Total, c.want.Total},
		} {
			if !nearly(pair[0], pair[1]) {
				t.Errorf("%s: %+v, want %+v", name, got, c.want)
				break
			}
		}
	}
}

// Both saturations are concave, rise from 0, and never pass 1.
func TestSaturationsAreConcave(t *testing.T) {
	for _, g := range []Saturation{Exponential, Linear} {
		if g.Of(0) != 0 {
			t.Errorf("saturation %d starts at %v", g, g.Of(0))
		}
		last, step := 0.0, math.Inf(1)
		for x := 0.1; x < 6; x += 0.1 {
			v := g.Of(x)
			if v < last || v > 1 || v-last > step+1e-12 {
				t.Errorf("saturation %d at %.1f: %v after %v, step before %v", g, x, v, last, step)
			}
			last, step = v, v-last
		}
	}
}

// A scorer gives each of several plans, of which one has much in common with the next,
// what it is worth by itself, to the bit.
func TestAScorerScoresEachPlanAsIfAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		rng := rand.New(rand.NewPCG(seed, 95))
		p := everyRule(rng, 8, 3)
		scorer, s := NewScorer(p), Solution{Routes: make([]Route, 3)}
		for range 6 {
			i := rng.IntN(3)
			s.Routes[i], _ = Time(p, i, rng.Perm(8)[:rng.IntN(5)])
			if got, want := scorer.Score(s), Score(p, s); got != want {
				t.Errorf("seed %d: %+v is worth %+v, and alone %+v", seed, s, got, want)
			}
		}
	})
}
