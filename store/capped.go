package store

import (
	"context"

	"runde/geo"
	"runde/geo/release"

	"github.com/jackc/pgx/v5"
)

// slot is what open data counts at most [release.DayCap] events of. Those that came
// too late for their week have the week in the place of the day.
type slot struct {
	coverVersion int
	cell         geo.Cell
	week         geo.Week
	kind, day    string
}

// capped is how many events of each row open data counts, nil for presence. Rows of
// the same cell, day and kind share a slot, whatever their rounds.
func capped(ctx context.Context, tx pgx.Tx, m int32, f release.Family, events []counted) ([]*int, error) {
	out := make([]*int, len(events))
	if f == release.Presence {
		return out, nil
	}
	days, err := daysOfRounds(ctx, tx, m, f, events)
	if err != nil {
		return nil, err
	}
	taken := map[slot]int{}
	for i, e := range events {
		s := slot{e.CoverVersion, e.Cell, e.Week, kindOf(f, e.Kind), e.Source}
		if day, ok := days[e.Source]; ok {
			s.day = day
		}
		n := min(e.Count, release.DayCap-taken[s])
		taken[s] += n
		out[i] = &n
	}
	return out, nil
}

// daysOfRounds are the days of the rounds that are the events' sources.
func daysOfRounds(ctx context.Context, tx pgx.Tx, m int32, f release.Family, events []counted) (map[string]string, error) {
	if f != release.Encounters {
		return nil, nil // the source is the day
	}
	sources := make([]string, len(events))
	for i, e := range events {
		sources[i] = e.Source
	}
	out := map[string]string{}
	var round, day string
	rows, _ := tx.Query(ctx, roundDays, m, sources)
	_, err := pgx.ForEachRow(rows, []any{&round, &day}, func() error {
		out[round] = day
		return nil
	})
	return out, err
}

const roundDays = `
SELECT round_id::text, day::text FROM round WHERE municipality_id = $1 AND round_id::text = ANY ($2)`
