package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// The errors a caller can act on; the web layer has one table from them to HTTP
// status. Compare with errors.Is.
var (
	ErrNotFound    = errors.New("not found")
	ErrConflict    = errors.New("somebody else was first")
	ErrInvalid     = errors.New("invalid")
	ErrForbidden   = errors.New("not allowed")
	ErrUnavailable = errors.New("the database cannot be reached")
	// ErrMapUnusable is what no page can show and no plan be made of: a stored map
	// that is another version's or was altered. Reading the map again mends it.
	ErrMapUnusable = errors.New("the stored map cannot be used by this program: it must be read again")
	// ErrPlanChanged is a proposal that was changed by hand while another was made of it.
	ErrPlanChanged = errors.New("the proposal was changed meanwhile")
)

// InvalidError says which field breaks which rule. It never holds the value. It is
// an ErrInvalid.
type InvalidError struct{ Field, Rule string }

// Error names the field and the rule.
func (e *InvalidError) Error() string { return e.Field + ": " + e.Rule }

// Is makes every InvalidError an ErrInvalid.
func (e *InvalidError) Is(target error) bool { return target == ErrInvalid }

func invalid(field, rule string) error { return &InvalidError{field, rule} }

var errDSN = errors.New("DATABASE_URL: not a PostgreSQL connection string")

// errNotMigrated is what [Open] finds in a database that [Migrate] has not
// prepared, or that an older program has.
var errNotMigrated = fmt.Errorf("%w: its schema is not this program's", ErrUnavailable)

// unavailable keeps the cause of a failed connection; a cancelled caller stays
// cancelled.
func unavailable(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) && (pg.Code == "22023" || pg.Code == "42P01" || pg.Code == "42501") { // no role, no table, no grant
		return errNotMigrated
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

// domainError turns an error of the database into one of this package's. The
// message of the database is dropped: it may hold the row.
func domainError(err error) error {
	var pg *pgconn.PgError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, pgx.ErrNoRows):
		return ErrNotFound
	case !errors.As(err, &pg):
		return err
	}
	if known, ok := constraintErrors[pg.ConstraintName]; ok {
		return known
	}
	return conditionError(pg)
}

// conditionError goes by the SQLSTATE where no constraint is named.
func conditionError(pg *pgconn.PgError) error {
	switch {
	case pg.Code == "42501": // no grant, or a row of another municipality
		return ErrForbidden
	case pg.Code == "23502":
		return invalid(pg.ColumnName, "is missing")
	}
	switch pg.Code[:2] {
	case "08", "53", "57", "58": // connection, resources, operator, system
		return fmt.Errorf("%w: SQLSTATE %s", ErrUnavailable, pg.Code)
	case "40": // deadlock, serialisation
		return ErrConflict
	case "22": // text, number or date that no column of that type can hold
		return invalid("value", "is not of its type")
	}
	return fmt.Errorf("database: SQLSTATE %s", pg.Code)
}
