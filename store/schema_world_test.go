package store_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"runde/store"
	"runde/store/pgtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The municipalities of the schema tests.
const (
	ours   = 1
	theirs = 2
)

// schemaWorld is two municipalities with one row in every table each.
func schemaWorld(t *testing.T) *store.DB {
	t.Helper()
	db := pgtest.New(t)
	sql, err := os.ReadFile("testdata/world.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []int32{ours, theirs} {
		filled := strings.ReplaceAll(string(sql), ":m", strconv.Itoa(int(m)))
		if err := asApp(t, db, m, filled); err != nil {
			t.Fatalf("world of municipality %d: %v", m, err)
		}
	}
	return db
}

// asApp runs statements as the program.
func asApp(t *testing.T, db *store.DB, m int32, sql string) error {
	return db.App(t.Context(), m, exec(t.Context(), sql))
}

func exec(ctx context.Context, sql string) func(pgx.Tx) error {
	return func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, sql)
		return err
	}
}

// catalogue reads one text column as the owner of the schema.
func catalogue(t *testing.T, db *store.DB, sql string) []string {
	t.Helper()
	var out []string
	err := db.Owner(t.Context(), 0, func(tx pgx.Tx) (err error) {
		rows, _ := tx.Query(t.Context(), sql)
		out, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// none fails with the list when it is not empty.
func none(t *testing.T, rule string, found []string) {
	t.Helper()
	if len(found) > 0 {
		t.Errorf("%s, but:\n  %s", rule, strings.Join(found, "\n  "))
	}
}

// golden compares with a file in testdata, or writes it under -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s (-want +got):\n%s\nIf every change is right, run the test with -update.", path, d)
	}
}

// wantInvalid fails unless the error is an InvalidError of that field.
func wantInvalid(t *testing.T, err error, field string) {
	t.Helper()
	var inv *store.InvalidError
	if !errors.As(err, &inv) || inv.Field != field {
		t.Errorf("error %v; want an InvalidError of the field %s", err, field)
	}
}
