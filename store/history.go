package store

import (
	"context"
	"encoding/json"
	"fmt"

	"runde/geo"
	"runde/routes"
	"runde/routes/simulate"

	"github.com/jackc/pgx/v5"
)

// SaveHistory stores a simulated past of a municipality without one, all of it or
// nothing. ErrConflict where the municipality has encounters or concerns. The past
// is stored as it was when it was new: publish what was due in it, then call
// [DB.Retire], and what is left is what a municipality that had really worked so
// would have.
func (db *DB) SaveHistory(ctx context.Context, m int32, by By, h *simulate.History) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		used, err := value[bool](ctx, tx, historyExists, m)
		if err != nil {
			return err
		}
		if used {
			return fmt.Errorf("history: %w", ErrConflict)
		}
		for _, part := range []struct {
			sql  string
			rows []map[string]any
		}{
			{historyPlans, planRows(h)},
			{historyShifts, shiftRows(h)},
			{historyRounds, roundRows(h)},
			{historyStops, stopRows(h)},
			{historyEncounters, encounterRows(h)},
			{historyConcerns, concernRows(h)},
		} {
			if err := insertRows(ctx, tx, m, part.sql, part.rows); err != nil {
				return err
			}
		}
		return appendAudit(ctx, tx, m, by, "history.simulate", "municipality", fmt.Sprint(m))
	})
}

// HasHistory reports whether the municipality has encounters or concerns.
func (db *DB) HasHistory(ctx context.Context, m int32) (bool, error) {
	var out bool
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = value[bool](ctx, tx, historyExists, m)
		return err
	})
	return out, err
}

// insertRows sends all rows of a table as one JSON array. (COPY is refused where
// row-level security holds.)
func insertRows(ctx context.Context, tx pgx.Tx, m int32, sql string, rows []map[string]any) error {
	b, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, sql, m, b)
	return err
}

// Each plan was proposed and approved on the Friday before its week.
func planRows(h *simulate.History) []map[string]any {
	rows := make([]map[string]any, len(h.Plans))
	for i, p := range h.Plans {
		friday := (p.Week.Monday() - 3).Time()
		rows[i] = map[string]any{
			"plan_id": p.ID, "week": p.Week.Monday(), "state": "approved", "seed": 0, "left_out": []int{},
			"proposed_at": friday, "approved_at": friday,
		}
	}
	return rows
}

func shiftRows(h *simulate.History) []map[string]any {
	rows := make([]map[string]any, len(h.Rounds))
	for i, r := range h.Rounds {
		s := r.Shift
		blocks := s.Blocks
		if blocks == nil {
			blocks = []routes.Block{}
		}
		rows[i] = map[string]any{
			"shift_id": s.ID, "team_id": s.TeamID, "pattern_id": r.PatternID, "day": s.Date,
			"start_minute": s.Start, "end_minute": s.End, "mode": s.Mode, "workers": s.Workers,
			"break_minutes": s.Break, "blocks": blocks,
		}
	}
	return rows
}

func roundRows(h *simulate.History) []map[string]any {
	rows := make([]map[string]any, len(h.Rounds))
	for i, r := range h.Rounds {
		rows[i] = map[string]any{
			"round_id": r.ID, "plan_id": r.PlanID, "shift_id": r.Shift.ID, "day": r.Shift.Date, "state": "finished",
		}
	}
	return rows
}

func stopRows(h *simulate.History) []map[string]any {
	var rows []map[string]any
	for _, r := range h.Rounds {
		for i, s := range r.Stops {
			rows = append(rows, map[string]any{
				"stop_id": s.ID, "round_id": r.ID, "position": i + 1, "place_id": s.PlaceID,
				"cover_version": r.Shift.Date.Year(), "cell": int64(s.Cell),
				"arrive_minute": s.Arrive, "leave_minute": s.Leave, "exploration": s.Exploration,
				"state": s.State, "skip_reason": optional(s.SkipReason),
			})
		}
	}
	return rows
}

func encounterRows(h *simulate.History) []map[string]any {
	rows := make([]map[string]any, len(h.Encounters))
	for i, e := range h.Encounters {
		rows[i] = map[string]any{
			"encounter_id": e.ID, "round_id": e.RoundID, "cover_version": e.Day.Year(), "cell": int64(e.Cell),
			"day": e.Day, "daypart": int(e.Daypart), "outcome": e.Outcome, "bridge_targets": list(e.BridgeTargets),
			"persons": optional(e.Persons), "unplanned": e.Unplanned,
		}
	}
	return rows
}

func concernRows(h *simulate.History) []map[string]any {
	rows := make([]map[string]any, len(h.Concerns))
	for i, c := range h.Concerns {
		rows[i] = map[string]any{
			"concern_id": c.ID, "context": c.Context, "cover_version": c.Day.Year(), "cell": int64(c.Cell),
			"day": c.Day, "daypart": int(c.Daypart), "channel": c.Channel, "worries": list(c.Worries),
			"meet_dayparts": daypartNumbers(c.MeetDayparts), "note": optional(c.Note), "state": c.State,
			"decision": optional(string(c.Decision)), "decided_on": dateIf(c.Decision != "", c.DecidedOn),
			"visit_by":  dateIf(c.Decision == "visit", c.VisitBy),
			"closed_on": dateIf(c.State == "closed", c.ClosedOn), "merged_into": c.MergedInto,
		}
	}
	return rows
}

// list is never NULL.
func list[T any](s []T) []T { return append([]T{}, s...) }

func dateIf(known bool, d geo.Date) *geo.Date {
	if !known {
		return nil
	}
	return &d
}

const historyExists = `
SELECT EXISTS (SELECT FROM encounter WHERE municipality_id = $1)
  OR EXISTS (SELECT FROM weekly_outcome WHERE municipality_id = $1)
  OR EXISTS (SELECT FROM concern WHERE municipality_id = $1)`

const historyPlans = `
INSERT INTO plan (municipality_id, plan_id, week, state, seed, left_out, proposed_at, approved_at)
SELECT $1, plan_id, week, state, seed, left_out, proposed_at, approved_at FROM jsonb_populate_recordset(NULL::plan, $2)`

const historyShifts = `
INSERT INTO shift (municipality_id, shift_id, team_id, pattern_id, day, start_minute, end_minute, mode, workers, break_minutes, blocks)
SELECT $1, shift_id, team_id, pattern_id, day, start_minute, end_minute, mode, workers, break_minutes, blocks
FROM jsonb_populate_recordset(NULL::shift, $2)`

const historyRounds = `
INSERT INTO round (municipality_id, round_id, plan_id, shift_id, day, state)
SELECT $1, round_id, plan_id, shift_id, day, state FROM jsonb_populate_recordset(NULL::round, $2)`

const historyStops = `
INSERT INTO stop (municipality_id, stop_id, round_id, position, place_id, cover_version, cell, arrive_minute, leave_minute,
  exploration, state, skip_reason)
SELECT $1, stop_id, round_id, position, place_id, cover_version, cell, arrive_minute, leave_minute,
  exploration, state, skip_reason
FROM jsonb_populate_recordset(NULL::stop, $2)`

const historyEncounters = `
INSERT INTO encounter (municipality_id, encounter_id, round_id, cover_version, cell, day, daypart,
  outcome, bridge_targets, persons, unplanned)
SELECT $1, encounter_id, round_id, cover_version, cell, day, daypart, outcome, bridge_targets, persons, unplanned
FROM jsonb_populate_recordset(NULL::encounter, $2)`

const historyConcerns = `
INSERT INTO concern (municipality_id, concern_id, context, level, cover_version, cell, day, daypart, channel, worries,
  meet_dayparts, note, state, decision, decided_on, visit_by, closed_on, merged_into)
SELECT $1, concern_id, context, context, cover_version, cell, day, daypart, channel, worries,
  meet_dayparts, note, state, decision, decided_on, visit_by, closed_on, merged_into
FROM jsonb_populate_recordset(NULL::concern, $2)`
