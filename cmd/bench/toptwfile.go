package main

import (
	"fmt"
	"io"
	"strings"

	"runde/routes/orienteer"
)

// family is a set of TOPTW instances: they differ in how distances are truncated.
type family string

// The families.
const (
	byName  family = "name"    // Cordeau if the instance's name begins with pr, else Solomon
	solomon family = "solomon" // one decimal
	cordeau family = "cordeau" // two decimals
)

// scale is the ticks in a unit of distance or time.
func (f family) scale(instance string) int64 {
	if f == cordeau || f == byName && strings.HasPrefix(instance, "pr") {
		return 100
	}
	return 10
}

// readTOPTW reads a TOPTW instance as the problem of m equal routes, in ticks of
// which a unit has scale, 10 or 100. Vertex v of the file is place v − 1; vertex 0,
// where the routes start and end, is the node after the places, and its close the
// time at which they are back. All shifts share one matrix. An error names the line
// and the field.
//
// The file's first line is "k v N t", N the number of places, its second line means
// nothing here, and then comes a line a vertex: "i x y service prize f a", a numbers
// that mean nothing here, "open close".
func readTOPTW(r io.Reader, m int, scale int64) (*orienteer.Problem, error) {
	lines, err := readLines(r)
	if err != nil {
		return nil, err
	}
	if len(lines) < 3 {
		return nil, fmt.Errorf("line %d: is missing", len(lines)+1)
	}
	n := lines[0].count(2, "places", mostPlaces)
	if lines[0].err != nil {
		return nil, lines[0].err
	}
	rows := lines[2:]
	if err := wantRows(rows, n+1, lines[len(lines)-1].number); err != nil {
		return nil, err
	}
	p := newPrizeProblem(n)
	points := make([]gridPoint, n+1)
	shift := orienteer.Shift{Workers: 1, From: n, To: n}
	for v := range rows {
		row := &rows[v]
		at, window, service := toptwVertex(row, v, scale)
		if row.err != nil {
			return nil, row.err
		}
		if v == 0 {
			points[n], shift.Start, shift.End = at, window.Open, window.Close
			continue
		}
		points[v-1] = at
		place := &p.Places[v-1]
		place.Service, place.Windows[0] = service, []orienteer.Window{window}
		p.Cells[v-1].Prize = row.prize(4)
		if row.err != nil {
			return nil, row.err
		}
	}
	shift.Travel = truncatedMatrix(points, scale)
	for range m {
		p.Shifts = append(p.Shifts, shift)
	}
	return p, nil
}

// toptwVertex reads what places and the base have in common. The list before the
// window is as long as its count says or longer: the window is what ends the line.
func toptwVertex(row *fieldLine, v int, scale int64) (gridPoint, orienteer.Window, orienteer.Tick) {
	row.vertex(v)
	at := row.point(1)
	service := row.ticks(3, "service", scale)
	listed := row.count(6, "listed", mostPlaces)
	if last := 9 + listed; len(row.fields) < last {
		row.fail(len(row.fields), "close", "is missing")
	}
	return at, row.window(len(row.fields)-2, scale), service
}

// wantRows checks the number of lines against that which the file promises.
func wantRows(rows []fieldLine, want, last int) error {
	if len(rows) < want {
		return fmt.Errorf("line %d: is missing, the first line promises more places", last+1)
	}
	if len(rows) > want {
		return fmt.Errorf("line %d: is one more than the first line promises", rows[want].number)
	}
	return nil
}

// newPrizeProblem has n places, each with a prize of its own that one visit collects.
func newPrizeProblem(n int) *orienteer.Problem {
	p := &orienteer.Problem{
		Places: make([]orienteer.Place, n), Cells: make([]orienteer.Cell, n), Saturation: orienteer.Linear,
	}
	for i := range p.Places {
		p.Places[i] = orienteer.Place{Cover: []orienteer.Coverage{{Cell: i, Amount: 1}}, Cell: -1, Max: 1}
	}
	return p
}
