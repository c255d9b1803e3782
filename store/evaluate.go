package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"runde/geo"
	"runde/routes"
	"runde/routes/plans"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// EvaluatePlan is the plan with every rule that it breaks, and when its rounds take
// their breaks and end. Nothing is stored. Returns ErrNotFound.
func (db *DB) EvaluatePlan(ctx context.Context, m int32, id uuid.UUID) (Plan, []plans.Violation, error) {
	var out Plan
	var broken []plans.Violation
	today := db.Today()
	err := db.App(ctx, m, func(tx pgx.Tx) (err error) {
		out, broken, err = evaluated(ctx, tx, m, id, today)
		return err
	})
	return out, broken, err
}

func evaluated(ctx context.Context, tx pgx.Tx, m int32, id uuid.UUID, today geo.Date) (Plan, []plans.Violation, error) {
	row, err := one[planRow](ctx, tx, planByID, m, id)
	if err != nil {
		return Plan{}, nil, err
	}
	p, err := loadPlan(ctx, tx, m, row)
	if err != nil {
		return p, nil, err
	}
	done, err := evaluate(ctx, tx, m, p, today)
	p.accept(done)
	return p, done.broken, err
}

// evaluation is a plan with its times, what it breaks, and the places it was made of.
type evaluation struct {
	plans.Plan
	broken []plans.Violation
	places []routes.Place
}

// accept takes over what is not stored of a plan.
func (p *Plan) accept(done evaluation) {
	for i := range p.Rounds {
		if r := roundOf(done.Plan, p.Rounds[i].Shift.ID); r != nil {
			p.Rounds[i].accept(r)
		}
	}
	p.Compromises = nil
	for _, c := range done.Compromises {
		out := PlanCompromise{Compromise: c}
		if i := slices.IndexFunc(done.places, func(p routes.Place) bool { return p.ID == c.PlaceID }); i >= 0 {
			out.Name, out.Kind = done.places[i].Name, done.places[i].Kind
		}
		p.Compromises = append(p.Compromises, out)
	}
}

// accept takes over when the round takes its break and ends: as much later as its last
// stop is, for the rest of a round may have been planned again from a later minute.
func (r *PlanRound) accept(timed *plans.Round) {
	r.Break, r.End = timed.Break, timed.End
	if stops := r.open(); len(stops) > 0 && len(stops) == len(timed.Stops) {
		r.End += r.Stops[stops[len(stops)-1]].Leave - timed.Stops[len(stops)-1].Leave
	}
}

// open are the indices of the round's stops that were not skipped.
func (r *PlanRound) open() []int {
	var out []int
	for i := range r.Stops {
		if r.Stops[i].State != "skipped" {
			out = append(out, i)
		}
	}
	return out
}

// evaluate times the plan's rounds, those of cancelled shifts apart.
func evaluate(ctx context.Context, tx pgx.Tx, m int32, p Plan, today geo.Date) (evaluation, error) {
	in, bare, err := inputOf(ctx, tx, m, p, today)
	if err != nil {
		return evaluation{}, err
	}
	done, broken, err := plans.Evaluate(in, bare)
	if errors.Is(err, plans.ErrInput) {
		err = fmt.Errorf("place: %w", ErrNotFound)
	}
	for i := range broken {
		p.locate(&broken[i])
	}
	return evaluation{done, broken, in.Places}, err
}

// locate finds a violation's stop among all stops of its round, skipped ones too.
func (p *Plan) locate(v *plans.Violation) {
	for i := range p.Rounds {
		if r := &p.Rounds[i]; r.Shift.ID == v.ShiftID && v.Stop >= 0 {
			v.Stop = r.open()[v.Stop]
		}
	}
}

// inputOf is what a plan is evaluated against, and the plan as it is walked: without
// skipped stops and the rounds of cancelled shifts. A proposal is for the rest of its
// week: see [DB.OpenInput].
func inputOf(ctx context.Context, tx pgx.Tx, m int32, p Plan, today geo.Date) (in plans.Input, bare plans.Plan, err error) {
	keep, settled := map[uuid.UUID]bool{}, map[uuid.UUID]bool{}
	for _, r := range p.Rounds {
		for _, s := range r.Stops {
			keep[s.PlaceID] = true
		}
	}
	if p.State == Proposed {
		in, settled, err = openInput(ctx, tx, m, p.Week, today, keep)
	} else {
		in, err = planInput(ctx, tx, m, p.Week, today, keep)
	}
	bare = p.Bare()
	bare.Rounds = nil
	for i, r := range p.Bare().Rounds {
		if p.Rounds[i].Shift.Cancelled || settled[r.ShiftID] {
			continue
		}
		all := r.Stops
		r.Stops = nil
		for _, k := range p.Rounds[i].open() {
			r.Stops = append(r.Stops, all[k])
		}
		bare.Rounds = append(bare.Rounds, r)
	}
	return in, bare, err
}

func roundOf(p plans.Plan, shift uuid.UUID) *plans.Round {
	for i := range p.Rounds {
		if p.Rounds[i].ShiftID == shift {
			return &p.Rounds[i]
		}
	}
	return nil
}
