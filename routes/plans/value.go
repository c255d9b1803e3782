package plans

import "runde/routes/orienteer"

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
// the plan only the order of the places on each shift is read, and times are those of
// Evaluate. A plan that breaks rules has a value too: ask Evaluate. Errors are those of
// Evaluate.
func Value(in Input, p Plan) (orienteer.Terms, error) {
	w, err := newWorld(&in)
	if err != nil {
		return orienteer.Terms{}, err
	}
	s, err := w.solution(p)
	if err != nil {
		return orienteer.Terms{}, err
	}
	return orienteer.Score(&w.problem, s), nil
}
