package store_test

import (
	"slices"
	"strings"
	"testing"

	"runde/store"
	"runde/store/pgtest"
)

// What is told to be stored is what the database holds: every table of events with
// all its columns, and the other tables too.
func TestTablesAreThoseOfTheDatabase(t *testing.T) {
	db := pgtest.New(t)
	tables, err := db.Tables(t.Context())
	no(t, err)
	for i, name := range store.EventTables {
		if len(tables) <= i || tables[i].Name != name || !tables[i].Event() {
			t.Fatalf("table %d is %+v, want the events of %s", i, tables[i:], name)
		}
	}
	var found []string
	for _, table := range tables {
		for _, column := range table.Columns {
			found = append(found, table.Name+"."+column)
		}
	}
	for _, want := range []string{"concern.receipt_hash", "encounter.outcome", "weekly_bridge.target", "staff.login", "release.figure.count"} {
		if !slices.Contains(found, want) {
			t.Errorf("%s is stored and not told", want)
		}
	}
	for _, c := range eventColumns(t) {
		name, _, _ := strings.Cut(strings.TrimPrefix(c, "public."), " ")
		if !slices.Contains(found, name) {
			t.Errorf("%s is stored and not told", name)
		}
	}
}
