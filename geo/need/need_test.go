package need_test

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"runde/geo"
	"runde/geo/need"

	"pgregory.net/rapid"
)

// now is the week in which the tests ask.
var now = geo.WeekOf(geo.NewDate(2026, 11, 22))

// table reads the reference values that R worked out.
func table(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = r[i]
		}
		out = append(out, row)
	}
	return out
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// near fails unless got is want to the relative tolerance.
func near(t interface {
	Helper()
	Errorf(string, ...any)
}, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
		t.Errorf("%s: %.17g, want %.17g", what, got, want)
	}
}

// tally is the largest error over a file of reference values.
type tally struct {
	t     *testing.T
	name  string
	worst float64
}

// near is near, of a row's figure.
func (r *tally) near(what, row string, got, want, tolerance float64) {
	r.t.Helper()
	near(r.t, r.name+": "+what+" of "+row, got, want, tolerance)
	if off := math.Abs(got - want); want != 0 {
		r.worst = max(r.worst, off/math.Abs(want))
	} else {
		r.worst = max(r.worst, off)
	}
}

func (r *tally) report(rows int) {
	r.t.Helper()
	r.t.Logf("%s: %d rows, largest error %.1e", r.name, rows, r.worst)
}

// cells are n cells that differ; their place on the globe is of no matter.
func cells(n int) []geo.Cell {
	out := make([]geo.Cell, n)
	for i := range out {
		out[i] = geo.Cell(0x891f262ec03ffff + uint64(i)<<18)
	}
	return out
}

// weeks draws some weeks' observations of the cells.
func weeks(t *rapid.T, cs []geo.Cell) []need.Observation {
	var out []need.Observation
	for range rapid.IntRange(0, 30).Draw(t, "observations") {
		o := need.Observation{
			Cell:       rapid.SampledFrom(cs).Draw(t, "cell"),
			Week:       now.Add(-rapid.IntRange(0, 60).Draw(t, "age")),
			Encounters: rapid.IntRange(0, 9).Draw(t, "encounters"),
			Hours:      float64(rapid.IntRange(0, 8).Draw(t, "quarters")) / 4,
		}
		if n := rapid.IntRange(0, 3).Draw(t, "concerns"); n > 0 {
			o.Concerns = map[string]int{"neighbour": n}
		}
		out = append(out, o)
	}
	return out
}
