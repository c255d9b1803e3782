package store

import (
	"context"
	"errors"
	"strconv"
	"time"

	"runde/geo"
	"runde/geo/release"

	"github.com/jackc/pgx/v5"
)

// aside does what goes with a span beside its own figures, in the same transaction:
// the details of a period are counted, the side tables of a year published.
func aside(ctx context.Context, tx pgx.Tx, m int32, e Edition, s spanned, rows []release.Figure) error {
	if e.Level == release.ByPeriod {
		return tallyDetails(ctx, tx, m, e, s, rows)
	}
	tables := []sideTable{channelsOfYear, waitingOfYear, homesOfYear}
	if e.Family == release.Encounters {
		tables = []sideTable{bridgesOfYear, weekdaysOfYear}
	}
	for _, table := range tables {
		list, err := table(ctx, tx, m, e, s.releaseYear)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			continue
		}
		side := e
		side.Family = list[0].Family
		if err := saveEdition(ctx, tx, m, side, s.releaseYear, list); err != nil {
			return err
		}
	}
	return nil
}

// sideTable is the figures of one side table, none where there are too few; e is the
// year of the family that they belong to.
type sideTable func(ctx context.Context, tx pgx.Tx, m int32, e Edition, y releaseYear) ([]release.Figure, error)

func bridgesOfYear(ctx context.Context, tx pgx.Tx, m int32, e Edition, y releaseYear) ([]release.Figure, error) {
	return detailsOfYear(ctx, tx, m, release.Bridges, e, y)
}

func channelsOfYear(ctx context.Context, tx pgx.Tx, m int32, e Edition, y releaseYear) ([]release.Figure, error) {
	return detailsOfYear(ctx, tx, m, release.Channels, e, y)
}

func detailsOfYear(ctx context.Context, tx pgx.Tx, m int32, side release.Family, e Edition, y releaseYear) ([]release.Figure, error) {
	list, err := details(ctx, tx, m, side, e.FirstDay, e.LastDay)
	if err != nil {
		return nil, err
	}
	return release.Details(side, y.year, asTallies(list), y.params(side))
}

func waitingOfYear(ctx context.Context, tx pgx.Tx, m int32, e Edition, y releaseYear) ([]release.Figure, error) {
	list, err := details(ctx, tx, m, release.Waiting, e.FirstDay, e.LastDay)
	if err != nil {
		return nil, err
	}
	waits := make([]release.Wait, len(list))
	for i, t := range list {
		waits[i] = release.Wait{Week: t.Week, Count: t.Count}
		if t.Detail == noVisit {
			continue
		}
		waits[i].Visited = true
		if waits[i].Days, err = strconv.Atoi(t.Detail); err != nil {
			return nil, errors.New("release_tally.detail: must be a number of days")
		}
	}
	return release.Waits(y.year, waits, y.params(release.Waiting))
}

func weekdaysOfYear(ctx context.Context, tx pgx.Tx, m int32, e Edition, y releaseYear) ([]release.Figure, error) {
	list, err := details(ctx, tx, m, release.Weekdays, e.FirstDay, e.LastDay)
	if err != nil {
		return nil, err
	}
	byName := map[string]int{}
	for _, t := range list {
		byName[t.Detail] += t.Count
	}
	minutes := map[release.Slot]int{}
	for _, slot := range release.Slots() {
		minutes[slot] = byName[slot.String()]
	}
	return release.HoursOfSlots(y.year, minutes), nil
}

// homesOfYear counts what no year has published yet: a year with too few leaves them
// to the next.
func homesOfYear(ctx context.Context, tx pgx.Tx, m int32, e Edition, y releaseYear) ([]release.Figure, error) {
	open, err := value[geo.Date](ctx, tx, homesOpenFrom, m, geo.NewDate(1, time.January, 1))
	if err != nil {
		return nil, err
	}
	list, err := details(ctx, tx, m, release.HomeConcerns, open, e.LastDay)
	if err != nil {
		return nil, err
	}
	f, ok, err := release.Homes(y.year, asTallies(list), y.params(release.HomeConcerns))
	if err != nil || !ok {
		return nil, err
	}
	return []release.Figure{f}, nil
}

func asTallies(list []tally) []release.Tally {
	out := make([]release.Tally, len(list))
	for i, t := range list {
		out[i] = release.Tally{Class: t.Class, Detail: t.Detail, Week: t.Week, Public: t.Undecided, Count: t.Count}
	}
	return out
}

const homesOpenFrom = `
SELECT coalesce(max(last_day) + 1, $2::date) FROM release.edition WHERE municipality_id = $1 AND family = 'home_concerns'`
