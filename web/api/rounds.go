package api

import (
	"context"
	"net/http"

	"runde/routes/rounds"
	"runde/store"
	"runde/store/access"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"
)

// stopInput says what became of a stop.
type stopInput struct {
	Round string `path:"round" format:"uuid"`
	Stop  string `path:"stop" format:"uuid"`
	Body  struct {
		State  string `json:"state" enum:"planned,visited,skipped" doc:"planned takes an earlier mark back"`
		Reason string `json:"reason,omitempty" enum:"time,weather,unsafe,occupied,closed" doc:"with skipped alone"`
	}
}

// finishInput says that a round is over.
type finishInput struct {
	Round string `path:"round" format:"uuid"`
	Body  struct {
		State string `json:"state" enum:"finished"`
	}
}

// walks are the operations on a round while it is walked. What it is made of is
// read as a page; nothing here tells where anybody is.
func walks(a huma.API, d Deps) {
	huma.Register(a, huma.Operation{
		OperationID: "mark-stop", Method: http.MethodPut, Path: "/rounds/{round}/stops/{stop}",
		DefaultStatus: http.StatusNoContent, Summary: "Say that a stop was visited or skipped", Middlewares: requires(access.WalkRounds),
	}, func(ctx context.Context, in *stopInput) (*struct{}, error) {
		walker, walked, err := walkedRound(ctx, d, in.Round)
		if err != nil {
			return nil, err
		}
		stop, err := uuid.Parse(in.Stop)
		if _, known := walked.Recordable(stop); err != nil || !known {
			return nil, store.ErrNotFound
		}
		return nil, d.DB.MarkStop(ctx, walker.Municipality, walker.User, rounds.Mark{
			Stop: stop, State: rounds.StopState(in.Body.State), Skip: rounds.SkipReason(in.Body.Reason),
		})
	})

	huma.Register(a, huma.Operation{
		OperationID: "finish-round", Method: http.MethodPut, Path: "/rounds/{round}/state",
		DefaultStatus: http.StatusNoContent, Summary: "Say that a round is over", Middlewares: requires(access.WalkRounds),
	}, func(ctx context.Context, in *finishInput) (*struct{}, error) {
		walker, walked, err := walkedRound(ctx, d, in.Round)
		if err != nil {
			return nil, err
		}
		return nil, d.DB.FinishRound(ctx, walker.Municipality, walker.User, walked.ID)
	})
}

// walkedRound is the actor and a round that the actor walks. A round of another
// team is not found, as one that does not exist.
func walkedRound(ctx context.Context, d Deps, id string) (access.Actor, store.WalkRound, error) {
	actor, err := permitted(ctx, access.WalkRounds)
	if err != nil {
		return actor, store.WalkRound{}, err
	}
	round, err := uuid.Parse(id)
	if err != nil {
		return actor, store.WalkRound{}, store.ErrNotFound
	}
	walked, err := d.DB.WalkedRound(ctx, actor.Municipality, actor.User, round)
	return actor, walked, err
}
