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
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		row, err := one[planRow](ctx, tx, planByID, m, id)
		if err != nil {
			return err
		}
		if out, err = loadPlan(ctx, tx, m, row); err != nil {
			return err
		}
		done, err := evaluate(ctx, tx, m, out, today)
		broken = done.broken
		out.accept(done)
		return err
	})
	return out, broken, err
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
			p.Rounds[i].Break, p.Rounds[i].End = r.Break, r.End
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

// evaluate times the plan's rounds, those of cancelled shifts apart.
func evaluate(ctx context.Context, tx pgx.Tx, m int32, p Plan, today geo.Date) (evaluation, error) {
	keep := map[uuid.UUID]bool{}
	bare := p.Bare()
	bare.Rounds = nil
	for i, r := range p.Bare().Rounds {
		if p.Rounds[i].Shift.Cancelled {
			continue
		}
		bare.Rounds = append(bare.Rounds, r)
		for _, s := range r.Stops {
			keep[s.PlaceID] = true
		}
	}
	in, err := planInput(ctx, tx, m, p.Week, today, keep)
	if err != nil {
		return evaluation{}, err
	}
	done, broken, err := plans.Evaluate(in, bare)
	if errors.Is(err, plans.ErrInput) {
		err = fmt.Errorf("place: %w", ErrNotFound)
	}
	return evaluation{done, broken, in.Places}, err
}

func roundOf(p plans.Plan, shift uuid.UUID) *plans.Round {
	for i := range p.Rounds {
		if p.Rounds[i].ShiftID == shift {
			return &p.Rounds[i]
		}
	}
	return nil
}
