package orienteer

import (
	"slices"
	"testing"
	"time"
)

// Shifts are of a kind where every round of one is one of the other and worth the same;
// whatever tells them apart makes them two kinds.
func TestKinds(t *testing.T) {
	for name, c := range map[string]struct {
		differ func(p *Problem, b *Shift)
		like   bool
	}{
		"the same":                  {func(*Problem, *Shift) {}, true},
		"another day":               {func(_ *Problem, b *Shift) { b.Day = 4 }, true},
		"more workers, none needed": {func(_ *Problem, b *Shift) { b.Workers = 3 }, true},
		"another team, no place's":  {func(_ *Problem, b *Shift) { b.Team = 3 }, true},
		"an empty plan before":      {func(p *Problem, _ *Shift) { p.Before, p.Prices.Change = [][]int{nil, nil}, 3 }, true},

		"start":              {func(_ *Problem, b *Shift) { b.Start = 3 }, false},
		"end":                {func(_ *Problem, b *Shift) { b.End = 90 }, false},
		"first node":         {func(_ *Problem, b *Shift) { b.From = 0 }, false},
		"last node":          {func(_ *Problem, b *Shift) { b.To = 0 }, false},
		"travel":             {func(_ *Problem, b *Shift) { b.Travel = cut(b.Travel, 0, 1) }, false},
		"walking":            {func(_ *Problem, b *Shift) { b.Walk = cut(b.Travel, 1, 0) }, false},
		"parking":            {func(_ *Problem, b *Shift) { b.Park = 2 }, false},
		"break":              {func(_ *Problem, b *Shift) { b.Break = Break{10, Window{20, 30}} }, false},
		"a block":            {func(_ *Problem, b *Shift) { b.Blocks = []Window{{20, 30}} }, false},
		"frozen":             {func(_ *Problem, b *Shift) { b.Frozen = true }, false},
		"the plan before":    {func(p *Problem, _ *Shift) { p.Before, p.Prices.Change = [][]int{{0}, {1}}, 3 }, false},
		"a pin":              {func(p *Problem, _ *Shift) { p.Locks = []Lock{{Kind: Pin, Place: 1, Shift: 1}} }, false},
		"a forbidden place":  {func(p *Problem, _ *Shift) { p.Locks = []Lock{{Kind: Forbid, Place: 1, Shift: 1}} }, false},
		"a team with places": {func(p *Problem, b *Shift) { p.Places[0].Team, b.Team, p.Prices.Handover = 3, 3, 1 }, false},
		"two workers needed": {func(p *Problem, b *Shift) { p.Places[0].TwoWorkers, b.Workers = true, 2 }, false},
		"opening hours that weekday": {func(p *Problem, b *Shift) {
			b.Weekday, p.Places[0].Windows = time.Friday, everyDay(Window{0, 50})
			p.Places[0].Windows[time.Friday] = []Window{{0, 40}}
		}, false},
		"a habit that weekday": {func(p *Problem, b *Shift) {
			b.Weekday, p.Places[0].Habit = time.Friday, &Habit{time.Friday, Window{5, 20}, 3}
		}, false},
		"a gap from a visit before": {func(p *Problem, b *Shift) {
			p.Places[0].GapDays, p.Places[0].Previous, b.Day = 3, []int{-1}, 4
		}, false},
		"dayparts of another time": {func(p *Problem, b *Shift) { p.Day, b.Start, b.End = 200, 20, 120 }, false},
	} {
		for _, walks := range []bool{false, true} {
			p := line(3)
			if walks {
				p.Shifts[0].Walk = p.Shifts[0].Travel
			}
			p.Shifts = append(p.Shifts, p.Shifts[0])
			c.differ(p, &p.Shifts[1])
			in := newInstance(p)
			if got := in.kinds[0] >= 0 && in.kinds[0] == in.kinds[1]; got != c.like {
				t.Errorf("%s, walking %v: kinds %v, want alike %v", name, walks, in.kinds, c.like)
			}
		}
	}
}

// Shifts of a kind stand together in the order of exchange; a frozen one is not in it.
func TestShiftsOfAKindStandTogether(t *testing.T) {
	p := line(2)
	for i := range 5 {
		s := p.Shifts[0]
		s.End -= Tick(i % 2)
		s.Frozen = i == 4
		p.Shifts = append(p.Shifts, s)
	}
	if in := newInstance(p); !slices.Equal(in.exchange, []int{0, 1, 3, 2, 4}) || in.kinds[5] != -1 {
		t.Errorf("order of exchange %v, kinds %v", in.exchange, in.kinds)
	}
}
