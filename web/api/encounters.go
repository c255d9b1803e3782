package api

import (
	"context"
	"net/http"

	"runde/geo"
	"runde/geo/intake"
	"runde/routes/rounds"
	"runde/store/access"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"
)

// encounterInput has no coordinate, no clock time and no text: there is nowhere to
// put them. The date is the round's.
type encounterInput struct {
	Round     string `path:"round" format:"uuid"`
	Encounter string `path:"encounter" format:"uuid" doc:"a random UUID, version 4, made by whoever records"`
	Body      struct {
		Cell      string   `json:"cell" maxLength:"15" doc:"an H3 cell of the street cover of the round's year, or rest"`
		Daypart   string   `json:"daypart" enum:"night,morning,afternoon,evening"`
		Outcome   string   `json:"outcome" enum:"nobody_met,seen,declined,greeted,conversation,bridged"`
		Targets   []string `json:"targets,omitempty" enum:"doctor,caseworker,addiction_treatment,drop_in,other" maxItems:"5" doc:"with bridged, at least one"`
		Persons   string   `json:"persons,omitempty" enum:"one,few,many" doc:"unless nobody was met"`
		Unplanned bool     `json:"unplanned,omitempty" doc:"met between the stops"`
	}
}

// withdrawInput names an encounter by the random id that the phone made.
type withdrawInput struct {
	Round     string `path:"round" format:"uuid"`
	Encounter string `path:"encounter" format:"uuid"`
}

// encounterOutput says what became of it.
type encounterOutput struct {
	Body struct {
		Answer rounds.Answer `json:"answer" enum:"stored,known,withdrawn" doc:"known: sent before; withdrawn: taken back, and nothing is stored"`
	}
}

func encounters(a huma.API, d Deps) {
	huma.Register(a, huma.Operation{
		OperationID: "put-encounter", Method: http.MethodPut, Path: "/rounds/{round}/encounters/{encounter}",
		Summary: "Record a meeting, or that nobody was met", Middlewares: requires(access.WalkRounds),
	}, func(ctx context.Context, in *encounterInput) (*encounterOutput, error) {
		walker, walked, err := walkedRound(ctx, d, in.Round)
		if err != nil {
			return nil, err
		}
		e, err := in.encounter(walked.ID)
		if err != nil {
			return nil, err
		}
		if broken := walked.Bare().Check(e, databaseKnows); broken != nil {
			return nil, unprocessable(broken)
		}
		out := &encounterOutput{}
		out.Body.Answer, err = d.DB.RecordEncounter(ctx, walker.Municipality, walker.User, e)
		return out, err
	})

	huma.Register(a, huma.Operation{
		OperationID: "withdraw-encounter", Method: http.MethodDelete, Path: "/rounds/{round}/encounters/{encounter}",
		DefaultStatus: http.StatusNoContent, Summary: "Take a meeting back: it is deleted", Middlewares: requires(access.WalkRounds),
	}, func(ctx context.Context, in *withdrawInput) (*struct{}, error) {
		walker, err := permitted(ctx, access.WalkRounds)
		if err != nil {
			return nil, err
		}
		id, err := uuid.Parse(in.Encounter)
		if err != nil || !intake.RandomID(id) {
			return nil, unprocessable([]intake.FieldError{{Field: "id", Rule: intake.NotRandom}})
		}
		if _, _, err := walkedRound(ctx, d, in.Round); err != nil {
			return nil, err
		}
		return nil, d.DB.WithdrawEncounter(ctx, walker.Municipality, walker.User, id)
	})
}

// databaseKnows leaves the cell to the foreign key to the cover, which is the rule
// itself and costs nothing until it is broken.
func databaseKnows(geo.Cell) bool { return true }

func (in *encounterInput) encounter(round uuid.UUID) (rounds.Encounter, error) {
	b := in.Body
	e := rounds.Encounter{
		Round: round, Outcome: rounds.Outcome(b.Outcome), Persons: rounds.Persons(b.Persons), Unplanned: b.Unplanned,
	}
	for _, t := range b.Targets {
		e.Targets = append(e.Targets, rounds.Target(t))
	}
	var err error
	if e.ID, err = uuid.Parse(in.Encounter); err != nil {
		return e, unprocessable([]intake.FieldError{{Field: "id", Rule: intake.NotRandom}})
	}
	if e.Cell, err = geo.ParseCell(b.Cell); err != nil {
		return e, err
	}
	return e, e.Daypart.UnmarshalText([]byte(b.Daypart))
}

// unprocessable is the problem of every rule that was broken.
func unprocessable(broken []intake.FieldError) *Problem {
	details := make([]Detail, len(broken))
	for i, e := range broken {
		details[i] = Detail{Field: e.Field, Rule: string(e.Rule)}
	}
	return newProblem(http.StatusUnprocessableEntity, "invalid", details...)
}
