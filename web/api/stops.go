package api

import (
	"context"
	"net/http"

	"runde/geo"
	"runde/store"
	"runde/store/access"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"
)

// addStopInput puts a place on a round.
type addStopInput struct {
	Week  string `path:"week" maxLength:"8" doc:"ISO week, as in 2026-W07"`
	State string `query:"state" enum:"proposed,approved" default:"proposed"`
	Body  struct {
		Place string `json:"place" format:"uuid"`
		Shift string `json:"shift" format:"uuid"`
		Nth   int    `json:"nth,omitempty" minimum:"0" maximum:"100" doc:"as the nth stop, counted from 1; 0: as the last"`
	}
}

// moveStopInput moves a stop.
type moveStopInput struct {
	Week  string `path:"week" maxLength:"8" doc:"ISO week, as in 2026-W07"`
	State string `query:"state" enum:"proposed,approved" default:"proposed"`
	Stop  string `path:"stop" format:"uuid"`
	Body  struct {
		Shift string `json:"shift" format:"uuid"`
		Nth   int    `json:"nth,omitempty" minimum:"0" maximum:"100" doc:"as the nth stop of the round without it, counted from 1; 0: as the last"`
	}
}

type removeStopInput struct {
	Week  string `path:"week" maxLength:"8" doc:"ISO week, as in 2026-W07"`
	State string `query:"state" enum:"proposed,approved" default:"proposed"`
	Stop  string `path:"stop" format:"uuid"`
}

// restInput names a round of the approved plan.
type restInput struct {
	Week  string `path:"week" maxLength:"8" doc:"ISO week, as in 2026-W07"`
	Shift string `path:"shift" format:"uuid"`
}

// lockInput locks a place for the week.
type lockInput struct {
	Week  string `path:"week" maxLength:"8" doc:"ISO week, as in 2026-W07"`
	Place string `path:"place" format:"uuid"`
	Body  struct {
		Shift     string `json:"shift,omitempty" format:"uuid" doc:"the shift that visits the place"`
		Nth       int    `json:"nth,omitempty" minimum:"0" maximum:"100" doc:"as the nth stop of its round; 0: anywhere in it"`
		Forbidden bool   `json:"forbidden,omitempty" doc:"the place is not visited this week; instead of shift"`
	}
}

type unlockInput struct {
	Week  string `path:"week" maxLength:"8" doc:"ISO week, as in 2026-W07"`
	Place string `path:"place" format:"uuid"`
}

// planStops are the operations on a plan by hand. Each answers with the plan and
// every rule that it breaks.
func planStops(a huma.API, d Deps) {
	huma.Register(a, huma.Operation{
		OperationID: "add-stop", Method: http.MethodPost, Path: "/plans/{week}/stops", Summary: "Put a place on a round",
	}, func(ctx context.Context, in *addStopInput) (*planOutput, error) {
		return d.changePlan(ctx, planInput{in.Week, in.State}, store.Change{
			PlaceID: idOf(in.Body.Place), ShiftID: idOf(in.Body.Shift), Position: in.Body.Nth,
		})
	})
	huma.Register(a, huma.Operation{
		OperationID: "move-stop", Method: http.MethodPatch, Path: "/plans/{week}/stops/{stop}",
		Summary: "Move a stop within its round or to another",
	}, func(ctx context.Context, in *moveStopInput) (*planOutput, error) {
		return d.changePlan(ctx, planInput{in.Week, in.State}, store.Change{
			StopID: idOf(in.Stop), ShiftID: idOf(in.Body.Shift), Position: in.Body.Nth,
		})
	})
	huma.Register(a, huma.Operation{
		OperationID: "remove-stop", Method: http.MethodDelete, Path: "/plans/{week}/stops/{stop}", Summary: "Take a stop off its round",
	}, func(ctx context.Context, in *removeStopInput) (*planOutput, error) {
		return d.changePlan(ctx, planInput{in.Week, in.State}, store.Change{StopID: idOf(in.Stop)})
	})
}

// planRest plans the rest of a round again while it is walked.
func planRest(a huma.API, d Deps) {
	huma.Register(a, huma.Operation{
		OperationID: "replan-rest", Method: http.MethodPost, Path: "/plans/{week}/rounds/{shift}/rest",
		DefaultStatus: http.StatusOK, Summary: "Plan the rest of a round of today again, from this minute",
	}, func(ctx context.Context, in *restInput) (*planOutput, error) {
		actor, err := permitted(ctx, access.EditPlans)
		if err != nil {
			return nil, err
		}
		p, err := d.planOf(ctx, actor, in.Week, store.Approved)
		if err != nil {
			return nil, err
		}
		changed, broken, err := d.DB.ReplanRest(ctx, actor.Municipality, d.by(actor), p.ID, idOf(in.Shift))
		if err != nil {
			return nil, err
		}
		return d.planAnswer(ctx, actor, changed, broken)
	})
}

// planLocks are the coordinator's wishes about a place in a week. They outlive
// every new proposal.
func planLocks(a huma.API, d Deps) {
	huma.Register(a, huma.Operation{
		OperationID: "lock-place", Method: http.MethodPut, Path: "/plans/{week}/locks/{place}",
		DefaultStatus: http.StatusNoContent, Summary: "Lock a place to a shift, or keep it out of the week",
	}, func(ctx context.Context, in *lockInput) (*struct{}, error) {
		actor, week, err := editedWeek(ctx, in.Week)
		if err != nil {
			return nil, err
		}
		place, m, by := idOf(in.Place), actor.Municipality, d.by(actor)
		if in.Body.Forbidden == (in.Body.Shift != "") {
			return nil, &store.InvalidError{Field: "shift", Rule: "must be there unless the place is forbidden"}
		}
		if in.Body.Forbidden {
			return nil, d.DB.ForbidPlace(ctx, m, by, week, place)
		}
		return nil, d.DB.PinPlace(ctx, m, by, week, place, idOf(in.Body.Shift), in.Body.Nth)
	})
	huma.Register(a, huma.Operation{
		OperationID: "unlock-place", Method: http.MethodDelete, Path: "/plans/{week}/locks/{place}",
		DefaultStatus: http.StatusNoContent, Summary: "Take a lock away",
	}, func(ctx context.Context, in *unlockInput) (*struct{}, error) {
		actor, week, err := editedWeek(ctx, in.Week)
		if err != nil {
			return nil, err
		}
		return nil, d.DB.Unlock(ctx, actor.Municipality, d.by(actor), week, idOf(in.Place))
	})
}

// changePlan makes one change of the week's plan and describes it.
func (d Deps) changePlan(ctx context.Context, in planInput, c store.Change) (*planOutput, error) {
	actor, err := permitted(ctx, access.EditPlans)
	if err != nil {
		return nil, err
	}
	p, err := d.planOf(ctx, actor, in.Week, store.PlanState(in.State))
	if err != nil {
		return nil, err
	}
	changed, broken, err := d.DB.ChangePlan(ctx, actor.Municipality, d.by(actor), p.ID, c)
	if err != nil {
		return nil, err
	}
	return d.planAnswer(ctx, actor, changed, broken)
}

// editedWeek is a week that the actor may edit.
func editedWeek(ctx context.Context, text string) (access.Actor, geo.Week, error) {
	actor, err := permitted(ctx, access.EditPlans)
	if err != nil {
		return actor, geo.Week{}, err
	}
	week, err := geo.ParseWeek(text)
	return actor, week, err
}

// idOf is the id, or one that nothing has.
func idOf(text string) uuid.UUID {
	id, err := uuid.Parse(text)
	if err != nil {
		return uuid.Nil
	}
	return id
}
