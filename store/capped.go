package store

import (
	"cmp"
	"context"

	"runde/geo"
	"runde/geo/release"

	"github.com/jackc/pgx/v5"
)

// slot is what open data counts at most [release.DayCap] events of. Events that count
// in a later week than their own share one without a day. Whether their days are
// still told apart depends on what was counted before; if the cap did too, one event
// would change figures by more than one.
type slot struct {
	coverVersion int
	cell         geo.Cell
	week         geo.Week
	kind, day    string
}

// capped is how many events of each row open data counts that count in the week, nil
// for presence. Rows of the same cell, day and kind share a slot, whatever their
// rounds.
func capped(ctx context.Context, tx pgx.Tx, m int32, f release.Family, week geo.Week, events []counted) ([]*int, error) {
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
		s := slot{coverVersion: e.CoverVersion, cell: e.Cell, week: e.Week, kind: kindOf(f, e.Kind)}
		if e.Week == week {
			s.day = cmp.Or(days[e.Source], e.Source)
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
