package store

import (
	"context"
	"fmt"

	"runde/geo"
	"runde/geo/intake"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Concern is one concern as the coordinator reads it.
type Concern struct {
	ID           uuid.UUID `db:"concern_id"`
	Context      intake.Context
	CoverVersion int
	Cell         geo.Cell
	Day          geo.Date    // when it came; after DaysOfEvents the first day of that week in its year
	Daypart      geo.Daypart // when it came; after DaysOfEvents it says nothing
	Channel      intake.Channel
	Worries      []intake.Worry
	MeetDayparts []geo.Daypart
	Note         *string
	State        intake.State
	Decision     *intake.Decision
	DecidedOn    *geo.Date
	VisitBy      *geo.Date // wished day of the first visit
	VisitedOn    *geo.Date // first visit to the cell since the decision
	ClosedOn     *geo.Date
	MergedInto   *uuid.UUID
	OpenInCell   int         // concerns about the cell that are not closed, this one included
	SameMatter   []uuid.UUID // open ones about the same cell within seven days: perhaps the same matter
}

// Decision is what the coordinator or leader decides about a concern.
type Decision struct {
	Code    intake.Decision
	VisitBy *geo.Date // with visit alone
}

var openStates = []intake.State{intake.Received, intake.Decided, intake.OnRound}

// Inbox is every concern that is not closed: the undecided first, then by day,
// latest first.
func (db *DB) Inbox(ctx context.Context, m int32) ([]Concern, error) {
	return db.concerns(ctx, m, openStates, nil)
}

// HandedOver are the open concerns that wait for the leader.
func (db *DB) HandedOver(ctx context.Context, m int32) ([]Concern, error) {
	leader := intake.Leader
	return db.concerns(ctx, m, openStates, &leader)
}

// ClosedConcerns are those that are closed and not yet deleted; each may be
// reopened.
func (db *DB) ClosedConcerns(ctx context.Context, m int32) ([]Concern, error) {
	return db.concerns(ctx, m, []intake.State{intake.Closed}, nil)
}

func (db *DB) concerns(ctx context.Context, m int32, states []intake.State, decision *intake.Decision) ([]Concern, error) {
	var out []Concern
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = all[Concern](ctx, tx, concernList, m, states, decision, nil)
		return err
	})
	return out, err
}

// Concern is the one with the id, or ErrNotFound.
func (db *DB) Concern(ctx context.Context, m int32, id uuid.UUID) (Concern, error) {
	var out Concern
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = one[Concern](ctx, tx, concernList, m, intake.States, nil, &id)
		return err
	})
	return out, err
}

// InsertConcern stores a concern that a member of staff typed in. It has no
// receipt. An ErrInvalid where the cover of its year does not hold the cell.
func (db *DB) InsertConcern(ctx context.Context, m int32, c intake.Concern) error {
	came := db.daypart()
	return db.App(ctx, m, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, concernInsert, append(concernArgs(c, came, nil)[:10], m)...)
		return err
	})
}

// DecideConcern decides, or decides differently. A visit or watch of a cell that an
// approved plan visits from by's day on is on a round at once; not ours is closed.
// ErrConflict for a concern that is closed: reopen it first.
func (db *DB) DecideConcern(ctx context.Context, m int32, by By, id uuid.UUID, d Decision) error {
	return db.decide(ctx, m, by, id, d, false)
}

// DecideHandedOver is DecideConcern for the leader: ErrConflict for a concern that
// was not handed over.
func (db *DB) DecideHandedOver(ctx context.Context, m int32, by By, id uuid.UUID, d Decision) error {
	return db.decide(ctx, m, by, id, d, true)
}

func (db *DB) decide(ctx context.Context, m int32, by By, id uuid.UUID, d Decision, handedOver bool) error {
	today := geo.DateOf(by.At)
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if err := changeConcern(ctx, tx, m, id, concernDecide, d.Code, today, d.VisitBy, handedOver); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, concernsOnRound, m, today, &id); err != nil {
			return err
		}
		return auditConcern(ctx, tx, m, by, id, "concern.decide", string(d.Code))
	})
}

// ReopenConcern takes a decision, a merge or a closing back: the concern is
// received and undecided again.
func (db *DB) ReopenConcern(ctx context.Context, m int32, by By, id uuid.UUID) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if err := changeConcern(ctx, tx, m, id, concernReopen); err != nil {
			return err
		}
		return auditConcern(ctx, tx, m, by, id, "concern.reopen", "")
	})
}

// CloseConcern ends a concern that was decided; ErrConflict for one that was not,
// or is closed.
func (db *DB) CloseConcern(ctx context.Context, m int32, by By, id uuid.UUID) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if err := changeConcern(ctx, tx, m, id, concernClose, geo.DateOf(by.At)); err != nil {
			return err
		}
		return auditConcern(ctx, tx, m, by, id, "concern.close", "done")
	})
}

// MergeConcern says that a concern is about the same matter as another open one of
// the same context: it is closed, and its reporter hears what the other's hears.
// ErrConflict where one of them is closed.
func (db *DB) MergeConcern(ctx context.Context, m int32, by By, id, into uuid.UUID) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, concernsLock, m, []uuid.UUID{id, into}); err != nil {
			return err
		}
		if err := changeConcern(ctx, tx, m, id, concernMerge, into, geo.DateOf(by.At)); err != nil {
			return err
		}
		return auditConcern(ctx, tx, m, by, id, "concern.merge", "same_matter")
	})
}

// changeConcern runs an update of one concern; the update's own condition says
// which states it applies to.
func changeConcern(ctx context.Context, tx pgx.Tx, m int32, id uuid.UUID, update string, args ...any) error {
	tag, err := tx.Exec(ctx, update, append([]any{m, id}, args...)...)
	if err != nil || tag.RowsAffected() == 1 {
		return err
	}
	if _, err := value[uuid.UUID](ctx, tx, concernExists, m, id); err != nil {
		return err
	}
	return fmt.Errorf("concern in another state: %w", ErrConflict)
}

// auditConcern logs a code as the reason, never words about a concern.
func auditConcern(ctx context.Context, tx pgx.Tx, m int32, by By, id uuid.UUID, action, code string) error {
	by.Reason = code
	return appendAudit(ctx, tx, m, by, action, "concern", id.String())
}

// markOnRounds puts the decided concerns of streets on a round, where a plan that
// is approved visits their cell from the day on, and takes those off whose visit
// is no longer planned.
func markOnRounds(ctx context.Context, tx pgx.Tx, m int32, from geo.Date) error {
	if _, err := tx.Exec(ctx, concernsOffRound, m, from); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, concernsOnRound, m, from, nil)
	return err
}

// A stop s is on the ground of the concern c where its cell is the same, in whatever
// year, or where it is of another year and stands for it there.
const stopOfConcern = `(s.cell = c.cell OR s.cover_version <> c.cover_version
    AND s.cell = ((SELECT cell_by_version($1, c.level, c.cell)) ->> s.cover_version::text)::bigint)`

const concernList = `
SELECT c.concern_id, c.context, c.cover_version, c.cell, c.day, c.daypart, c.channel, c.worries, c.meet_dayparts,
  c.note, c.state, c.decision, c.decided_on, c.visit_by, c.closed_on, c.merged_into,
  (SELECT min(r.day) FROM stop s JOIN round r USING (municipality_id, round_id)
    WHERE s.municipality_id = $1 AND s.level = c.level AND ` + stopOfConcern + ` AND s.state = 'visited'
      AND r.day >= c.decided_on) AS visited_on,
  (SELECT count(*) FROM concern o
    WHERE o.municipality_id = $1 AND o.level = c.level AND o.cell = c.cell AND o.state <> 'closed') AS open_in_cell,
  ARRAY(SELECT o.concern_id FROM concern o
    WHERE o.municipality_id = $1 AND o.level = c.level AND o.cell = c.cell
      AND o.concern_id <> c.concern_id AND o.state <> 'closed' AND c.state <> 'closed'
      AND abs(o.day - c.day) <= 7
    ORDER BY o.day DESC, o.concern_id) AS same_matter
FROM concern c
WHERE c.municipality_id = $1 AND c.state = ANY ($2)
  AND ($3::text IS NULL OR c.decision = $3) AND ($4::uuid IS NULL OR c.concern_id = $4)
ORDER BY c.state <> 'received', c.day DESC, c.concern_id`

const concernInsert = `
INSERT INTO concern (municipality_id, concern_id, context, level, cover_version, cell, day, daypart,
  channel, worries, meet_dayparts, note)
VALUES ($11, $1, $2::text, $2::text, $3::int, $4::bigint, $5::date, $6::smallint, $7, $8, $9, $10)`

const concernDecide = `
UPDATE concern SET decision = $3, decided_on = $4::date,
  state = CASE $3::text WHEN 'not_ours' THEN 'closed' ELSE 'decided' END,
  closed_on = CASE $3::text WHEN 'not_ours' THEN $4::date END,
  visit_by = $5::date
WHERE municipality_id = $1 AND concern_id = $2 AND state <> 'closed' AND (NOT $6::bool OR decision = 'leader')`

const concernReopen = `
UPDATE concern SET state = 'received', decision = NULL, decided_on = NULL, visit_by = NULL,
  closed_on = NULL, merged_into = NULL
WHERE municipality_id = $1 AND concern_id = $2 AND state <> 'received'`

const concernClose = `
UPDATE concern SET state = 'closed', closed_on = $3::date
WHERE municipality_id = $1 AND concern_id = $2 AND state IN ('decided', 'on_round')`

// Two concerns that are merged into each other at the same moment would both be
// closed, and nobody would decide either.
const concernsLock = `
SELECT concern_id FROM concern WHERE municipality_id = $1 AND concern_id = ANY ($2) ORDER BY concern_id FOR UPDATE`

const concernMerge = `
UPDATE concern c SET state = 'closed', closed_on = $4::date, merged_into = o.concern_id
FROM concern o
WHERE c.municipality_id = $1 AND c.concern_id = $2 AND c.state <> 'closed'
  AND o.municipality_id = $1 AND o.concern_id = $3 AND o.state <> 'closed'
  AND o.concern_id <> c.concern_id AND o.context = c.context`

const concernExists = `
SELECT concern_id FROM concern WHERE municipality_id = $1 AND concern_id = $2`

// A planned stop of an approved plan, from a day on, in the cell or the one that
// stands for it in the cover of the stop's year.
const concernsOnRound = `
UPDATE concern c SET state = 'on_round'
WHERE c.municipality_id = $1 AND c.state = 'decided' AND c.decision IN ('visit', 'watch') AND c.context = 'street'
  AND ($3::uuid IS NULL OR c.concern_id = $3)
  AND EXISTS (SELECT FROM stop s
    JOIN round r USING (municipality_id, round_id) JOIN plan p USING (municipality_id, plan_id)
    WHERE s.municipality_id = $1 AND s.level = c.level AND ` + stopOfConcern + ` AND s.state = 'planned' AND r.day >= $2::date AND p.state = 'approved')`

// A concern whose cell has been visited since its decision stays on its round.
const concernsOffRound = `
UPDATE concern c SET state = 'decided'
WHERE c.municipality_id = $1 AND c.state = 'on_round' AND NOT ` + visitedSince + `
  AND NOT EXISTS (SELECT FROM stop s
    JOIN round r USING (municipality_id, round_id) JOIN plan p USING (municipality_id, plan_id)
    WHERE s.municipality_id = $1 AND s.level = c.level AND ` + stopOfConcern + ` AND s.state = 'planned' AND r.day >= $2::date AND p.state = 'approved')`
