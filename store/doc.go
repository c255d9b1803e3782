// Package store is everything Runde remembers. All SQL is here (and in the
// subpackages and migrations); a file is a noun.
//
// # One way to a transaction
//
// Nothing reaches the database but through [DB.App], [DB.AppRead],
// [DB.Management], [DB.Public] and [DB.Owner]. Each opens a transaction and, in the
// same round trip, takes on a database role and a municipality for that
// transaction alone. Row-level security reads the municipality, so a query that
// forgets it in its WHERE clause sees no row of anybody else. Municipality 0 means
// none: no row of any municipality is seen.
//
//	runde_owner       owns every table; migrations and maintenance. Row-level
//	                  security is forced, so it binds the owner too.
//	runde_app         reads and writes what the program does; owns nothing
//	runde_management  reads the schema release, nothing else
//	runde_public      may call three functions: send, ask, withdraw
//
// Outside a transaction a pooled connection is runde_app without a municipality.
// A connection that comes back to the pool with any other identity is closed.
//
// # How a noun file looks
//
// The type; exported methods on [DB], each of them one transaction; unexported
// functions on a pgx.Tx, each of them one query, so that methods compose; the SQL
// as constants at the end. Queries name municipality_id first in every WHERE, so
// that they use the keys. Rows are read with pgx.CollectRows and
// pgx.RowToStructByName. A test finds the constants and prepares each one against
// the migrated schema, which is why no SQL is written inside a call.
//
//	func (db *DB) Team(ctx context.Context, m int32, id uuid.UUID) (Team, error) {
//		var out Team
//		err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
//			out, err = team(ctx, tx, m, id)
//			return err
//		})
//		return out, err
//	}
//
//	func team(ctx context.Context, tx pgx.Tx, m int32, id uuid.UUID) (Team, error) {
//		return one[Team](ctx, tx, teamByID, m, id)
//	}
//
//	const teamByID = `
//	SELECT team_id, name FROM team WHERE municipality_id = $1 AND team_id = $2`
//
// # A new table
//
// It starts with municipality_id in its primary key and every other key, calls
// protect, grants runde_app what it needs, and names every constraint. The schema
// tests then ask for the rest: its constraints in constraints.go, a row in
// testdata/world.sql, and its columns, read and agreed to, in
// testdata/columns.golden (written by go test ./store -run Columns -update). A table
// of events also joins the list in schema_columns_test.go.
//
// # Errors
//
// A refused row comes back from PostgreSQL with the row in the message. It must
// never reach a log or a page, so every error of the database is turned into one
// of this package's own before a transaction returns: the name of the violated
// constraint is looked up in one table, and what is not in the table becomes an
// error that says its SQLSTATE and nothing more.
//
// # Time
//
// The clock is an input: [DB.Now] and [DB.Today] read a clock that tests set. A
// method asks once and hands the answer on, so that one transaction has one now.
// SQL never calls now().
package store
