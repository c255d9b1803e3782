package store

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
)

// EventTables hold what concerns a person: a meeting or a worry, or counts of them.
var EventTables = []string{
	"concern", "encounter", "withdrawn_encounter",
	"weekly_concern", "weekly_outcome", "weekly_presence", "weekly_bridge", "release_ledger", "release_tally",
}

// Table is a table of the database as it is, for everybody to see what is stored.
type Table struct {
	Name    string   `db:"name"` // with its schema, where that is not public
	Columns []string `db:"columns"`
}

// Event reports whether the table is one of [EventTables].
func (t Table) Event() bool { return slices.Contains(EventTables, t.Name) }

// Tables are all tables of the program, read from the database's own catalogue: the
// events first, in the order of [EventTables], then the others by name. The tables
// of the job queue and of the migrations are left out; they hold ids alone.
func (db *DB) Tables(ctx context.Context) ([]Table, error) {
	var out []Table
	err := db.AppRead(ctx, 0, func(tx pgx.Tx) (err error) {
		out, err = all[Table](ctx, tx, tableList, EventTables)
		return err
	})
	return out, err
}

const tableList = `
SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name,
  array_agg(a.attname::text ORDER BY a.attnum) AS columns
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname IN ('public', 'release') AND c.relkind IN ('r', 'p') AND c.relname <> 'goose_db_version'
GROUP BY n.nspname, c.relname
ORDER BY CASE n.nspname WHEN 'public' THEN array_position($1::text[], c.relname::text) END NULLS LAST, n.nspname, c.relname`
