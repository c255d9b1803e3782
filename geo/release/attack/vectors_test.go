package attack

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"
)

// readRows reads a vector file of package release without its header.
func readRows(t *testing.T, name string) [][]string {
	t.Helper()
	file, err := os.Open("../testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// textWorld numbers the cells, weeks and kinds of a vector file.
type textWorld struct {
	cells map[string]int
	kinds map[string]int
	*places
}

func number(in map[string]int, words string) (out []int) {
	for _, w := range strings.Fields(words) {
		if _, ok := in[w]; !ok {
			in[w] = len(in)
		}
		out = append(out, in[w])
	}
	return out
}

func mask(numbers []int) (m uint64) {
	for _, n := range numbers {
		m |= 1 << n
	}
	return m
}

// numbers reads decimal numbers.
func numbers(t *testing.T, words string) (out []int) {
	t.Helper()
	for _, w := range strings.Fields(words) {
		n, err := strconv.Atoi(w)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, n)
	}
	return out
}

// textRow is a published row of a vector file.
type textRow struct {
	level               string
	cells, weeks, kinds string
	count               string
}

// attackText is the attacker who has read the rows.
func attackText(t *testing.T, rows []textRow) (*attacker, textWorld) {
	t.Helper()
	w := textWorld{cells: map[string]int{}, kinds: map[string]int{}}
	var grounds [][]int
	for _, r := range rows {
		grounds = append(grounds, number(w.cells, r.cells))
	}
	w.places = newPlaces(len(w.cells), grounds)
	levels := map[string]int{}
	var list []fact
	for i, r := range rows {
		outer, _ := w.ground(grounds[i])
		list = append(list, fact{
			set:   set{{outer, mask(numbers(t, r.weeks)), mask(number(w.kinds, r.kinds))}},
			n:     numbers(t, r.count)[0],
			table: number(levels, r.level)[0],
		})
	}
	return newAttacker(w.space, list), w
}

func (w textWorld) bounds(t *testing.T, a *attacker, cells, weeks, kinds string) (lo, hi int) {
	t.Helper()
	outer, inner := w.ground(number(w.cells, cells))
	return a.interval(outer, inner, mask(numbers(t, weeks)), mask(number(w.kinds, kinds)), unbounded)
}

// Against the reference release the attacker's bounds are those of a linear program.
func TestBoundsEqualTheLinearProgram(t *testing.T) {
	var rows []textRow
	for _, r := range readRows(t, "sdc_release.csv") {
		rows = append(rows, textRow{r[0], r[2], r[3], r[4], r[5]})
	}
	a, w := attackText(t, rows)
	if len(a.conflicts) > 0 {
		t.Errorf("the rows contradict each other: %v", a.conflicts)
	}
	targets := readRows(t, "sdc_attack_bounds.csv")
	equal := 0
	for _, row := range targets {
		lo, hi := w.bounds(t, a, row[2], row[3], row[4])
		lpLo, errLo := strconv.ParseFloat(row[6], 64)
		lpHi, errHi := strconv.ParseFloat(row[7], 64)
		switch {
		case errLo != nil || errHi != nil:
			t.Fatalf("%v is no row of bounds", row)
		case float64(lo) > lpLo || float64(hi) < lpHi:
			t.Errorf("%v: bounds %d to %d are narrower than the linear program's", row, lo, hi)
		case float64(lo) == lpLo && float64(hi) == lpHi:
			equal++
		default:
			t.Errorf("%v: bounds %d to %d are wider than the linear program's", row, lo, hi)
		}
	}
	t.Logf("%d of %d bounds equal the linear program's", equal, len(targets))
	if len(targets) != 122 {
		t.Errorf("read %d targets", len(targets))
	}
}

// The smallest leak there is: two areas, two weeks, the second week merged, and the
// year's figures undo it.
func TestTheCounterexampleIsSolved(t *testing.T) {
	var rows []textRow
	var findings [][]string
	for _, r := range readRows(t, "sdc_counterexample.csv") {
		switch {
		case strings.HasPrefix(r[0], "#"):
		case strings.Contains(r[0], " - "): // what the attack must find
			findings = append(findings, r)
		default:
			table, _, _ := strings.Cut(r[0], " ")
			rows = append(rows, textRow{table, r[1], r[2], "all", r[3]})
		}
	}
	a, w := attackText(t, rows)
	for _, r := range findings {
		if lo, hi := w.bounds(t, a, r[1], r[2], "all"); strconv.Itoa(lo) != r[3] || lo != hi {
			t.Errorf("%s: bounds %d to %d, want exactly %s", r[0], lo, hi, r[3])
		}
	}
	if len(findings) != 2 {
		t.Errorf("read %d findings, want 2", len(findings))
	}
}
