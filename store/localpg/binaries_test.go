package localpg

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fakeBinaries is a folder whose postgres says it is of that version.
func fakeBinaries(t *testing.T, version string) string {
	t.Helper()
	dir := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\necho 'postgres (PostgreSQL) %s'\n", version)
	for _, name := range []string{"postgres", "initdb"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// onlyInstalled makes those folders the whole of what is installed.
func onlyInstalled(t *testing.T, dirs ...string) {
	t.Helper()
	old := installedPatterns
	installedPatterns = dirs
	t.Cleanup(func() { installedPatterns = old })
	t.Setenv("PATH", "/nonexistent")
}

// written makes a data folder hold data of those versions.
func written(t *testing.T, majors ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, m := range majors {
		if err := os.MkdirAll(filepath.Join(dir, "postgres", m), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestBinariesAreChosen(t *testing.T) {
	onlyInstalled(t, fakeBinaries(t, "15.14 (Debian 15.14-0+deb12u1)"), fakeBinaries(t, "17.2"), fakeBinaries(t, "14.9"))
	for name, c := range map[string]struct {
		opt  Options
		want int
	}{
		"the newest for a new folder":              {Options{Dir: written(t)}, 17},
		"the one that wrote the data":              {Options{Dir: written(t, "15")}, 15},
		"the newest of those that wrote data":      {Options{Dir: written(t, "15", "17")}, 17},
		"an installed one before an absent one":    {Options{Dir: written(t, "15", "18")}, 15},
		"the one that is named, whatever is there": {Options{Dir: written(t, "15"), BinDir: fakeBinaries(t, "16.1")}, 16},
		"a version of development":                 {Options{Dir: written(t), BinDir: fakeBinaries(t, "19devel")}, 19},
	} {
		got, err := findBinaries(t.Context(), c.opt)
		if err != nil || got.major != c.want {
			t.Errorf("%s: PostgreSQL %d, %v; want %d", name, got.major, err, c.want)
		}
	}
}

func TestBinariesAreRefused(t *testing.T) {
	onlyInstalled(t, fakeBinaries(t, "15.14"))
	empty := t.TempDir()
	lone := fakeBinaries(t, "16.1")
	if err := os.Remove(filepath.Join(lone, "initdb")); err != nil {
		t.Fatal(err)
	}
	for want, opt := range map[string]Options{
		"RUNDE_PG_BIN: no postgres in the folder":   {Dir: written(t), BinDir: empty},
		"RUNDE_PG_BIN: no initdb":                   {Dir: written(t), BinDir: lone},
		"PostgreSQL 14 is too old":                  {Dir: written(t), BinDir: fakeBinaries(t, "14.9")},
		"written by PostgreSQL 16, which is not in": {Dir: written(t, "16"), BinDir: ""},
		"no version in its answer":                  {Dir: written(t), BinDir: fakeBinaries(t, "unknown")},
	} {
		if _, err := findBinaries(t.Context(), opt); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v; want %q", err, want)
		}
	}
}
