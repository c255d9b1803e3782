package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"runde/store"
	"runde/store/pgtest"
)

// identity is who a transaction is, as PostgreSQL tells it.
type identity struct {
	Role, Municipality string
	Backend            int
}

func who(ctx context.Context, into *identity) func(pgx.Tx) error {
	return func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT current_user, coalesce(current_setting('runde.municipality_id', true), ''), pg_backend_pid()`).
			Scan(&into.Role, &into.Municipality, &into.Backend)
	}
}

// Each way into the database is the role and the municipality that it says.
func TestTransactionsHaveTheirIdentity(t *testing.T) {
	db := pgtest.New(t)
	for want, run := range map[identity]func(context.Context, int32, func(pgx.Tx) error) error{
		{Role: "runde_app", Municipality: "7"}:        db.App,
		{Role: "runde_app", Municipality: "8"}:        db.AppRead,
		{Role: "runde_management", Municipality: "9"}: db.Management,
		{Role: "runde_public", Municipality: "10"}:    db.Public,
		{Role: "runde_owner", Municipality: ""}:       db.Owner,
	} {
		m := map[string]int32{"": 0, "7": 7, "8": 8, "9": 9, "10": 10}[want.Municipality]
		var got identity
		if err := run(t.Context(), m, who(t.Context(), &got)); err != nil {
			t.Fatal(err)
		}
		if got.Backend = 0; got != want {
			t.Errorf("identity %v; want %v", got, want)
		}
	}
}

// A transaction for reading writes nothing, whoever it is.
func TestReadingDoesNotWrite(t *testing.T) {
	db := schemaWorld(t)
	if err := db.AppRead(t.Context(), ours, exec(t.Context(), `DELETE FROM setting`)); err == nil {
		t.Error("a deletion in AppRead: no error")
	}
}

// An error or an identity taken on for the whole session does not reach
// the next transaction on the same connection.
func TestNothingLeaksIntoTheNextTransaction(t *testing.T) {
	db := oneConnection(t)
	for name, sql := range map[string]string{
		"municipality": `SELECT set_config('runde.municipality_id', '2', false)`,
		"role":         `SET SESSION ROLE runde_owner`,
		"failure":      `SELECT 1/0`,
	} {
		var before, after identity
		if err := db.App(t.Context(), ours, who(t.Context(), &before)); err != nil {
			t.Fatal(err)
		}
		_ = db.App(t.Context(), ours, exec(t.Context(), sql))
		if err := db.App(t.Context(), 0, who(t.Context(), &after)); err != nil {
			t.Fatal(err)
		}
		if after.Role != "runde_app" || after.Municipality != "" {
			t.Errorf("%s: the next transaction is %v", name, after)
		}
		if kept := before.Backend == after.Backend; kept != (name == "failure") {
			t.Errorf("%s: connection kept = %v", name, kept)
		}
	}
}

// oneConnection is a pool whose transactions all meet on one connection.
func oneConnection(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), pgtest.DSN(t)+"&pool_max_conns=1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db
}

// A transaction that fails leaves nothing behind; its error comes back.
func TestFailedTransactionIsUndone(t *testing.T) {
	db := schemaWorld(t)
	mine := errors.New("mine")
	err := db.App(t.Context(), ours, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `DELETE FROM setting`)
		return errors.Join(err, mine)
	})
	if !errors.Is(err, mine) {
		t.Errorf("error %v; want %v", err, mine)
	}
	if n := countRows(t, db, ours, "setting"); n != 1 {
		t.Errorf("%d settings; want 1", n)
	}
}

// No error repeats what was refused, whatever part of PostgreSQL refused it.
func TestErrorsRepeatNoValue(t *testing.T) {
	db := schemaWorld(t)
	const canary = "fryser-ved-kanalen"
	for name, c := range map[string]struct {
		sql  string
		want error
	}{
		"check":             {`UPDATE concern SET note = repeat('` + canary + `', 20)`, store.ErrInvalid},
		"unique key":        {`INSERT INTO setting VALUES (1, 'k', '"` + canary + `"')`, store.ErrConflict},
		"foreign key":       {`UPDATE concern SET cell = 617540892605546495, note = '` + canary + `'`, store.ErrInvalid},
		"null":              {`UPDATE concern SET day = NULL, note = '` + canary + `'`, store.ErrInvalid},
		"wrong type":        {`SELECT '` + canary + `'::int`, store.ErrInvalid},
		"not encodable":     {`SELECT convert_from('\xff', 'UTF8')`, store.ErrInvalid},
		"no right":          {`TRUNCATE concern`, store.ErrForbidden},
		"other's row":       {`INSERT INTO street_name VALUES (2, '` + canary + `')`, store.ErrForbidden},
		"unknown":           {`DO $$ BEGIN RAISE EXCEPTION '` + canary + `'; END $$`, nil},
		"misspelled":        {`SELECT "` + canary + `" FROM concern`, nil},
		"unknown condition": {`DO $$ BEGIN RAISE check_violation USING CONSTRAINT = 'elsewhere', MESSAGE = '` + canary + `'; END $$`, nil},
	} {
		err := asApp(t, db, ours, c.sql)
		if err == nil || (c.want != nil && !errors.Is(err, c.want)) {
			t.Errorf("%s: error %v; want %v", name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), canary) {
			t.Errorf("%s: the error repeats the value: %v", name, err)
		}
	}
}

// Two transactions that wait for each other end with a conflict, not a hang.
func TestDeadlockIsAConflict(t *testing.T) {
	db := pgtest.New(t)
	const first, second = `SELECT pg_advisory_xact_lock(1)`, `SELECT pg_advisory_xact_lock(2)`
	holds := [2]chan struct{}{make(chan struct{}), make(chan struct{})}
	results := make(chan error, 2)
	for i, order := range [2][2]string{{first, second}, {second, first}} {
		go func() {
			results <- db.App(t.Context(), 0, func(tx pgx.Tx) error {
				if _, err := tx.Exec(t.Context(), order[0]); err != nil {
					return err
				}
				close(holds[i])
				<-holds[1-i]
				_, err := tx.Exec(t.Context(), order[1])
				return err
			})
		}()
	}
	a, b := <-results, <-results
	if (a == nil) == (b == nil) || !errors.Is(errors.Join(a, b), store.ErrConflict) {
		t.Errorf("errors %v and %v; want one %v", a, b, store.ErrConflict)
	}
}

// A database that cannot be reached, or was never prepared, says so.
func TestUnavailable(t *testing.T) {
	for name, dsn := range map[string]string{
		"nobody there": "postgres:///x?host=/nowhere",
		"not migrated": pgtest.Empty(t),
	} {
		if _, err := store.Open(t.Context(), dsn); !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%s: %v; want %v", name, err, store.ErrUnavailable)
		}
	}
	if _, err := store.Open(t.Context(), "postgres://user:secret-word@[::1"); err == nil || strings.Contains(err.Error(), "secret-word") {
		t.Errorf("unreadable connection string: %v; want an error without the password", err)
	}
}

// A caller who gave up gets the error of its own context.
func TestCancelledCaller(t *testing.T) {
	db := pgtest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := db.App(ctx, ours, who(ctx, new(identity))); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v; want %v", err, context.Canceled)
	}
}

// The day changes at midnight in Denmark, in summer and in winter.
func TestTodayIsDanish(t *testing.T) {
	db := pgtest.New(t)
	for now, want := range map[string]string{
		"2026-07-01T21:59:59Z": "2026-07-01",
		"2026-07-01T22:00:00Z": "2026-07-02",
		"2026-12-01T22:59:59Z": "2026-12-01",
		"2026-12-01T23:00:00Z": "2026-12-02",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		db.SetClock(func() time.Time { return at })
		if got := db.Today().String(); got != want {
			t.Errorf("at %s it is %s; want %s", now, got, want)
		}
	}
}
