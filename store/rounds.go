package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"runde/geo"
	"runde/routes"
	"runde/routes/plans"
	"runde/routes/rounds"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// WalkRound is a round as the worker who walks it sees it.
type WalkRound struct {
	ID       uuid.UUID
	State    rounds.State
	TeamName string
	Shift    routes.Shift // when, by which mode, from which base
	Stops    []WalkStop
	// Dropped are stops that the round goes without since its rest was planned again.
	// No page shows them; a phone that has the round as it was may still record there.
	Dropped []WalkStop
}

// Recordable is the stop with the id, of those to visit and those dropped, false for a
// stop of another round.
func (w WalkRound) Recordable(stop uuid.UUID) (WalkStop, bool) {
	for _, list := range [][]WalkStop{w.Stops, w.Dropped} {
		if i := slices.IndexFunc(list, func(s WalkStop) bool { return s.ID == stop }); i >= 0 {
			return list[i], true
		}
	}
	return WalkStop{}, false
}

// WalkStop is a stop of a round that is walked.
type WalkStop struct {
	ID          uuid.UUID
	Position    int
	PlaceID     uuid.UUID
	Name        string
	Kind        string
	Point       orb.Point
	SafetyNote  string
	Cell        geo.Cell
	Arrive      int // minutes after midnight of the round's date
	Leave       int
	Way         int  // minutes from leaving the stop before, or from the start, until arriving; a break on the way is in it
	Walked      bool // on foot from the stop before; the car stands at the last stop that is not
	Exploration bool
	Reasons     []plans.Reason // why it is on the round, the strongest first
	State       rounds.StopState
	Skip        rounds.SkipReason // "" unless skipped
}

// Halts are the round's stops as [Streets.RoundWays] needs them.
func (w WalkRound) Halts() []Halt {
	out := make([]Halt, len(w.Stops))
	for i, s := range w.Stops {
		out[i] = Halt{s.Point, s.Walked}
	}
	return out
}

// Bare is the round as the package rounds knows it, without what was recorded, to
// hold a record against.
func (w WalkRound) Bare() rounds.Round {
	out := rounds.Round{ID: w.ID, Date: w.Shift.Date, State: w.State}
	for _, s := range slices.Concat(w.Stops, w.Dropped) {
		out.Stops = append(out.Stops, rounds.Stop{
			ID: s.ID, Cell: s.Cell, Arrive: s.Arrive, Leave: s.Leave, State: s.State, Skip: s.Skip,
		})
	}
	return out
}

// RoundsOn are the rounds of the day that the staff member walks: those of the own
// team, or every team's for a coordinator. A plan that nobody has approved shows
// nothing.
func (db *DB) RoundsOn(ctx context.Context, m int32, staff uuid.UUID, day geo.Date) ([]WalkRound, error) {
	var out []WalkRound
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = walkRounds(ctx, tx, m, staff, day)
		return err
	})
	return out, err
}

// WalkedRound is a round of the staff member's own team that may be recorded on: of
// a plan that was approved, and at most 30 days ago. ErrNotFound for any other.
func (db *DB) WalkedRound(ctx context.Context, m int32, staff, round uuid.UUID) (WalkRound, error) {
	var out WalkRound
	today := db.Today()
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		if _, err = walkableRound(ctx, tx, m, staff, round, today); err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, roundWalked, m, round)
		if out, err = pgx.CollectExactlyOneRow(rows, scanWalkRound); err != nil {
			return err
		}
		out.Stops, out.Dropped, err = walkStops(ctx, tx, m, out)
		return err
	})
	return out, err
}

func walkRounds(ctx context.Context, tx pgx.Tx, m int32, staff uuid.UUID, day geo.Date) ([]WalkRound, error) {
	rows, _ := tx.Query(ctx, roundsWalked, m, staff, day)
	list, err := pgx.CollectRows(rows, scanWalkRound)
	for i := range list {
		if err == nil {
			list[i].Stops, list[i].Dropped, err = walkStops(ctx, tx, m, list[i])
		}
	}
	return list, err
}

// MarkStop says whether a stop was visited or skipped, and why, or takes that back
// (planned). Saying the same twice changes nothing. The first mark starts the
// round. ErrNotFound for a stop that the staff member does not walk.
func (db *DB) MarkStop(ctx context.Context, m int32, staff uuid.UUID, mark rounds.Mark) error {
	today := db.Today()
	return db.App(ctx, m, func(tx pgx.Tx) error {
		round, err := value[uuid.UUID](ctx, tx, stopRound, m, mark.Stop)
		if err != nil {
			return fmt.Errorf("stop: %w", err)
		}
		if _, err := walkableRound(ctx, tx, m, staff, round, today); err != nil {
			return err
		}
		// Whoever plans the round again holds it first and its stops then.
		if _, err := tx.Exec(ctx, roundStart, m, round); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, stopMark, m, mark.Stop, mark.State, optional(string(mark.Skip)))
		return err
	})
}

// FinishRound says that a round is over. Stops that were not marked stay planned:
// not reached. ErrNotFound for a round that the staff member does not walk.
func (db *DB) FinishRound(ctx context.Context, m int32, staff, round uuid.UUID) error {
	today := db.Today()
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if _, err := walkableRound(ctx, tx, m, staff, round, today); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, roundFinish, m, round)
		return err
	})
}

func scanWalkRound(row pgx.CollectableRow) (w WalkRound, err error) {
	var lat, lon float64
	var blocks []byte
	s := &w.Shift
	err = row.Scan(&w.ID, &w.State, &w.TeamName, &s.ID, &s.TeamID, &s.Date, &s.Start, &s.End, &s.Mode, &s.Workers,
		&s.Break, &blocks, &lat, &lon)
	if err != nil {
		return w, err
	}
	s.Home = orb.Point{lon, lat}
	if err := json.Unmarshal(blocks, &s.Blocks); err != nil {
		return w, fmt.Errorf("shift blocks: %w", err)
	}
	return w, nil
}

// walkStops are the round's stops to visit in their order, and those dropped from it.
func walkStops(ctx context.Context, tx pgx.Tx, m int32, w WalkRound) (stops, dropped []WalkStop, err error) {
	rows, _ := tx.Query(ctx, stopsWalked, m, w.ID)
	all, err := pgx.CollectRows(rows, scanWalkStop)
	before := w.Shift.Start
	for _, s := range all {
		if s.State == stopDropped {
			dropped = append(dropped, s)
			continue
		}
		s.Way, before = s.Arrive-before, s.Leave
		stops = append(stops, s)
	}
	return stops, dropped, err
}

// stopDropped is the state of a stop that the rest of its round goes without. It is the
// store's alone: who records there makes it one of the round's again.
const stopDropped rounds.StopState = "dropped"

func scanWalkStop(row pgx.CollectableRow) (s WalkStop, err error) {
	var lat, lon float64
	var reasons []byte
	err = row.Scan(&s.ID, &s.Position, &s.PlaceID, &s.Name, &s.Kind, &lat, &lon, &s.SafetyNote, &s.Cell,
		&s.Arrive, &s.Leave, &s.Walked, &s.Exploration, &reasons, &s.State, &s.Skip)
	if err != nil {
		return s, err
	}
	s.Point = orb.Point{lon, lat}
	return s, json.Unmarshal(reasons, &s.Reasons)
}

const walkedColumns = `
SELECT r.round_id, r.state, t.name, s.shift_id, s.team_id, r.day, s.start_minute, s.end_minute, s.mode, s.workers,
  s.break_minutes, s.blocks, t.base_lat, t.base_lon
FROM round r
JOIN plan p USING (municipality_id, plan_id)
JOIN shift s USING (municipality_id, shift_id)
JOIN team t ON t.municipality_id = s.municipality_id AND t.team_id = s.team_id
`

const roundsWalked = walkedColumns + `
JOIN staff u ON u.municipality_id = r.municipality_id
WHERE r.municipality_id = $1 AND u.staff_id = $2 AND r.day = $3::date AND p.state = 'approved'
  AND NOT s.cancelled AND NOT u.disabled AND (u.role = 'coordinator' OR u.team_id = s.team_id)
ORDER BY s.start_minute, t.name, r.round_id`

const roundWalked = walkedColumns + `
WHERE r.municipality_id = $1 AND r.round_id = $2`

const stopsWalked = `
SELECT s.stop_id, s.position, s.place_id, p.name, p.kind, p.lat, p.lon, p.safety_note, s.cell,
  s.arrive_minute, s.leave_minute, s.walked, s.exploration, s.reasons, s.state, coalesce(s.skip_reason, '')
FROM stop s JOIN place p USING (municipality_id, place_id)
WHERE s.municipality_id = $1 AND s.round_id = $2 ORDER BY s.position`

const stopRound = `
SELECT round_id FROM stop WHERE municipality_id = $1 AND stop_id = $2`

const stopMark = `
UPDATE stop SET state = $3, skip_reason = $4 WHERE municipality_id = $1 AND stop_id = $2
  AND (state, skip_reason) IS DISTINCT FROM ($3::text, $4::text)`

const roundStart = `
UPDATE round SET state = 'walking' WHERE municipality_id = $1 AND round_id = $2 AND state = 'planned'`

const roundFinish = `
UPDATE round SET state = 'finished' WHERE municipality_id = $1 AND round_id = $2 AND state <> 'finished'`
