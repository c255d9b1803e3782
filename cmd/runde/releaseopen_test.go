package main

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"runde/geo/release/noise"
	"runde/store"
	"runde/store/pgtest"
)

// Open data is chosen for what comes, written as files that explain themselves, and
// both are in the log.
func TestReleaseOpen(t *testing.T) {
	t.Parallel()
	db, _ := demoTown(t)
	export := openExportCmd{Municipality: demoName, CSV: filepath.Join(t.TempDir(), "open")}
	if err := export.export(t.Context(), db, io.Discard); !errors.Is(err, errNothingOpen) {
		t.Errorf("before the choice: %v, want %v", err, errNothingOpen)
	}
	if err := chooseOpen(t.Context(), db, strings.ToLower(demoName), true); err != nil {
		t.Fatal(err)
	}
	db.SetClock(func() time.Time { return pgtest.Now.AddDate(0, 0, 28) })
	if err := (demoMap{OSM: "no such file: the map is not read again"}).load(t.Context(), db, io.Discard); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	if err := export.export(t.Context(), db, &said); err != nil {
		t.Fatal(err)
	}
	rows := readCSV(t, export.CSV, "open-data.csv")
	if diff := strings.Join(rows[0], ","); diff != "family,level,period,node,kind,count,uncertain,eps,sd" {
		t.Errorf("columns %s", diff)
	}
	drawn, err := db.OpenFigures(t.Context(), 1)
	if err != nil || len(rows) != len(drawn)+1 || len(drawn) < 10 || !strings.HasPrefix(said.String(), strconv.Itoa(len(drawn))+" open figures") {
		t.Fatalf("%d rows of %d figures, %v; said %q", len(rows)-1, len(drawn), err, said.String())
	}
	all := releaseExportCmd{CSV: filepath.Join(t.TempDir(), "all")}
	if err := all.export(t.Context(), db, io.Discard); err != nil {
		t.Fatal(err)
	}
	if n := len(readCSV(t, all.CSV, openFile)) - 1; n != len(drawn) {
		t.Errorf("an export of everything has %d of %d open figures", n, len(drawn))
	}
	for _, r := range rows[1:] {
		count, err := strconv.Atoi(r[5])
		sd, err2 := strconv.ParseFloat(r[8], 64)
		if err := errors.Join(err, err2); err != nil || count < 0 || (r[6] == "yes") != (float64(count) < 2*sd) {
			t.Errorf("row %v: %v", r, err)
		}
	}
	nodes := map[string]bool{"R of encounters": true, "R of concerns": true}
	for _, r := range readCSV(t, export.CSV, "open-areas.csv")[1:] {
		nodes[r[3]+" of "+r[1]] = r[4] != ""
	}
	for _, r := range rows[1:] {
		if !nodes[r[3]+" of "+r[0]] {
			t.Errorf("open-areas.csv does not say where %s of %s is", r[3], r[0])
		}
	}
	log, err := db.Audits(t.Context(), 1, 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []store.Audit{{Action: "release.export", ObjectType: "open_data", ObjectID: "all"}, {Action: "setting.change", ObjectType: "setting", ObjectID: "open_data"}} {
		if !slices.ContainsFunc(log, func(a store.Audit) bool {
			return a.Action == want.Action && a.ObjectType == want.ObjectType && a.ObjectID == want.ObjectID
		}) {
			t.Errorf("the log does not say %s of %s %s", want.Action, want.ObjectType, want.ObjectID)
		}
	}
}

func readCSV(t *testing.T, dir, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	return rows
}

// The file tells unit, cap, budget and each level's noise as the figures were drawn.
func TestOpenReadmeTellsTheNoise(t *testing.T) {
	list := make([]store.OpenFigure, 4)
	for i, e := range []noise.Epsilon{{S: 1, T: 4}, {S: 1, T: 2}, {S: 1, T: 8}, {S: 3, T: 4}} {
		list[i] = store.OpenFigure{Epsilon: e, DayCap: 1}
	}
	list[0].Level, list[1].Level, list[2].Level, list[3].Level = "week", "period", "period", "year"
	var out strings.Builder
	if err := writeOpenReadme(&out, "Prøvekøbing", list); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`^Åbne data fra gadeplansarbejdet i Prøvekøbing\n`,
		`(?m)^  week +1/4 +5,64 +12$`, `(?m)^  period +1/2 +2,80 +6$`, `(?m)^  year +3/4 +1,84 +4$`,
		`højst eps = 1,50 `, `ét møde eller én henvendelse, ikke en person`, `højst 1 af samme art i samme felt på samme dag`,
	} {
		if !regexp.MustCompile(want).MatchString(out.String()) {
			t.Errorf("nothing says %s in\n%s", want, out.String())
		}
	}
}
