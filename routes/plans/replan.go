package plans

import "context"

// Replan proposes the whole week again from a plan of it, as Propose does from
// nothing: locks hold, and each stop that comes, goes or moves to another shift has a
// price, so that the rounds stay as they are where little is gained. Rounds and stops
// of the plan whose shift or place is gone fall out. Errors are those of Propose.
func Replan(ctx context.Context, in Input, from Plan, progress func(Progress)) (Plan, error) {
	w, err := newWorld(&in)
	if err != nil {
		return Plan{}, err
	}
	orders, err := w.orders(w.still(from))
	if err != nil {
		return Plan{}, err
	}
	w.problem.Before = orders
	w.problem.Prices.Change = changePrice * w.unit
	start := w.settled(orders)
	return w.solve(ctx, &start, progress)
}

// still is what is left of a plan: rounds of shifts that there are, each once, and
// stops at places that there are.
func (w *world) still(p Plan) Plan {
	out := Plan{Week: w.in.Week}
	seen := make([]bool, len(w.in.Shifts))
	for _, r := range p.Rounds {
		shift, ok := w.shifts[r.ShiftID]
		if !ok || seen[shift] {
			continue
		}
		seen[shift] = true
		left := r
		left.Stops = nil
		for _, s := range r.Stops {
			if _, ok := w.places[s.PlaceID]; ok {
				left.Stops = append(left.Stops, s)
			}
		}
		out.Rounds = append(out.Rounds, left)
	}
	return out
}
