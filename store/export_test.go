package store

import (
	"context"

	"runde/geo"
	"runde/routes/plans"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// ConstraintErrors lets the schema test compare the table with the schema.
var ConstraintErrors = constraintErrors

// MigrateDown takes the migrations of the tables back that come after a version.
func MigrateDown(ctx context.Context, dsn string, version int64) error {
	cfg, err := pgx.ParseConfig(dsn)
	if err != nil {
		return err
	}
	cfg.RuntimeParams["role"] = ownerRole
	db := stdlib.OpenDB(*cfg)
	defer db.Close()
	provider, err := gooseProvider(db)
	if err != nil {
		return err
	}
	_, err = provider.DownTo(ctx, version)
	return err
}

// Within lets a test hold the rule in Go against the one in SQL.
var Within = within

// MarkOnRounds is what approving and changing a plan does to concerns.
var MarkOnRounds = markOnRounds

// SetRestWhile is SetRest without a rest, with something that happens while it is planned.
func (db *DB) SetRestWhile(ctx context.Context, m int32, by By, plan, shift uuid.UUID, meanwhile func()) error {
	_, _, err := db.changeRest(ctx, m, by, plan, shift, "plan.set_round", func(in plans.Input, p plans.Plan, r PlanRound) (plans.Plan, error) {
		meanwhile()
		round := roundOf(p, shift)
		round.Stops = round.Stops[:len(r.today(by.At).Visited)]
		out, _, err := plans.Evaluate(in, p)
		return out, err
	})
	return err
}

// CellByVersion are the cells that stand for a cell of the street, by year.
func (db *DB) CellByVersion(ctx context.Context, m int32, c geo.Cell) (map[int]geo.Cell, error) {
	out := map[int]geo.Cell{}
	err := db.AppRead(ctx, m, func(tx pgx.Tx) error {
		var version int
		var cell geo.Cell
		rows, _ := tx.Query(ctx, cellsByVersion, m, int64(c))
		_, err := pgx.ForEachRow(rows, []any{&version, &cell}, func() error {
			out[version] = cell
			return nil
		})
		return err
	})
	return out, err
}

const cellsByVersion = `
SELECT key::int, value::bigint FROM jsonb_each_text(cell_by_version($1, 'street', $2::bigint)) WHERE value IS NOT NULL`

// ForgetStreets is what the program remembers of street networks when it is started
// again: nothing.
func ForgetStreets() {
	loaded.by.Purge()
	loaded.refused.Purge()
	loaded.last.Purge()
}
