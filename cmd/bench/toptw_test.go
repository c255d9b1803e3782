package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"runde/routes/orienteer"
)

const tinyFile = "testdata/toptw/deeper/tiny.txt"

func TestReadTOPTW(t *testing.T) {
	p, err := readTOPTW(strings.NewReader(contents(t, tinyFile)), 2, 10)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	if len(p.Places) != 5 || len(p.Shifts) != 2 || p.Saturation != orienteer.Linear {
		t.Fatalf("%d places, %d shifts, saturation %d", len(p.Places), len(p.Shifts), p.Saturation)
	}
	one, two := p.Shifts[0], p.Shifts[1]
	if one.Start != 0 || one.End != 200 || one.From != 5 || one.To != 5 {
		t.Errorf("the shift is %d–%d from %d to %d, want 0–200 from 5 to 5", one.Start, one.End, one.From, one.To)
	}
	if &one.Travel.Times[0] != &two.Travel.Times[0] {
		t.Error("the shifts have matrices of their own")
	}
	for _, w := range []struct {
		from, to int
		want     int32
	}{{5, 0, 14}, {5, 1, 50}, {0, 3, 53}, {3, 4, 72}} {
		if got := one.Travel.At(w.from, w.to); got != w.want {
			t.Errorf("%d to %d takes %d, want %d", w.from, w.to, got, w.want)
		}
	}
	first, fourth := p.Places[0], p.Places[3]
	if first.Service != 25 || first.Max != 1 || p.Cells[0].Prize != 10 || p.Cells[4].Prize != 100 {
		t.Errorf("the first place is %+v for %v", first, p.Cells[0])
	}
	if want := (orienteer.Window{Open: 50, Close: 55}); !slices.Equal(fourth.Windows[0], []orienteer.Window{want}) {
		t.Errorf("the fourth place is open %v, want %v", fourth.Windows[0], want)
	}
}

func TestReadTOPTWRefuses(t *testing.T) {
	refuses(t, contents(t, tinyFile), []flaw{
		{"4 2 5 1", "4 2", "line 1, field 3 (places): is missing"},
		{"4 2 5 1", "4 2 many 1", "line 1, field 3 (places): is not a decimal number"},
		{"4 2 5 1", "4 2 5000000 1", "line 1, field 3 (places): is out of range"},
		{"4 2 5 1", "4 2 6 1", "line 9: is missing"},
		{"4 2 5 1", "4 2 4 1", "line 8: is one more"},
		{" 3 -3.00", " 4 -3.00", "line 6, field 1 (vertex)"},
		{"-3.00", "x", "line 6, field 2 (x): is not a decimal number"},
		{"2.50", "2.55", "line 4, field 4 (service): has more decimals"},
		{"2.50", "-2.5", "line 4, field 4 (service): is negative"},
		{"10.00", "NaN", "line 4, field 5 (prize): is not a decimal number"},
		{"100.00 1 2 1 2", "100.00 1 2 1", "line 8, field 11 (close): is missing"},
		{"5.0  5.5", "5.0  4.9", "line 7, field 10 (close): is before open"},
		{"5.0  5.5", "5.0  999999999", "line 7, field 10 (close): is out of range"},
	}, func(r io.Reader) (*orienteer.Problem, error) { return readTOPTW(r, 1, 10) })
}

func tinyCmd(m ...int) toptwCmd {
	return toptwCmd{
		Dir: "testdata/toptw", Best: "testdata/toptw/best.csv", M: m, Family: byName,
		searchFlags: searchFlags{Iterations: 300, Seed: 1, Chains: 1, Cores: 1, Jobs: 2, JSON: true},
	}
}

func runTOPTW(t *testing.T, c toptwCmd) toptwResult {
	t.Helper()
	var out bytes.Buffer
	if err := c.Run(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	var r toptwResult
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// The tiny instance is solved as by hand; a plan above the best known has a negative
// gap and its routes are kept.
func TestTOPTW(t *testing.T) {
	c := tinyCmd(1, 2, 3)
	c.Routes = filepath.Join(t.TempDir(), "routes")
	r := runTOPTW(t, c)
	if len(r.Cases) != 3 || r.Missing != 1 || r.Above != 1 {
		t.Fatalf("%d cases, %d without a file, %d above; want 3, 1, 1", len(r.Cases), r.Missing, r.Above)
	}
	for i, want := range []struct{ score, gap float64 }{{100, 0}, {118, -800.0 / 110}, {125, 0}} {
		if got := r.Cases[i]; got.M != i+1 || got.Score != want.score || got.Gap != want.gap || got.Iterations != 300 {
			t.Errorf("case %d is %v, want %v", i, got, want)
		}
	}
	kept := contents(t, c.Routes)
	var above toptwCase
	if err := json.Unmarshal([]byte(kept), &above); err != nil {
		t.Fatalf("%v in\n%s", err, kept)
	}
	slices.SortFunc(above.Routes, func(a, b []int) int { return len(a) - len(b) })
	if above.M != 2 || above.Score != 118 || !slices.EqualFunc(above.Routes, [][]int{{5}, {4, 1}}, slices.Equal[[]int]) {
		t.Errorf("kept %s", kept)
	}
}

// The table has a mean for each set and number of routes that occurs, and the last
// row that of all.
func TestTOPTWTable(t *testing.T) {
	r := newToptwResult([]toptwCase{
		{Instance: "pr10", M: 2, Score: 9, Best: 10, Gap: 10, Seconds: 2, Cut: true},
		{Instance: "rc101", M: 1, Score: 98, Best: 100, Gap: 2}, {Instance: "r101", M: 1, Score: 101, Best: 100, Gap: -1},
		{Instance: "r102", M: 1, Score: 95, Best: 100, Gap: 5}, {Instance: "pr11", M: 1, Score: 96, Best: 100, Gap: 4},
	}, 7)
	want := `
gap %      m = 1   m = 2   all m  cases
r1          2.00       -    2.00      2
rc1         2.00       -    2.00      1
S100        2.00       -    2.00      3
pr01-10        -   10.00   10.00      1
pr11-20     4.00       -    4.00      1
all         2.50   10.00    4.00      5
7 cases have no file
mean of 5 cases: gap 4.000 %, 0.40 s, 1 above the best known, 1 ended by the clock
`
	if got := r.String(); got != want {
		t.Errorf("the table is\n%s\nwant\n%s", got, want)
	}
}

// A case that fails is named, the others count, and the command fails.
func TestTOPTWNamesWhatFails(t *testing.T) {
	c := tinyCmd(1)
	c.Dir = t.TempDir()
	for name, text := range map[string]string{"tiny": contents(t, tinyFile), "absent": "4 2 5 1\n0 20\n0 x"} {
		if err := os.WriteFile(filepath.Join(c.Dir, name+".txt"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c.JSON = false
	var out bytes.Buffer
	err := c.Run(context.Background(), &out)
	if err == nil || !strings.HasPrefix(err.Error(), "absent, m = 1: absent.txt: line") {
		t.Errorf("the error is %v", err)
	}
	if !strings.Contains(out.String(), "\ntiny ") || !strings.Contains(out.String(), "mean of 1 cases") {
		t.Errorf("printed\n%s", &out)
	}
}

// An interrupt ends the command with its error, not with the blame of a case.
func TestTOPTWIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c := tinyCmd(1, 2, 3)
	if err := c.Run(ctx, io.Discard); !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "tiny") {
		t.Errorf("the error is %v", err)
	}
}

// Two files of one instance are refused: nobody knows which is meant.
func TestInstanceFilesRefusesTwins(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.txt", "A.TXT"} {
		if err := os.MkdirAll(filepath.Join(dir, name[:1]), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name[:1], name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if files, err := instanceFiles(dir); err == nil {
		t.Errorf("found %v", files)
	}
}

// Only the instances that are asked for are solved; to ask for none is an error.
func TestTOPTWOnly(t *testing.T) {
	c := tinyCmd(1)
	c.Only = []string{"abs"}
	if err := c.Run(context.Background(), io.Discard); err == nil {
		t.Error("measured nothing")
	}
	c.Only = []string{"none", "TI"}
	if r := runTOPTW(t, c); len(r.Cases) != 1 || r.Missing != 0 {
		t.Errorf("%d cases, %d without a file, want 1 and 0", len(r.Cases), r.Missing)
	}
}

// The names of Cordeau's instances choose two decimals, unless a flag says otherwise.
func TestFamily(t *testing.T) {
	for _, w := range []struct {
		family   family
		instance string
		want     int64
	}{{byName, "pr07", 100}, {byName, "rc101", 10}, {solomon, "pr07", 10}, {cordeau, "r101", 100}} {
		if got := w.family.scale(w.instance); got != w.want {
			t.Errorf("%s by %s: %d ticks, want %d", w.instance, w.family, got, w.want)
		}
	}
}
