package store

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"runde/geo"
	"runde/geo/need"
	"runde/routes"
	"runde/routes/plans"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// pastWeeks is how far back a plan looks for earlier visits.
const pastWeeks = 8

// PlanInput is all that a proposal for the week depends on, as it is now: what is
// known of need, places, shifts that take place, concerns decided as a visit and
// not visited since, earlier visits, locks and travel times. The week's shifts are
// made from the regular week, and area stops for cells without a public place,
// where they are missing. Its Seed is the same for the same week; callers may set
// Seed and Iterations. Returns ErrNotFound where no map was imported, or the
// week's year has no cover.
func (db *DB) PlanInput(ctx context.Context, m int32, week geo.Week) (plans.Input, error) {
	var in plans.Input
	today := db.Today()
	err := db.App(ctx, m, func(tx pgx.Tx) (err error) {
		in, err = planInput(ctx, tx, m, week, today, nil)
		return err
	})
	return in, err
}

// planInput reads the input; the places of keep are in it whatever else holds.
func planInput(ctx context.Context, tx pgx.Tx, m int32, week geo.Week, today geo.Date, keep map[uuid.UUID]bool) (plans.Input, error) {
	in := plans.Input{Week: week, Seed: uint64(week.Monday())}
	cover, err := coverOf(ctx, tx, m, StreetLevel, week.Monday().Year())
	if err != nil {
		return in, err
	}
	if err := addNeed(ctx, tx, m, &in, cover, today); err != nil {
		return in, err
	}
	if err := addWeek(ctx, tx, m, &in, cover); err != nil {
		return in, err
	}
	s, err := streets(ctx, tx, m)
	if err != nil {
		return in, err
	}
	if in.Places, err = planPlaces(ctx, tx, m, &in, cover, s, keep); err != nil {
		return in, err
	}
	in.Matrices = s.matrices(in.Places, in.Shifts)
	return in, nil
}

func needModel(ctx context.Context, tx pgx.Tx, m int32, cover Cover, now geo.Week) (*need.Model, *need.Dayparts, error) {
	seen, err := observed(ctx, tx, m, cover.Cover, now)
	if err != nil {
		return nil, nil, err
	}
	model := need.Fit(cellIDs(cover), seen.Weeks, now, need.DefaultParams())
	return model, model.Dayparts(seen.Dayparts), nil
}

// addNeed fills in what is known of the cells.
func addNeed(ctx context.Context, tx pgx.Tx, m int32, in *plans.Input, cover Cover, today geo.Date) error {
	model, parts, err := needModel(ctx, tx, m, cover, geo.WeekOf(today))
	if err != nil {
		return err
	}
	in.Estimates = model.Estimates()
	in.Dayparts = map[geo.Cell][4]float64{}
	in.Neighbours = map[geo.Cell][]geo.Cell{}
	in.AreaKM2 = map[geo.Cell]float64{}
	for _, e := range in.Estimates {
		in.Dayparts[e.Cell] = parts.Factors(e.Cell)
		in.Neighbours[e.Cell] = cover.Neighbours(e.Cell)
		in.AreaKM2[e.Cell] = cover.AreaKM2(e.Cell)
	}
	return nil
}

// addWeek fills in the week's shifts, wishes and past.
func addWeek(ctx context.Context, tx pgx.Tx, m int32, in *plans.Input, cover Cover) error {
	if _, err := tx.Exec(ctx, shiftsFromPatterns, m, in.Week); err != nil {
		return err
	}
	list, err := shifts(ctx, tx, m, in.Week)
	if err != nil {
		return err
	}
	for _, s := range list {
		if !s.Cancelled {
			in.Shifts = append(in.Shifts, s.Shift)
		}
	}
	if in.Concerns, err = plannedConcerns(ctx, tx, m, cover); err != nil {
		return err
	}
	if in.Past, err = all[plans.Visit](ctx, tx, pastVisits, m, in.Week.Add(-pastWeeks), in.Week); err != nil {
		return err
	}
	wishes, err := locks(ctx, tx, m, in.Week)
	if err != nil {
		return err
	}
	for _, l := range wishes {
		lock := plans.Lock{PlaceID: l.PlaceID, Position: l.Position}
		if l.ShiftID != nil {
			lock.ShiftID = *l.ShiftID
		}
		in.Locks = append(in.Locks, lock)
	}
	chosen, err := settings(ctx, tx, m)
	in.Share = chosen.ExplorationShare
	return err
}

// plannedConcerns are the concerns that a plan should visit, by cell of the cover.
func plannedConcerns(ctx context.Context, tx pgx.Tx, m int32, cover Cover) ([]plans.Concern, error) {
	rows, err := all[plans.Concern](ctx, tx, concernsToVisit, m)
	if err != nil {
		return nil, err
	}
	byCell := map[geo.Cell]plans.Concern{}
	for _, c := range rows {
		cell, ok := within(cover.Cover, c.Cell)
		if !ok {
			continue
		}
		if was, have := byCell[cell]; have {
			c.Count += was.Count
			c.Since, c.First = min(c.Since, was.Since), min(c.First, was.First)
		}
		c.Cell = cell
		byCell[cell] = c
	}
	var out []plans.Concern
	for _, c := range byCell {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b plans.Concern) int { return cmp.Compare(a.Cell, b.Cell) })
	return out, nil
}

// planPlaces are the places that a plan may visit: public ones, an area stop in
// each cell without any, and those to keep.
func planPlaces(ctx context.Context, tx pgx.Tx, m int32, in *plans.Input, cover Cover, s *Streets, keep map[uuid.UUID]bool) ([]routes.Place, error) {
	list, err := places(ctx, tx, m)
	if err != nil {
		return nil, err
	}
	var open, closed []Place
	for _, p := range inCover(list, cover.Cover) {
		if !p.Retired && p.Source != FromArea {
			open = append(open, p)
		} else if keep[p.ID] {
			closed = append(closed, p)
		}
	}
	stops, err := areaStops(ctx, tx, m, cover.Cover, s, list, emptyCells(cover, open))
	if err != nil {
		return nil, err
	}
	stops = slices.DeleteFunc(stops, func(p Place) bool { return keep[p.ID] })
	wanted := wantedPlaces(in)
	maps.Copy(wanted, keep)
	chosen := candidates(slices.Concat(open, closed, stops), wanted, cellRanks(in), mostCandidates)
	// Always the same order: travel times are remembered for it.
	slices.SortFunc(chosen, func(a, b Place) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.SourceRef, b.SourceRef))
	})
	out := make([]routes.Place, len(chosen))
	for i, p := range chosen {
		out[i] = p.Place
	}
	return out, nil
}

// emptyCells are the cover's cells without any of the places.
func emptyCells(cover Cover, list []Place) []geo.Cell {
	taken := map[geo.Cell]bool{}
	for _, p := range list {
		taken[p.Cell] = true
	}
	var out []geo.Cell
	for _, c := range cover.Cells() {
		if !taken[c.Cell] {
			out = append(out, c.Cell)
		}
	}
	return out
}

// wantedPlaces are the places that are locked, or were visited the week before.
func wantedPlaces(in *plans.Input) map[uuid.UUID]bool {
	out := map[uuid.UUID]bool{}
	for _, l := range in.Locks {
		out[l.PlaceID] = true
	}
	for _, v := range in.Past {
		if v.Date >= in.Week.Add(-1).Monday() {
			out[v.PlaceID] = true
		}
	}
	return out
}

// A concern is visited once its cell is, or the cell that stands for it in the cover
// of the visit's year, after the decision. Of a walked round the weekly minutes
// remain.
const visitedSince = `(EXISTS (SELECT FROM stop s JOIN round r USING (municipality_id, round_id)
    WHERE s.municipality_id = $1 AND s.level = c.level AND ` + stopOfConcern + ` AND s.state = 'visited' AND r.day >= c.decided_on)
  OR EXISTS (SELECT FROM weekly_presence s
    WHERE s.municipality_id = $1 AND s.level = c.level AND ` + stopOfConcern + ` AND s.week >= c.decided_on))`

const concernsToVisit = `
SELECT c.cell, 1 AS count, c.decided_on AS since, coalesce(c.visit_by, c.decided_on) AS first
FROM concern c
WHERE c.municipality_id = $1 AND c.context = 'street' AND c.decision = 'visit' AND c.state IN ('decided', 'on_round')
  AND NOT ` + visitedSince + `
ORDER BY c.cell, since, first, c.concern_id`

const pastVisits = `
SELECT s.place_id, h.team_id, r.day AS date, s.arrive_minute AS minute
FROM stop s JOIN round r USING (municipality_id, round_id) JOIN plan p USING (municipality_id, plan_id)
JOIN shift h USING (municipality_id, shift_id)
WHERE s.municipality_id = $1 AND p.state = 'approved' AND s.state IN ('planned', 'visited') AND NOT h.cancelled
  AND r.day >= $2::date AND r.day < $3::date
ORDER BY r.day, s.arrive_minute, s.stop_id`
