package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runde/store/pgtest"
)

// Two exports hold the same bytes and every row; an audit of the database or of an
// export finds nothing, until a row is published that subtraction turns against
// somebody, which both find.
func TestReleaseExportAndAudit(t *testing.T) {
	t.Parallel()
	db, _ := demoTown(t)
	const m = 1
	export := func() string {
		t.Helper()
		c := releaseExportCmd{CSV: filepath.Join(t.TempDir(), "new", "export")}
		if err := c.export(t.Context(), db, new(strings.Builder)); err != nil {
			t.Fatal(err)
		}
		return c.CSV
	}
	first, second := export(), export()
	everything, err := db.Published(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	blocks, figures := 0, 0
	for _, y := range everything.Years {
		figures += len(y.Figures)
		for _, list := range y.Blocks {
			blocks += len(list)
		}
	}
	for name, rows := range map[string]int{editionsFile: len(everything.Editions), blocksFile: blocks, figuresFile: figures} {
		a, errA := os.ReadFile(filepath.Join(first, name))
		b, errB := os.ReadFile(filepath.Join(second, name))
		if errA != nil || errB != nil || string(a) != string(b) {
			t.Errorf("%s differs between two exports: %v, %v", name, errA, errB)
		}
		if n := strings.Count(string(a), "\n") - 1; n != rows || n < 1 {
			t.Errorf("%s has %d rows, and %d were published", name, n, rows)
		}
	}
	log, err := db.Audits(t.Context(), m, 0, 2)
	if err != nil || len(log) != 2 || log[0].Action != "release.export" || log[1].Action != "release.export" {
		t.Errorf("the log of two exports says %+v, %v", log, err)
	}

	audit := func(c releaseAuditCmd) (string, error) {
		t.Helper()
		var out strings.Builder
		if c.CSV != "" {
			err := c.Run(t.Context(), streams{&out, &out})
			return out.String(), err
		}
		err := c.stored(t.Context(), db, &out)
		return out.String(), err
	}
	if said, err := audit(releaseAuditCmd{}); err != nil || strings.Count(said, "nothing found") != len(everything.Years) || len(everything.Years) < 2 {
		t.Errorf("the audit of %d years: %v\n%s", len(everything.Years), err, said)
	}
	if said, err := audit(releaseAuditCmd{CSV: first}); err != nil {
		t.Errorf("the audit of an export: %v\n%s", err, said)
	}

	cell := pgtest.Betray(t, db, m)
	said, err := audit(releaseAuditCmd{})
	if !errors.Is(err, errBetrayed) || !strings.Contains(said, cell+", all kinds: 2 to 2, k 5") {
		t.Errorf("two events in %s are betrayed: %v\n%s", cell, err, said)
	}
	said, err = audit(releaseAuditCmd{JSON: true})
	var got struct {
		Years    []attackedYear
		Findings int
	}
	if json.Unmarshal([]byte(said), &got) != nil || !errors.Is(err, errBetrayed) || got.Findings == 0 || len(got.Years[0].Findings)+len(got.Years[1].Findings) != got.Findings {
		t.Errorf("as JSON: %v\n%s", err, said)
	}
	if _, err := audit(releaseAuditCmd{CSV: export()}); !errors.Is(err, errBetrayed) {
		t.Errorf("the audit of the export: %v", err)
	}
}

// An export never takes the place of anything, and leaves nothing half written.
func TestReleaseExportRefuses(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	dir := t.TempDir()
	err := (&releaseExportCmd{CSV: dir}).export(t.Context(), db, new(strings.Builder))
	if err == nil || !strings.Contains(err.Error(), "must not exist") {
		t.Errorf("an export over a folder: %v", err)
	}
	err = (&releaseExportCmd{CSV: filepath.Join(dir, "export"), Municipality: "Nabokøbing"}).export(t.Context(), db, new(strings.Builder))
	if left, _ := os.ReadDir(dir); err == nil || len(left) > 0 {
		t.Errorf("an export of no municipality: %v, and left %v", err, left)
	}
}

// exportOf writes an export of hexagons of one block, whose figures end in the given
// columns from family to count.
func exportOf(t *testing.T, editions []string, figures ...string) string {
	t.Helper()
	const a, b = "881f205801fffff", "881f205803fffff"
	dir := t.TempDir()
	rows := map[string][]string{editionsFile: nil, blocksFile: {"A,2026,concerns,R,," + a + " " + b + ","}, figuresFile: nil}
	for _, e := range editions {
		rows[editionsFile] = append(rows[editionsFile], "A,"+e)
	}
	for _, f := range figures {
		rows[figuresFile] = append(rows[figuresFile], "A,"+strings.NewReplacer("{a}", a, "{b}", b).Replace(f))
	}
	for file, list := range rows {
		text := strings.Join(append([]string{strings.Join(columns[file], ",")}, list...), "\n") + "\n"
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The exit code tells an attack that found nothing from one that found something,
// and both from one that could not be made: what is not understood is not passed over.
func TestReleaseAuditAnswersByItsExitCode(t *testing.T) {
	t.Parallel()
	const year5, period5 = "concerns,year,2026,2026,,,,5", "concerns,period,2026-P01,2026,,,,5"
	whole, one := "concerns,year,2026,R,,,R,own,12,{a} {b},", "concerns,year,2026,one,,,R,own,9,{a},"
	for name, c := range map[string]struct {
		dir  string
		want int
	}{
		"nothing found":            {exportOf(t, []string{year5}, whole), exitOK},
		"nothing published":        {exportOf(t, nil), exitOK},
		"a remainder of three":     {exportOf(t, []string{year5}, whole, one), exitFailed},
		"years out of order":       {exportOf(t, []string{year5, "concerns,year,2027,2027,,,,5", "encounters,year,2026,2026,,,,3"}, whole, one), exitFailed},
		"no threshold":             {exportOf(t, []string{"concerns,year,2026,2026,,,,0"}, whole, one), exitUnanswered},
		"an unknown family":        {exportOf(t, []string{"visits,year,2026,2026,,,,5"}, "visits,year,2026,one,,,R,own,9,{a},"), exitUnanswered},
		"ground outside its block": {exportOf(t, []string{period5}, "concerns,period,2026-P01,one,,,R,own,12,{a} 881f205805fffff,"), exitUnanswered},
		"a block that nobody has":  {exportOf(t, []string{year5}, "concerns,year,2026,one,,,S,own,12,{a},"), exitUnanswered},
		"a side table of a part":   {exportOf(t, []string{"channels,year,2026,2026,,,,5"}, "channels,year,2026,one,neighbourhood,shop,R,own,12,{a},"), exitUnanswered},
		"a side table of a period": {exportOf(t, []string{"channels,period,2026-P01,2026,,,,5"}, "channels,period,2026-P01,R,neighbourhood,shop,,own,12,,"), exitUnanswered},
		"no export":                {t.TempDir(), exitUnanswered},
	} {
		var out, problems strings.Builder
		if code := run(t.Context(), []string{"release", "audit", "--csv", c.dir}, &out, &problems); code != c.want {
			t.Errorf("%s: exit code %d, want %d\n%s%s", name, code, c.want, &out, &problems)
		}
	}
}

// A folder that is no export is refused by file, row and column.
func TestReleaseAuditRefusesOtherFolders(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, text, says string }{
		"no file":                  {editionsFile, "", "first row"},
		"other columns":            {editionsFile, "a,b\n", "first row"},
		"no number":                {editionsFile, strings.Join(columns[editionsFile], ",") + "\nA,concerns,year,2026,soon,,,,5\n", "editions.csv, row 2: year"},
		"no cell":                  {blocksFile, strings.Join(columns[blocksFile], ",") + "\nA,2026,concerns,R,,nowhere,\n", "blocks.csv, row 2: cells"},
		"count of what is unknown": {figuresFile, strings.Join(columns[figuresFile], ",") + "\nA,concerns,year,2026,R,,,,unknown,5,,\n", "figures.csv, row 2: count"},
		"no such edition":          {figuresFile, strings.Join(columns[figuresFile], ",") + "\nA,concerns,period,2026-P01,R,,,,own,5,,\n", "figures.csv, row 2: period"},
		"no year of a block":       {blocksFile, strings.Join(columns[blocksFile], ",") + "\nA,soon,concerns,R,,,\n", "blocks.csv, row 2: year"},
		"no family of a block":     {blocksFile, strings.Join(columns[blocksFile], ",") + "\nA,2026,presence,R,,,\n", "blocks.csv, row 2: family"},
		"no edition":               {figuresFile, strings.Join(columns[figuresFile], ",") + "\nA,concerns,year,2025,R,,,,own,5,,\n", "figures.csv, row 2: period"},
	} {
		dir := t.TempDir()
		texts := map[string]string{
			editionsFile: strings.Join(columns[editionsFile], ",") + "\nA,concerns,year,2026,2026,,,,5\n",
			blocksFile:   strings.Join(columns[blocksFile], ",") + "\n",
			figuresFile:  strings.Join(columns[figuresFile], ",") + "\n",
		}
		texts[c.file] = c.text
		for file, text := range texts {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := readReleases(dir); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %s", name, err, c.says)
		}
	}
}
