package api

import (
	"context"
	"net/http"
	"time"

	"runde/geo"
	"runde/routes/plans"
	"runde/store"
	"runde/store/access"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"
	"github.com/paulmach/orb"
)

// weekInput names a week.
type weekInput struct {
	Week string `path:"week" maxLength:"8" doc:"ISO week, as in 2026-W07"`
}

// planInput names one of a week's plans.
type planInput struct {
	Week  string `path:"week" maxLength:"8" doc:"ISO week, as in 2026-W07"`
	State string `query:"state" enum:"proposed,approved" default:"proposed"`
}

// pointOut is a public point: longitude, latitude.
type pointOut [2]float64

func pointOf(p orb.Point) pointOut { return pointOut{p.Lon(), p.Lat()} }

// planOutput is a plan with the ways of its rounds.
type planOutput struct{ Body planBody }

type planBody struct {
	ID      uuid.UUID         `json:"id"`
	Week    geo.Week          `json:"week"`
	State   string            `json:"state" enum:"proposed,approved,replaced"`
	Rounds  []roundBody       `json:"rounds"`
	Broken  []plans.Violation `json:"broken" doc:"every rule that the plan breaks"`
	LeftOut []leftOutBody     `json:"left_out" doc:"strong places without a visit, the strongest first"`
}

type roundBody struct {
	Shift     uuid.UUID  `json:"shift"`
	Team      string     `json:"team"`
	Date      geo.Date   `json:"date"`
	Start     int        `json:"start" doc:"minutes after midnight"`
	End       int        `json:"end"`
	Mode      string     `json:"mode" enum:"foot,bicycle,car"`
	Back      int        `json:"back,omitempty" doc:"when the round is back at its base"`
	Cancelled bool       `json:"cancelled,omitempty"`
	Stops     []stopBody `json:"stops"`
	Ways      []wayBody  `json:"ways" doc:"the way along the streets, in its order"`
}

// wayBody is a part of a round's way by one mode.
type wayBody struct {
	Mode string     `json:"mode" enum:"foot,bicycle,car" doc:"foot within a round by car: the car is left and fetched again"`
	Line []pointOut `json:"line"`
}

type stopBody struct {
	ID          uuid.UUID      `json:"id"`
	Place       uuid.UUID      `json:"place"`
	Name        string         `json:"name"`
	Kind        string         `json:"kind"`
	Point       pointOut       `json:"point"`
	Arrive      int            `json:"arrive"`
	Leave       int            `json:"leave"`
	Walked      bool           `json:"walked,omitempty" doc:"on foot from the stop before; the car stands at the last stop that is not"`
	Exploration bool           `json:"exploration,omitempty"`
	Locked      bool           `json:"locked,omitempty"`
	Reasons     []plans.Reason `json:"reasons"`
}

type leftOutBody struct {
	Place  uuid.UUID    `json:"place"`
	Name   string       `json:"name"`
	Kind   string       `json:"kind"`
	Pinned bool         `json:"pinned,omitempty"`
	WhyNot plans.WhyNot `json:"why_not"`
}

// weekPlans are the operations on a week's plans as wholes.
func weekPlans(a huma.API, d Deps) {
	huma.Register(a, huma.Operation{
		OperationID: "get-plan", Method: http.MethodGet, Path: "/plans/{week}",
		Summary: "A week's rounds, with their ways and every rule they break",
	}, func(ctx context.Context, in *planInput) (*planOutput, error) {
		actor, err := permitted(ctx, access.ReadPlans)
		if err != nil {
			return nil, err
		}
		p, err := d.planOf(ctx, actor, in.Week, store.PlanState(in.State))
		if err != nil {
			return nil, err
		}
		timed, broken, err := d.DB.EvaluatePlan(ctx, actor.Municipality, p.ID)
		if err != nil {
			return nil, err
		}
		return d.planAnswer(ctx, actor, timed, broken)
	})

	huma.Register(a, huma.Operation{
		OperationID: "approve-plan", Method: http.MethodPost, Path: "/plans/{week}/approval",
		DefaultStatus: http.StatusNoContent, Summary: "Publish the week's proposal: staff see their rounds",
	}, func(ctx context.Context, in *weekInput) (*struct{}, error) {
		actor, err := permitted(ctx, access.EditPlans)
		if err != nil {
			return nil, err
		}
		p, err := d.planOf(ctx, actor, in.Week, store.Proposed)
		if err != nil {
			return nil, err
		}
		return nil, d.DB.ApprovePlan(ctx, actor.Municipality, d.by(actor), p.ID)
	})
}

// by is the actor at this moment, for the audit log.
func (d Deps) by(a access.Actor) store.By { return store.By{Actor: a.User, At: d.DB.Now()} }

func (d Deps) planOf(ctx context.Context, a access.Actor, week string, state store.PlanState) (store.Plan, error) {
	w, err := geo.ParseWeek(week)
	if err != nil {
		return store.Plan{}, err
	}
	return d.DB.PlanOf(ctx, a.Municipality, w, state)
}

// planAnswer describes a plan. A municipality whose streets are gone or cannot be
// read gets rounds without a way.
func (d Deps) planAnswer(ctx context.Context, a access.Actor, p store.Plan, broken []plans.Violation) (*planOutput, error) {
	streets, err := d.DB.StreetsToDraw(ctx, a.Municipality)
	if err != nil {
		return nil, err
	}
	out := planBody{
		ID: p.ID, Week: p.Week, State: string(p.State), Rounds: []roundBody{}, LeftOut: []leftOutBody{},
		Broken: append([]plans.Violation{}, broken...),
	}
	for _, r := range p.Rounds {
		body := roundBody{
			Shift: r.Shift.ID, Team: r.Shift.TeamName, Date: r.Shift.Date, Start: r.Shift.Start, End: r.Shift.End,
			Mode: string(r.Shift.Mode), Back: r.End, Cancelled: r.Shift.Cancelled, Stops: []stopBody{},
		}
		for _, s := range r.Stops {
			body.Stops = append(body.Stops, stopBody{
				ID: s.ID, Place: s.PlaceID, Name: s.Name, Kind: s.Kind, Point: pointOf(s.Point),
				Arrive: s.Arrive, Leave: s.Leave, Walked: s.Walked, Exploration: s.Exploration, Locked: s.Locked,
				Reasons: append([]plans.Reason{}, s.Reasons...),
			})
		}
		body.Ways = waysOf(streets, r)
		out.Rounds = append(out.Rounds, body)
	}
	for _, l := range p.LeftOut {
		out.LeftOut = append(out.LeftOut, leftOutBody{l.PlaceID, l.Name, l.Kind, l.Pinned, l.WhyNot})
	}
	return &planOutput{out}, nil
}

// waysOf is the way of a round along the streets, from its base and back, in parts by
// one mode each. Where no street leads on, it goes straight.
func waysOf(streets *store.Streets, r store.PlanRound) []wayBody {
	out := []wayBody{}
	if streets.Network == nil || len(r.Stops) == 0 || r.Shift.Cancelled {
		return out
	}
	for _, way := range streets.RoundWays(r.Shift.Mode, r.Shift.Home, r.Halts()) {
		if n := len(out); n == 0 || out[n-1].Mode != string(way.Mode) {
			out = append(out, wayBody{Mode: string(way.Mode)})
		}
		last := &out[len(out)-1]
		for _, p := range way.Line {
			last.Line = append(last.Line, pointOf(p))
		}
	}
	return out
}

// runBody is how far a proposal is.
type runBody struct {
	ID       uuid.UUID         `json:"id"`
	State    string            `json:"state" enum:"queued,running,done,failed,cancelled"`
	Progress float64           `json:"progress" doc:"0–1"`
	Error    string            `json:"error,omitempty" doc:"with failed: why, as a code"`
	Plan     *uuid.UUID        `json:"plan,omitempty" doc:"with done"`
	Changes  *store.RunChanges `json:"changes,omitempty" doc:"with done, of the plan that it started from"`
}

func runOf(r store.PlanRun) runBody {
	out := runBody{ID: r.ID, State: string(r.State), Progress: r.Progress, Plan: r.PlanID, Changes: r.Changes}
	if r.ErrorCode != nil {
		out.Error = *r.ErrorCode
	}
	return out
}

// pollEvery is how often the progress of a run is read for whoever follows it.
const pollEvery = 200 * time.Millisecond
