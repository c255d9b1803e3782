package main

import (
	"math"
	"slices"

	"runde/routes/plans"
)

// lastWeekPlan lays the plan of the week before on this week and drops stops until no
// rule is broken: each time the one at which a rule is broken, or the last of the round
// that breaks one, or, where too few stops explore, the one that does not explore and
// is worth least.
func (w *weekWorld) lastWeekPlan(last plans.Plan) (plans.Plan, error) {
	p := plans.Repeat(w.this, last, w.before.Shifts)
	for {
		now, broken, err := plans.Evaluate(w.this, p)
		if err != nil || len(broken) == 0 {
			return now, err
		}
		p, err = w.dropOne(now, broken[0])
		if err != nil {
			return plans.Plan{}, err
		}
	}
}

// dropOne is the plan without the stop that a violation points at.
func (w *weekWorld) dropOne(p plans.Plan, v plans.Violation) (plans.Plan, error) {
	i := slices.IndexFunc(p.Rounds, func(r plans.Round) bool { return r.ShiftID == v.ShiftID })
	switch {
	case i < 0:
		return w.dropWeakest(p)
	case v.Stop < 0:
		return without(p, i, len(p.Rounds[i].Stops)-1), nil
	}
	return without(p, i, v.Stop), nil
}

// dropWeakest drops the stop that does not explore and whose loss costs least.
func (w *weekWorld) dropWeakest(p plans.Plan) (plans.Plan, error) {
	best, most := p, math.Inf(-1)
	for i, r := range p.Rounds {
		for k, s := range r.Stops {
			if s.Exploration {
				continue
			}
			less := without(p, i, k)
			worth, err := plans.Value(w.this, less)
			if err != nil {
				return p, err
			}
			if worth.Total > most {
				best, most = less, worth.Total
			}
		}
	}
	return best, nil
}

func without(p plans.Plan, round, stop int) plans.Plan {
	p.Rounds = slices.Clone(p.Rounds)
	r := &p.Rounds[round]
	r.Stops = slices.Delete(slices.Clone(r.Stops), stop, stop+1)
	return p
}
