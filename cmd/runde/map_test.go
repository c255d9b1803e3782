package main

import (
	"encoding/json"
	"strings"
	"testing"

	"runde/store"
	"runde/store/pgtest"
)

// Both maps are listed with what they hold, and going back exchanges them.
func TestMapListAndRestore(t *testing.T) {
	t.Parallel()
	db, _ := twoMaps(t)
	const name = "prøvekøbing"
	list := func(asJSON bool) string {
		t.Helper()
		var out strings.Builder
		if err := (&mapListCmd{Municipality: name, JSON: asJSON}).list(t.Context(), db, &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	lines := strings.Split(strings.TrimSpace(list(false)), "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[1], "live   2026-11-18 11:00 CET") || !strings.HasPrefix(lines[2], "kept   2026-11-18 11:00 CET") {
		t.Errorf("listed as\n%s", strings.Join(lines, "\n"))
	}
	var before, after []listedMap
	if err := json.Unmarshal([]byte(list(true)), &before); err != nil || len(before) != 2 || before[0].Figures.Nodes == 0 || before[0].State != "live" {
		t.Fatalf("%v, %+v", err, before)
	}
	var out strings.Builder
	if err := (&mapRestoreCmd{Municipality: name, Reason: "the bridge is missing"}).restore(t.Context(), db, &out); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(list(true)), &after); err != nil || after[0].Checksum != before[1].Checksum || after[1].Checksum != before[0].Checksum {
		t.Errorf("%v: %+v after going back from %+v", err, after, before)
	}
	if !strings.Contains(out.String(), after[0].Checksum[:16]) {
		t.Errorf("going back said\n%s", out.String())
	}
	log, err := db.Audits(t.Context(), 1, 0, 1)
	if err != nil || log[0].Action != "map.restore" || log[0].ObjectID != after[0].Checksum || log[0].Reason != "the bridge is missing" {
		t.Errorf("the log says %+v, %v", log, err)
	}
}

// Where nothing is kept, or nothing that can be used, that is said and nothing changes.
func TestMapRestoreRefuses(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if _, err := db.ImportMap(t.Context(), store.By{At: db.Now()}, toStore(readTown(t), "Prøvekøbing", 20, 20)); err != nil {
		t.Fatal(err)
	}
	for name, says := range map[string]string{"Prøvekøbing": "no map is kept", "Nabokøbing": "none of that name"} {
		err := (&mapRestoreCmd{Municipality: name}).restore(t.Context(), db, new(strings.Builder))
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v; want %s", name, err, says)
		}
	}
}
