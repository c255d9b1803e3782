package store

import (
	"context"
	"errors"
	"fmt"

	"runde/geo"
	"runde/geo/release"

	"github.com/jackc/pgx/v5"
)

// staircases are the families that have a staircase of their own. Presence is published with
// encounters, on the same rows.
var staircases = []release.Family{release.Encounters, release.Concerns}

// ReleaseDue publishes what is due on the day and is not published yet: weeks in
// their order, then periods, then years, with the side tables of each. Each is a
// transaction of its own; what exists is never computed again. It returns how many
// editions it made, without presence and the side tables.
func (db *DB) ReleaseDue(ctx context.Context, m int32, on geo.Date) (int, error) {
	made := 0
	count := func(published bool, err error) error {
		if published {
			made++
		}
		return err
	}
	for _, f := range staircases {
		w, err := db.nextWeek(ctx, m, f)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return made, err
		}
		p, year := release.PeriodOf(w.Add(-lookBack)), 0
		for ; release.WeekDue(w) <= on; w = w.Add(1) {
			if err := count(db.ReleaseWeek(ctx, m, f, w, on)); err != nil {
				return made, fmt.Errorf("%s of week %s: %w", f, w, err)
			}
		}
		for year = p.Year; p.Due() <= on; p = p.Add(1) {
			if err := count(db.ReleasePeriod(ctx, m, f, p, on)); err != nil {
				return made, fmt.Errorf("%s of period %s: %w", f, p, err)
			}
		}
		for ; release.YearDue(year) <= on; year++ {
			if err := count(db.ReleaseYear(ctx, m, f, year, on)); err != nil {
				return made, fmt.Errorf("%s of year %d: %w", f, year, err)
			}
		}
	}
	return made, nil
}

// lookBack is how many weeks before the first open one a period or year may have
// been left unpublished by a run that was cut short.
const lookBack = 8

// nextWeek is the first week that the family has not closed: the one after the
// last closed, or the first that anything is known of. Days before the first week
// of the first year with a cover count in that week. ErrNotFound where nothing is
// known.
func (db *DB) nextWeek(ctx context.Context, m int32, f release.Family) (geo.Week, error) {
	var out geo.Week
	err := db.AppRead(ctx, m, func(tx pgx.Tx) error {
		day, err := value[*geo.Date](ctx, tx, openWeek, m, f)
		if err == nil && day == nil {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		years, err := coverVersions(ctx, tx, m, StreetLevel)
		out = geo.WeekOf(*day)
		if len(years) > 0 && release.WeekOne(years[0]).Compare(out) > 0 {
			out = release.WeekOne(years[0])
		}
		return err
	})
	return out, err
}

// ReleaseWeek closes a week for the family and publishes its figure with the day's
// date; false where it was closed before, is not due, or is too little to publish.
// Weeks are closed in their order: the events of one that is left out count in the
// next.
func (db *DB) ReleaseWeek(ctx context.Context, m int32, f release.Family, w geo.Week, on geo.Date) (bool, error) {
	if release.WeekDue(w) > on {
		return false, nil
	}
	var published bool
	err := db.App(ctx, m, func(tx pgx.Tx) (err error) {
		published, err = releaseWeek(ctx, tx, m, f, w, on)
		return err
	})
	return published && err == nil, err
}

// ReleasePeriod publishes a period of the family by blocks and kinds; false where
// it was published before, is not due, or none of its weeks was published.
func (db *DB) ReleasePeriod(ctx context.Context, m int32, f release.Family, p release.FourWeeks, on geo.Date) (bool, error) {
	if p.Due() > on {
		return false, nil
	}
	weeks := p.Weeks()
	span := edition(f, release.ByPeriod, p.String(), p.Year, weeks[0], weeks[len(weeks)-1], on)
	return db.releaseSpan(ctx, m, span, func(s spanned) ([]release.Figure, error) {
		return release.Period(s.tree, f, p, s.blocks, s.parts, s.params(f))
	})
}

// ReleaseYear publishes a year of the family by rows inside the blocks; false where
// it was published before, is not due, or none of its weeks was published.
func (db *DB) ReleaseYear(ctx context.Context, m int32, f release.Family, year int, on geo.Date) (bool, error) {
	if release.YearDue(year) > on {
		return false, nil
	}
	span := edition(f, release.ByYear, fmt.Sprint(year), year, release.WeekOne(year), release.WeekOne(year+1).Add(-1), on)
	return db.releaseSpan(ctx, m, span, func(s spanned) ([]release.Figure, error) {
		return release.Year(s.tree, f, year, s.blocks, s.periods, s.parts, s.params(f))
	})
}

func releaseWeek(ctx context.Context, tx pgx.Tx, m int32, f release.Family, w geo.Week, on geo.Date) (bool, error) {
	if first, err := closeWeek(ctx, tx, m, f, w); err != nil || !first {
		return false, err
	}
	isoYear, _ := w.ISO()
	y, err := yearOf(ctx, tx, m, isoYear)
	if err != nil {
		return false, err
	}
	if f == release.Concerns {
		if err := tallyConcerns(ctx, tx, m, w); err != nil {
			return false, err
		}
	}
	if _, err := geography(ctx, tx, m, y, f); err != nil {
		return false, err
	}
	open, err := openEvents(ctx, tx, m, f, w)
	if err != nil {
		return false, err
	}
	figure, enough, err := release.Week(y.tree, f, w, parts(open, f, y.cover.Cover), y.params(f))
	if err != nil || !enough {
		return false, err
	}
	if err := countEvents(ctx, tx, m, f, w, open); err != nil {
		return false, err
	}
	e := edition(f, release.ByWeek, w.String(), isoYear, w, w, on)
	list := []release.Figure{figure}
	if f != release.Encounters {
		return true, saveEdition(ctx, tx, m, e, y, list)
	}
	presence, err := closePresence(ctx, tx, m, w)
	if err != nil {
		return false, err
	}
	return true, saveWithHours(ctx, tx, m, e, y, list, hours(presence, y.cover.Cover))
}

// closePresence counts the presence of the weeks that encounters closed.
func closePresence(ctx context.Context, tx pgx.Tx, m int32, w geo.Week) ([]counted, error) {
	if _, err := closeWeek(ctx, tx, m, release.Presence, w); err != nil {
		return nil, err
	}
	if _, err := tx.Exec(ctx, tallyWeekdays, m, w); err != nil {
		return nil, err
	}
	open, err := openEvents(ctx, tx, m, release.Presence, w)
	if err != nil {
		return nil, err
	}
	return open, countEvents(ctx, tx, m, release.Presence, w, open)
}

// spanned is what figures of a period or year are computed from.
type spanned struct {
	releaseYear
	blocks  []release.Block
	events  []counted
	parts   []release.Part   // the events
	periods []release.Figure // of the family, in the year of the span
}

// releaseSpan publishes a period or a year from the weeks that were published.
func (db *DB) releaseSpan(ctx context.Context, m int32, e Edition, compute func(spanned) ([]release.Figure, error)) (bool, error) {
	published := false
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		due, err := value[bool](ctx, tx, editionDue, m, e.Family, step(e.Level), e.Period, e.FirstDay, e.LastDay)
		if err != nil || !due {
			return err
		}
		s, hours, err := loadSpan(ctx, tx, m, e)
		if err != nil {
			return err
		}
		list, err := compute(s)
		if errors.Is(err, release.ErrTooFew) {
			return nil
		}
		if err != nil {
			return err
		}
		published = true
		if err := aside(ctx, tx, m, e, s, list); err != nil {
			return err
		}
		if e.Family == release.Encounters {
			return saveWithHours(ctx, tx, m, e, s.releaseYear, list, hours)
		}
		return saveEdition(ctx, tx, m, e, s.releaseYear, list)
	})
	return published && err == nil, err
}

func loadSpan(ctx context.Context, tx pgx.Tx, m int32, e Edition) (s spanned, presence map[geo.Cell]float64, err error) {
	if s.releaseYear, err = yearOf(ctx, tx, m, e.Year); err != nil {
		return s, nil, err
	}
	stored, err := geography(ctx, tx, m, s.releaseYear, e.Family)
	if err != nil {
		return s, nil, err
	}
	s.blocks = ground(stored)
	first, last := geo.WeekOf(e.FirstDay), geo.WeekOf(e.LastDay)
	if s.events, err = countedEvents(ctx, tx, m, e.Family, first, last); err != nil {
		return s, nil, err
	}
	s.parts = parts(s.events, e.Family, s.cover.Cover)
	if e.Level == release.ByYear {
		if s.periods, err = periodFigures(ctx, tx, m, e, stored); err != nil {
			return s, nil, err
		}
	}
	minutes, err := countedEvents(ctx, tx, m, release.Presence, first, last)
	return s, hours(minutes, s.cover.Cover), err
}

// periodFigures are what the family's periods of the year showed.
func periodFigures(ctx context.Context, tx pgx.Tx, m int32, e Edition, blocks []Block) ([]release.Figure, error) {
	var out []release.Figure
	for n := 1; n <= release.PeriodsInYear; n++ {
		of := release.Figure{Family: e.Family, Level: release.ByPeriod, Period: release.FourWeeks{Year: e.Year, Number: n}.String()}
		list, err := figures(ctx, tx, m, of, blocks)
		if err != nil {
			return nil, err
		}
		for _, f := range list {
			out = append(out, f.Figure)
		}
	}
	return out, nil
}

// leastHours of presence on its ground let a figure of encounters say anything:
// half an hour a week, an hour a month over a year.
var leastHours = map[release.Level]float64{release.ByWeek: 0.5, release.ByPeriod: 2, release.ByYear: 12}

// saveWithHours saves encounters and, on the same rows, presence.
func saveWithHours(ctx context.Context, tx pgx.Tx, m int32, e Edition, y releaseYear, list []release.Figure, hours map[geo.Cell]float64) error {
	presence := release.Hours(list, hours)
	release.MarkUnknown(list, hours, leastHours[e.Level])
	if err := saveEdition(ctx, tx, m, e, y, list); err != nil {
		return err
	}
	e.Family = release.Presence
	return saveEdition(ctx, tx, m, e, y, presence)
}

// Due is what is not published yet, of weeks of which one is.
const editionDue = `
SELECT NOT EXISTS (SELECT FROM release.edition WHERE municipality_id = $1 AND family = $2 AND level = $3 AND period = $4)
  AND EXISTS (SELECT FROM release.edition WHERE municipality_id = $1 AND family = $2 AND level = 1
    AND first_day BETWEEN $5::date AND $6::date)`

const openWeek = `
SELECT coalesce(
  (SELECT max(week) + 7 FROM closed_week WHERE municipality_id = $1 AND family = $2),
  least(
    (SELECT min(day) FROM encounter WHERE municipality_id = $1),
    (SELECT min(week) FROM weekly_outcome WHERE municipality_id = $1),
    (SELECT min(day) FROM concern WHERE municipality_id = $1),
    (SELECT min(week) FROM weekly_concern WHERE municipality_id = $1)))`
