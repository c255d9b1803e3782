package pgtest_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"runde/store/pgtest"
)

// Each test has its own database: what one writes, the other does not see.
func TestDatabasesAreApart(t *testing.T) {
	for range 2 {
		err := pgtest.New(t).App(t.Context(), 1, func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), `INSERT INTO municipality (municipality_id, name) VALUES (1, 'Prøvekøbing')`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// The clock of a test database stands still.
func TestClockStands(t *testing.T) {
	db := pgtest.New(t)
	if got := db.Now(); !got.Equal(pgtest.Now) {
		t.Errorf("Now = %v; want %v", got, pgtest.Now)
	}
	if got := db.Today().String(); got != "2026-11-18" {
		t.Errorf("Today = %s; want 2026-11-18", got)
	}
}

// An empty database has no table of ours.
func TestEmpty(t *testing.T) {
	conn, err := pgx.Connect(t.Context(), pgtest.Empty(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var n int
	if err := conn.QueryRow(t.Context(), `SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`).Scan(&n); err != nil || n != 0 {
		t.Errorf("tables = %d, %v; want none", n, err)
	}
}

func BenchmarkClone(b *testing.B) {
	pgtest.DSN(b)
	for b.Loop() {
		pgtest.DSN(b)
	}
}
