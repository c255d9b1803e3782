package plans

import (
	"slices"

	"runde/routes/orienteer"
)

// settled gives the orders of a week their times: the earliest, but visits wait, and
// the break is taken, so that usual times are kept and stops fall in the better part of
// the day. It reads the orders alone, so that a proposal read again has the same times.
func (w *world) settled(orders [][]int) orienteer.Solution {
	s := orienteer.Solution{Routes: make([]orienteer.Route, len(orders))}
	fits := make([]bool, len(orders))
	for i, order := range orders {
		s.Routes[i], fits[i] = orienteer.Time(&w.problem, i, order)
	}
	t := w.settlerOf(&w.problem)
	worth := t.scorer.Score(s)
	for i, order := range orders {
		if fits[i] {
			worth = t.settle(s, i, order, worth)
		}
	}
	s.Value = worth.Total
	return s
}

// settler moves the times of rounds that miss no rule about time.
type settler struct {
	p      *orienteer.Problem
	narrow orienteer.Problem // p, with a shift's end and the window of its break narrowed
	scorer *orienteer.Scorer
}

// settlerOf is a settler of the problem: the last one made, if it is its own, as it
// remembers what it scored.
func (w *world) settlerOf(p *orienteer.Problem) *settler {
	if w.settler == nil || w.settler.p != p {
		w.settler = newSettler(p)
	}
	return w.settler
}

func newSettler(p *orienteer.Problem) *settler {
	t := &settler{p: p, narrow: *p, scorer: orienteer.NewScorer(p)}
	t.narrow.Shifts = slices.Clone(p.Shifts)
	return t
}

// settle lets the visits of a round wait for their usual times and then moves its break,
// where the plan is worth more. It is worth what is given, and then what is returned.
func (t *settler) settle(s orienteer.Solution, shift int, order []int, worth orienteer.Terms) orienteer.Terms {
	missed := func(v orienteer.Visit) bool {
		due, kept := habitOf(t.p, shift, v)
		return due && !kept
	}
	if slices.ContainsFunc(s.Routes[shift].Visits, missed) {
		worth = t.try(s, shift, order, worth)
	}
	if t.p.Shifts[shift].Break.Length > 0 && t.p.Day > 0 {
		worth = t.moveBreak(s, shift, order, worth)
	}
	return worth
}

// try settles a round within what is narrowed, and keeps that if the plan is worth more.
func (t *settler) try(s orienteer.Solution, shift int, order []int, worth orienteer.Terms) orienteer.Terms {
	round, ok := orienteer.Settle(&t.narrow, shift, order)
	if !ok {
		return worth
	}
	was := s.Routes[shift]
	s.Routes[shift] = round
	if now := t.scorer.Score(s); now.Total > worth.Total+1e-9 {
		return now
	}
	s.Routes[shift] = was
	return worth
}

// moveBreak takes a round's break before a visit that then falls in a better daypart,
// or after one that otherwise would not, where the plan is worth more and the round is
// back as early.
func (t *settler) moveBreak(s orienteer.Solution, shift int, order []int, worth orienteer.Terms) orienteer.Terms {
	own, narrow := &t.p.Shifts[shift], &t.narrow.Shifts[shift]
	for k := range order {
		round := &s.Routes[shift]
		start, b := round.Visits[k].Start, own.Break
		moved := start + b.Length
		if round.Break < start {
			moved = start - b.Length
			b.Window.Open = max(b.Window.Open, moved+1)
		} else {
			b.Window.Close = min(b.Window.Close, start-1)
		}
		if b.Window.Open <= b.Window.Close && t.better(order[k], start, moved) {
			narrow.Break, narrow.End = b, round.End
			worth = t.try(s, shift, order, worth)
		}
	}
	*narrow = *own
	return worth
}

// better reports whether a visit covers more when it starts at another time.
func (t *settler) better(place int, start, moved orienteer.Tick) bool {
	from, to, more := 4*start/t.p.Day%4, 4*moved/t.p.Day%4, 0.0
	for _, c := range t.p.Places[place].Cover {
		cell := &t.p.Cells[c.Cell]
		more += cell.Prize * c.Amount * (cell.Dayparts[to] - cell.Dayparts[from])
	}
	return more > 0
}
