package store_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"

	"runde/store"
	"runde/store/pgtest"
)

// Cells around 56.15° N 10.2° E. The cover of testdata/world.sql holds the first
// and the remainder of the municipality, 0.
const (
	inCover     = 617540892605284351  // resolution 9
	sibling     = 617540892605546495  // resolution 9, counted in the remainder
	parent      = 613037292979748863  // resolution 8
	child       = 622044492232425471  // resolution 10
	edge        = 1266059238946635775 // an edge of inCover
	vertex      = 2346923149515554815 // a vertex of it
	randomID    = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
	timeID      = "01890a5d-ac96-774b-bcce-b302099a8057" // a UUIDv7 carries its time
	worldRound  = "00000000-0000-4000-8000-00000000000a"
	wednesday   = "2026-11-18"
	lastJanuary = "2025-01-15"
)

func insertEncounter(id string, version int, cell int64, day string) string {
	return fmt.Sprintf(`INSERT INTO encounter (municipality_id, encounter_id, round_id, cover_version, cell, day, daypart, outcome)
		VALUES (1, '%s', '%s', %d, %d, '%s', 1, 'nobody_met')`, id, worldRound, version, cell, day)
}

func insertConcern(context, level string, version int, cell int64) string {
	return fmt.Sprintf(`INSERT INTO concern (municipality_id, concern_id, context, level, cover_version, cell, day, daypart, channel, worries)
		VALUES (1, '%s', '%s', '%s', %d, %d, '%s', 1, 'neighbour', '{}')`, randomID, context, level, version, cell, wednesday)
}

// R2, R3: the database itself refuses every position but a cell of the cover in
// force, and a home outside the coarse one.
func TestDatabaseRefusesOtherCells(t *testing.T) {
	db := schemaWorld(t)
	for name, sql := range map[string]string{
		"encounter outside the cover":      insertEncounter(randomID, 2026, sibling, wednesday),
		"encounter in a coarser cell":      insertEncounter(randomID, 2026, parent, wednesday),
		"encounter in a finer cell":        insertEncounter(randomID, 2026, child, wednesday),
		"encounter on an edge":             insertEncounter(randomID, 2026, edge, wednesday),
		"encounter on a vertex":            insertEncounter(randomID, 2026, vertex, wednesday),
		"encounter in a negative cell":     insertEncounter(randomID, 2026, -1, wednesday),
		"concern outside the cover":        insertConcern("street", "street", 2026, sibling),
		"concern in a finer cell":          insertConcern("street", "street", 2026, child),
		"home in a street cell":            insertConcern("home", "home", 2026, inCover),
		"finer cell put into the cover":    fmt.Sprintf(`INSERT INTO cover_cell VALUES (1, 'street', 2026, %d, 60, 50)`, child),
		"count of a cell not in the cover": fmt.Sprintf(`INSERT INTO weekly_presence (municipality_id, cover_version, cell, week, minutes) VALUES (1, 2026, %d, '2026-11-16', 5)`, sibling),
	} {
		t.Run(name, func(t *testing.T) { wantInvalid(t, asApp(t, db, ours, sql), "cell") })
	}
	for name, c := range map[string]struct{ sql, field string }{
		"home held as street":               {insertConcern("home", "street", 2026, inCover), "context"},
		"street held as home":               {insertConcern("street", "home", 2026, 0), "context"},
		"home on a round":                   {insertConcern("home", "home", 2026, 0) + `; UPDATE concern SET state = 'on_round', decision = 'visit', decided_on = day WHERE context = 'home'`, "state"},
		"cover of another year":             {insertEncounter(randomID, 2026, inCover, lastJanuary), "cover_version"},
		"id that carries the time":          {insertEncounter(timeID, 2026, inCover, wednesday), "id"},
		"cell with fewer homes than agreed": {fmt.Sprintf(`INSERT INTO cover_cell VALUES (1, 'street', 2026, %d, 49, 50)`, sibling), "dwellings"},
	} {
		t.Run(name, func(t *testing.T) { wantInvalid(t, asApp(t, db, ours, c.sql), c.field) })
	}
}

// The database tells a cell index from any other number: testdata/h3_index_cases.csv
// holds 1,500 of each. It does not know which digit a pentagon lacks; those few
// indexes are refused by the key to the cover, which Go checks when it is built.
func TestDatabaseKnowsCellIndexes(t *testing.T) {
	db := pgtest.New(t)
	file, err := os.Open("testdata/h3_index_cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) != 3001 {
		t.Fatalf("%d rows, %v; want 3001", len(rows), err)
	}
	err = db.App(t.Context(), 0, func(tx pgx.Tx) error {
		for _, r := range rows[1:] {
			index, err := strconv.ParseInt(r[0], 10, 64)
			if err != nil {
				return err
			}
			var got bool
			if err := tx.QueryRow(t.Context(), `SELECT h3_is_cell($1)`, index).Scan(&got); err != nil {
				return err
			}
			if want := r[2] == "1"; got != want && !(got && lacksDigit(index)) {
				t.Errorf("h3_is_cell(%s) = %v; want %v", r[1], got, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// lacksDigit reports whether the index is in a pentagon's base cell and its first
// digit that is not 0 is 1, the one that pentagons do not have.
func lacksDigit(index int64) bool {
	pentagons := []int64{4, 14, 24, 38, 49, 58, 63, 72, 83, 97, 107, 117}
	if !slices.Contains(pentagons, index>>45&127) {
		return false
	}
	for r := int64(1); r <= index>>52&15; r++ {
		if digit := index >> (3 * (15 - r)) & 7; digit != 0 {
			return digit == 1
		}
	}
	return false
}

// The floor of a cover is its own: a cell cannot bring a lower one along.
func TestCellHasTheFloorOfItsCover(t *testing.T) {
	db := schemaWorld(t)
	sql := fmt.Sprintf(`INSERT INTO cover_cell VALUES (1, 'street', 2026, %d, 5, 5)`, sibling)
	if err := asApp(t, db, ours, sql); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("error %v; want %v: no cover has that floor", err, store.ErrNotFound)
	}
}

// What the rules are for is accepted.
func TestDatabaseAcceptsCellsOfTheCover(t *testing.T) {
	db := schemaWorld(t)
	for _, sql := range []string{
		insertEncounter(randomID, 2026, inCover, wednesday),
		insertConcern("street", "street", 2026, inCover),
		`DELETE FROM concern; ` + insertConcern("home", "home", 2026, 0),
	} {
		if err := asApp(t, db, ours, sql); err != nil {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

// An encounter belongs to a round of its own day.
func TestEncounterHasTheDayOfItsRound(t *testing.T) {
	db := schemaWorld(t)
	if err := asApp(t, db, ours, insertEncounter(randomID, 2026, inCover, "2026-11-17")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("error %v; want %v", err, store.ErrNotFound)
	}
}
