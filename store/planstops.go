package store

import (
	"context"
	"fmt"

	"runde/geo"
	"runde/routes/plans"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// insertRounds stores a plan's rounds with their stops.
func insertRounds(ctx context.Context, tx pgx.Tx, m int32, plan uuid.UUID, p plans.Plan) error {
	w, err := newStopWriter(ctx, tx, m)
	if err != nil {
		return err
	}
	for _, r := range p.Rounds {
		id := uuid.New()
		day, err := value[geo.Date](ctx, tx, roundInsert, m, id, plan, r.ShiftID)
		if err != nil {
			return fmt.Errorf("round: %w", err)
		}
		rows, err := w.rows(id, day, r.Stops)
		if err != nil {
			return err
		}
		if err := insertRows(ctx, tx, m, stopInsert, rows); err != nil {
			return err
		}
	}
	return nil
}

// stopWriter makes rows of planned stops. It knows where places are, and the
// covers of the years that it was asked for.
type stopWriter struct {
	cover  func(year int) (Cover, error)
	covers map[int]Cover
	points map[uuid.UUID]orb.Point
}

func newStopWriter(ctx context.Context, tx pgx.Tx, m int32) (*stopWriter, error) {
	list, err := places(ctx, tx, m)
	w := &stopWriter{
		cover:  func(year int) (Cover, error) { return coverOf(ctx, tx, m, StreetLevel, year) },
		covers: map[int]Cover{}, points: make(map[uuid.UUID]orb.Point, len(list)),
	}
	for _, p := range list {
		w.points[p.ID] = p.Point
	}
	return w, err
}

// rows are a round's stops, each in its place's cell on the day, with fresh ids.
func (w *stopWriter) rows(round uuid.UUID, day geo.Date, stops []plans.Stop) ([]map[string]any, error) {
	cover, ok := w.covers[day.Year()]
	if !ok {
		var err error
		if cover, err = w.cover(day.Year()); err != nil {
			return nil, err
		}
		w.covers[day.Year()] = cover
	}
	out := make([]map[string]any, len(stops))
	for i, s := range stops {
		point, known := w.points[s.PlaceID]
		if !known {
			return nil, fmt.Errorf("place of a stop: %w", ErrNotFound)
		}
		cell, inside := cover.At(point)
		if !inside {
			return nil, invalid("place", "must lie in the municipality")
		}
		out[i] = map[string]any{
			"stop_id": uuid.New(), "round_id": round, "position": i + 1, "place_id": s.PlaceID,
			"level": StreetLevel, "cover_version": cover.Version, "cell": int64(cell),
			"arrive_minute": s.Arrive, "leave_minute": s.Leave, "walked": s.Walked, "exploration": s.Exploration,
			"reasons": append([]plans.Reason{}, s.Reasons...), "state": "planned",
		}
	}
	return out, nil
}

const roundInsert = `
INSERT INTO round (municipality_id, round_id, plan_id, shift_id, day)
SELECT municipality_id, $2, $3, shift_id, day FROM shift WHERE municipality_id = $1 AND shift_id = $4
RETURNING day`

const stopColumns = `stop_id, round_id, position, place_id, level, cover_version, cell, arrive_minute, leave_minute,
  walked, exploration, reasons, state`

const stopInsert = `
INSERT INTO stop (municipality_id, ` + stopColumns + `)
SELECT $1, ` + stopColumns + ` FROM jsonb_populate_recordset(NULL::stop, $2)`
