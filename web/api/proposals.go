package api

import (
	"context"
	"net/http"
	"time"

	"runde/geo"
	"runde/store"
	"runde/store/access"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/sse"
	"github.com/google/uuid"
)

type runInput struct {
	Run string `path:"run" format:"uuid"`
}

type runOutput struct{ Body runBody }

// proposeInput asks for a week's plan.
type proposeInput struct {
	Week string `path:"week" maxLength:"8" doc:"ISO week, as in 2026-W07"`
	From string `query:"from" enum:"nothing,proposed,approved" default:"nothing" doc:"the plan to start from: each change of it has a price"`
}

// proposals are the operations that make a plan and follow its making.
func proposals(a huma.API, d Deps) {
	huma.Register(a, huma.Operation{
		OperationID: "propose-plan", Method: http.MethodPost, Path: "/plans/{week}/proposals",
		DefaultStatus: http.StatusAccepted, Summary: "Have the week planned; an unfinished run of it ends",
	}, func(ctx context.Context, in *proposeInput) (*runOutput, error) {
		actor, err := permitted(ctx, access.EditPlans)
		if err != nil {
			return nil, err
		}
		id, err := d.queue(ctx, actor, in)
		if err != nil {
			return nil, err
		}
		return d.run(ctx, actor, id)
	})

	huma.Register(a, huma.Operation{
		OperationID: "get-plan-run", Method: http.MethodGet, Path: "/plan-runs/{run}",
		Summary: "How far a proposal is",
	}, func(ctx context.Context, in *runInput) (*runOutput, error) {
		actor, id, err := runActor(ctx, in)
		if err != nil {
			return nil, err
		}
		return d.run(ctx, actor, id)
	})

	sse.Register(a, huma.Operation{
		OperationID: "follow-plan-run", Method: http.MethodGet, Path: "/plan-runs/{run}/events",
		Summary:     "How far a proposal is, as it goes on, until it is over",
		Middlewares: requires(access.ReadPlans),
	}, map[string]any{"progress": runBody{}}, func(ctx context.Context, in *runInput, send sse.Sender) {
		actor, id, err := runActor(ctx, in)
		if err != nil {
			return // no run has such an id
		}
		d.follow(ctx, actor, id, func(r runBody) error { return send.Data(r) })
	})
}

func (d Deps) queue(ctx context.Context, a access.Actor, in *proposeInput) (uuid.UUID, error) {
	if in.From != "nothing" {
		p, err := d.planOf(ctx, a, in.Week, store.PlanState(in.From))
		if err != nil {
			return uuid.Nil, err
		}
		return d.Jobs.Replan(ctx, a.Municipality, p.Week, p.ID, a.User)
	}
	week, err := geo.ParseWeek(in.Week)
	if err != nil {
		return uuid.Nil, err
	}
	return d.Jobs.Plan(ctx, a.Municipality, week, a.User)
}

func runActor(ctx context.Context, in *runInput) (access.Actor, uuid.UUID, error) {
	actor, err := permitted(ctx, access.ReadPlans)
	if err != nil {
		return actor, uuid.Nil, err
	}
	id, err := uuid.Parse(in.Run)
	if err != nil {
		return actor, id, store.ErrNotFound
	}
	return actor, id, nil
}

func (d Deps) run(ctx context.Context, a access.Actor, id uuid.UUID) (*runOutput, error) {
	r, err := d.DB.PlanRun(ctx, a.Municipality, id)
	if err != nil {
		return nil, err
	}
	return &runOutput{runOf(r)}, nil
}

// follow tells each change of a run until it is over, the client is gone or the run
// cannot be read.
func (d Deps) follow(ctx context.Context, a access.Actor, id uuid.UUID, tell func(runBody) error) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	var last runBody
	for {
		r, err := d.DB.PlanRun(ctx, a.Municipality, id)
		if err != nil {
			return
		}
		if now := runOf(r); now != last {
			if tell(now) != nil {
				return
			}
			last = now
		}
		if r.State.Over() {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
