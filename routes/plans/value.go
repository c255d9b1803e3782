package plans

import (
	"slices"

	"runde/routes/orienteer"
)

// Problem is the problem that Propose solves: place i of it is Places[i], shift i is
// Shifts[i]. It shares the input's matrices. Returns ErrInput for an input that
// cannot be planned.
func Problem(in Input) (orienteer.Problem, error) {
	w, err := newWorld(&in)
	if err != nil {
		return orienteer.Problem{}, err
	}
	return w.problem, nil
}

// Value is what a plan is worth, by term and in units of prize, whoever made it. Of
// the plan only the order of the places on each shift is read. Visits start at the
// earliest, but the break is taken and a visit waits so that a place's usual time is
// kept, where no rule stands against it and the plan is worth no less. A plan that
// breaks rules has a value too: ask Evaluate. Errors are those of Evaluate.
func Value(in Input, p Plan) (orienteer.Terms, error) {
	w, err := newWorld(&in)
	if err != nil {
		return orienteer.Terms{}, err
	}
	s, err := w.solution(p)
	if err != nil {
		return orienteer.Terms{}, err
	}
	best := orienteer.Score(&w.problem, s)
	for i := range s.Routes {
		best = w.keepHabits(s, i, best)
	}
	return best, nil
}

// keepHabits moves a round's break and lets its visits wait for one habit after the
// other, and returns what the plan is worth then. Those that the earliest times keep
// come first, and none that is kept is given up for another.
func (w *world) keepHabits(s orienteer.Solution, shift int, best orienteer.Terms) orienteer.Terms {
	order, habits := w.habitsOf(s, shift)
	weekday := w.problem.Shifts[shift].Weekday
	kept := w.problem // with hours narrowed to the habits that are kept
	kept.Places = slices.Clone(kept.Places)
	for _, i := range habits {
		hours, was := kept.Places[i].Windows, s.Routes[shift]
		kept.Places[i].Windows[weekday] = within(hours, int(weekday), kept.Places[i].Habit.Window)
		held, ok := orienteer.Time(&kept, shift, order)
		s.Routes[shift] = held
		if worth := orienteer.Score(&w.problem, s); ok && worth.Total >= best.Total {
			best = worth
			continue
		}
		s.Routes[shift], kept.Places[i].Windows = was, hours
	}
	return best
}

// habitsOf are a round's places in order, and those among them whose habit falls on its
// weekday, kept ones first.
func (w *world) habitsOf(s orienteer.Solution, shift int) (order, habits []int) {
	var missed []int
	for _, v := range s.Routes[shift].Visits {
		order = append(order, v.Place)
		h := w.problem.Places[v.Place].Habit
		switch {
		case h == nil || h.Weekday != w.problem.Shifts[shift].Weekday:
		case h.Window.Open <= v.Start && v.Start <= h.Window.Close:
			habits = append(habits, v.Place)
		default:
			missed = append(missed, v.Place)
		}
	}
	return order, append(habits, missed...)
}

// within are the parts of a weekday's hours that lie in a window.
func within(hours [7][]orienteer.Window, weekday int, window orienteer.Window) []orienteer.Window {
	if len(slices.Concat(hours[:]...)) == 0 {
		return []orienteer.Window{window}
	}
	var out []orienteer.Window
	for _, h := range hours[weekday] {
		if open, end := max(h.Open, window.Open), min(h.Close, window.Close); open <= end {
			out = append(out, orienteer.Window{Open: open, Close: end})
		}
	}
	return out
}
