package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"runde/geo"
	"runde/routes/plans"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// PlanState is where a plan stands.
type PlanState string

// The states. A week has at most one proposed and one approved plan.
const (
	Proposed PlanState = "proposed" // seen by the coordinator alone
	Approved PlanState = "approved" // walked
	Replaced PlanState = "replaced" // was approved before another one
)

// Plan is a week's rounds as they are stored.
type Plan struct {
	ID         uuid.UUID
	Week       geo.Week
	State      PlanState
	Seed       uint64
	ProposedAt time.Time
	ApprovedAt *time.Time
	ApprovedBy *uuid.UUID
	Rounds     []PlanRound // in the order of their shifts' start
	LeftOut    []PlanLeftOut
	// Compromises are the wishes that it does not meet; none unless it was evaluated.
	Compromises []PlanCompromise
}

// PlanRound is the stops of one shift.
type PlanRound struct {
	ID    uuid.UUID
	Shift Shift
	State string // planned, walking, finished
	Stops []PlanStop
	// When the break starts and when the round is back at its base, in minutes
	// after midnight; 0 unless the plan was evaluated.
	Break, End int
}

// PlanStop is a stop with its place.
type PlanStop struct {
	ID       uuid.UUID
	Position int // counted from 1
	plans.Stop
	Name       string // of the place; may be empty
	Kind       string
	Point      orb.Point
	State      string // planned, visited, skipped
	SkipReason string // "" unless skipped
}

// PlanLeftOut is a strong place that the plan does not visit.
type PlanLeftOut struct {
	plans.LeftOut
	Name  string
	Kind  string
	Point orb.Point
}

// PlanCompromise is a wish that the plan does not meet, with its place's name.
type PlanCompromise struct {
	plans.Compromise
	Name string // may be empty
	Kind string // "": the cell has no place
}

// Halts are the round's stops as [Streets.RoundWays] needs them.
func (r PlanRound) Halts() []Halt {
	out := make([]Halt, len(r.Stops))
	for i, s := range r.Stops {
		out[i] = Halt{s.Point, s.Walked}
	}
	return out
}

// Bare is the plan as the planner knows it, for plans.Evaluate.
func (p Plan) Bare() plans.Plan {
	out := plans.Plan{Week: p.Week, Rounds: make([]plans.Round, len(p.Rounds))}
	for i, r := range p.Rounds {
		out.Rounds[i] = plans.Round{ShiftID: r.Shift.ID, Stops: make([]plans.Stop, len(r.Stops))}
		for k, s := range r.Stops {
			out.Rounds[i].Stops[k] = s.Stop
		}
	}
	for _, l := range p.LeftOut {
		out.LeftOut = append(out.LeftOut, l.LeftOut)
	}
	return out
}

// SaveProposal stores a proposed plan in place of the week's earlier proposal, and
// returns its id. Nothing of it reaches the workers. Returns an error wrapping
// ErrInvalid where a place lies outside the cover of its day's year.
func (db *DB) SaveProposal(ctx context.Context, m int32, by By, seed uint64, p plans.Plan) (uuid.UUID, error) {
	var id uuid.UUID
	err := db.App(ctx, m, func(tx pgx.Tx) (err error) {
		id, err = saveProposal(ctx, tx, m, by, seed, p)
		return err
	})
	return id, err
}

func saveProposal(ctx context.Context, tx pgx.Tx, m int32, by By, seed uint64, p plans.Plan) (uuid.UUID, error) {
	id := uuid.New()
	if _, err := tx.Exec(ctx, proposalClear, m, p.Week); err != nil {
		return id, err
	}
	left, err := json.Marshal(append([]plans.LeftOut{}, p.LeftOut...))
	if err != nil {
		return id, err
	}
	if _, err := tx.Exec(ctx, planInsert, m, id, p.Week, int64(seed), left, by.At); err != nil {
		return id, err
	}
	return id, insertRounds(ctx, tx, m, id, p)
}

// PlanOf is the week's plan in that state, or ErrNotFound.
func (db *DB) PlanOf(ctx context.Context, m int32, week geo.Week, state PlanState) (Plan, error) {
	return db.readPlan(ctx, m, func(tx pgx.Tx) (planRow, error) {
		return one[planRow](ctx, tx, planOfWeek, m, week, state)
	})
}

// Plan is the one with the id, or ErrNotFound.
func (db *DB) Plan(ctx context.Context, m int32, id uuid.UUID) (Plan, error) {
	return db.readPlan(ctx, m, func(tx pgx.Tx) (planRow, error) {
		return one[planRow](ctx, tx, planByID, m, id)
	})
}

// DropProposal deletes the week's proposal, if there is one.
func (db *DB) DropProposal(ctx context.Context, m int32, week geo.Week) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, proposalClear, m, week)
		return err
	})
}

// ApprovePlan publishes a proposed plan: the workers see it, concerns that it
// visits are on a round, and an earlier approved plan of the week is replaced, but for
// its rounds that have begun or whose day is over: they go on in this plan. Returns
// ErrNotFound, or an error wrapping ErrConflict for a plan that is not proposed.
func (db *DB) ApprovePlan(ctx context.Context, m int32, by By, id uuid.UUID) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		row, err := one[planRow](ctx, tx, planForUpdate, m, id)
		if err != nil {
			return err
		}
		if row.State != Proposed {
			return fmt.Errorf("plan is %s: %w", row.State, ErrConflict)
		}
		// A round that is being begun has begun, or waits until this plan is approved.
		if _, err := tx.Exec(ctx, approvedHeld, m, row.Week); err != nil {
			return err
		}
		if err := keepSettled(ctx, tx, m, row.Week, id, geo.DateOf(by.At)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, planReplace, m, row.Week); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, planApprove, m, id, by.At, by.actor()); err != nil {
			return err
		}
		if err := markOnRounds(ctx, tx, m, geo.DateOf(by.At)); err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, "plan.approve", "plan", id.String())
	})
}

func (db *DB) readPlan(ctx context.Context, m int32, find func(pgx.Tx) (planRow, error)) (Plan, error) {
	var out Plan
	err := db.AppRead(ctx, m, func(tx pgx.Tx) error {
		row, err := find(tx)
		if err != nil {
			return fmt.Errorf("plan: %w", err)
		}
		out, err = loadPlan(ctx, tx, m, row)
		return err
	})
	return out, err
}

// planRow is a plan as its columns.
type planRow struct {
	PlanID     uuid.UUID
	Week       geo.Week
	State      PlanState
	Seed       int64
	LeftOut    []byte
	ProposedAt time.Time
	ApprovedAt *time.Time
	ApprovedBy *uuid.UUID
}

func loadPlan(ctx context.Context, tx pgx.Tx, m int32, row planRow) (Plan, error) {
	out := Plan{
		ID: row.PlanID, Week: row.Week, State: row.State, Seed: uint64(row.Seed),
		ProposedAt: row.ProposedAt, ApprovedAt: row.ApprovedAt, ApprovedBy: row.ApprovedBy,
	}
	var err error
	if out.Rounds, err = planRounds(ctx, tx, m, row.PlanID); err != nil {
		return out, err
	}
	index := make(map[uuid.UUID]int, len(out.Rounds))
	for i, r := range out.Rounds {
		index[r.ID] = i
	}
	rows, _ := tx.Query(ctx, planStops, m, row.PlanID)
	for rows.Next() {
		round, s, err := scanPlanStop(rows)
		if err != nil {
			return out, err
		}
		r := &out.Rounds[index[round]]
		r.Stops = append(r.Stops, s)
	}
	if err := rows.Err(); err != nil {
		return out, err
	}
	out.LeftOut, err = leftOut(ctx, tx, m, row.LeftOut)
	return out, err
}

func planRounds(ctx context.Context, tx pgx.Tx, m int32, plan uuid.UUID) ([]PlanRound, error) {
	rows, _ := tx.Query(ctx, roundsOfPlan, m, plan)
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r PlanRound, err error) {
		var lat, lon float64
		var blocks []byte
		s := &r.Shift
		err = row.Scan(&r.ID, &r.State, &s.ID, &s.TeamID, &s.TeamName, &lat, &lon, &s.PatternID, &s.Date,
			&s.Start, &s.End, &s.Mode, &s.Workers, &s.Break, &blocks, &s.Cancelled)
		if err == nil {
			s.Home = orb.Point{lon, lat}
			err = json.Unmarshal(blocks, &s.Blocks)
		}
		return r, err
	})
}

func scanPlanStop(rows pgx.Rows) (round uuid.UUID, s PlanStop, err error) {
	var lat, lon float64
	var reasons []byte
	err = rows.Scan(&round, &s.ID, &s.Position, &s.PlaceID, &s.Cell, &s.Arrive, &s.Leave, &s.Walked, &s.Exploration, &reasons,
		&s.State, &s.SkipReason, &s.Locked, &s.Name, &s.Kind, &lat, &lon)
	if err != nil {
		return round, s, err
	}
	s.Point = orb.Point{lon, lat}
	return round, s, json.Unmarshal(reasons, &s.Reasons)
}

// leftOut adds names and points to what a plan has left out.
func leftOut(ctx context.Context, tx pgx.Tx, m int32, data []byte) ([]PlanLeftOut, error) {
	var list []plans.LeftOut
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, err
	}
	var out []PlanLeftOut
	for _, l := range list {
		p, err := place(ctx, tx, m, l.PlaceID)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, PlanLeftOut{l, p.Name, p.Kind, p.Point})
	}
	return out, nil
}

const planColumns = `
SELECT plan_id, week, state, seed, left_out, proposed_at, approved_at, approved_by FROM plan `

const planOfWeek = planColumns + `WHERE municipality_id = $1 AND week = $2::date AND state = $3
ORDER BY approved_at DESC, plan_id LIMIT 1`

const planByID = planColumns + `WHERE municipality_id = $1 AND plan_id = $2`

const planForUpdate = planByID + ` FOR UPDATE`

const proposalClear = `
DELETE FROM plan WHERE municipality_id = $1 AND week = $2::date AND state = 'proposed'`

const planInsert = `
INSERT INTO plan (municipality_id, plan_id, week, seed, left_out, proposed_at) VALUES ($1, $2, $3::date, $4, $5, $6)`

const roundsOfPlan = `
SELECT r.round_id, r.state, s.shift_id, s.team_id, t.name, t.base_lat, t.base_lon, s.pattern_id, s.day,
  s.start_minute, s.end_minute, s.mode, s.workers, s.break_minutes, s.blocks, s.cancelled
FROM round r JOIN shift s USING (municipality_id, shift_id) JOIN team t USING (municipality_id, team_id)
WHERE r.municipality_id = $1 AND r.plan_id = $2 ORDER BY s.day, s.start_minute, t.name, r.round_id`

const planStops = `
SELECT s.round_id, s.stop_id, s.position, s.place_id, s.cell, s.arrive_minute, s.leave_minute, s.walked, s.exploration, s.reasons,
  s.state, coalesce(s.skip_reason, ''),
  EXISTS (SELECT FROM plan_lock l JOIN plan USING (municipality_id, week)
    WHERE l.municipality_id = $1 AND plan.plan_id = $2 AND l.place_id = s.place_id AND l.shift_id = r.shift_id),
  p.name, p.kind, p.lat, p.lon
FROM stop s JOIN round r USING (municipality_id, round_id) JOIN place p USING (municipality_id, place_id)
WHERE s.municipality_id = $1 AND r.plan_id = $2 AND s.state <> 'dropped' ORDER BY s.round_id, s.position`

const approvedHeld = `
SELECT FROM plan p JOIN round r USING (municipality_id, plan_id)
WHERE p.municipality_id = $1 AND p.week = $2::date AND p.state = 'approved' ORDER BY r.round_id FOR UPDATE`

const planReplace = `
UPDATE plan SET state = 'replaced' WHERE municipality_id = $1 AND week = $2::date AND state = 'approved'`

const planApprove = `
UPDATE plan SET state = 'approved', approved_at = $3, approved_by = $4 WHERE municipality_id = $1 AND plan_id = $2`
