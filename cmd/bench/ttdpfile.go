package main

import (
	"fmt"
	"io"
	"time"

	"runde/routes/orienteer"
)

const (
	ttdpScale = 100 // ticks in a minute and in a unit of distance
	ttdpDays  = 31  // of a trip, at most
)

// readTTDP reads an instance of the tourist trip design problem, in hundredths of a
// minute: a place is visited at most once on the whole trip. Vertex v of the file is
// place v − 1; the base is the node after the places. Shift r lies on day r and on
// the weekday that is r after the trip's first, counted as the file counts them; all
// shifts share one matrix. An error names the line and the field.
//
// The file's first line is "k M SD N …": days, first weekday and number of places.
// The second is the base, "0 x y service score open close", and then comes a line a
// place, "i x y service score t open0 close0 … open6 close6 b", where 0 0 is a
// weekday on which it is closed. A close bounds the start of a visit, the base's the
// end of the day.
func readTTDP(r io.Reader) (*orienteer.Problem, error) {
	lines, err := readLines(r)
	if err != nil {
		return nil, err
	}
	if len(lines) < 2 {
		return nil, fmt.Errorf("line %d: is missing", len(lines)+1)
	}
	head, base := &lines[0], &lines[1]
	days, first, n := head.count(1, "days", ttdpDays), head.count(2, "first weekday", 6), head.count(3, "places", mostPlaces)
	if head.err != nil {
		return nil, head.err
	}
	rows := lines[2:]
	if err := wantRows(rows, n, lines[len(lines)-1].number); err != nil {
		return nil, err
	}
	p := newPrizeProblem(n)
	points := make([]gridPoint, n+1)
	base.vertex(0)
	points[n] = base.point(1)
	day := base.window(5, ttdpScale)
	if base.err != nil {
		return nil, base.err
	}
	for i := range rows {
		points[i], p.Cells[i].Prize = ttdpPlace(&rows[i], i+1, &p.Places[i])
		if rows[i].err != nil {
			return nil, rows[i].err
		}
	}
	travel := truncatedMatrix(points, ttdpScale)
	for r := range days {
		p.Shifts = append(p.Shifts, orienteer.Shift{
			Day: r, Weekday: time.Weekday((first + r) % 7), Workers: 1,
			Start: day.Open, End: day.Close, From: n, To: n, Travel: travel,
		})
	}
	return p, nil
}

// ttdpPlace reads a place's line into the place, and returns its point and prize.
func ttdpPlace(row *fieldLine, v int, place *orienteer.Place) (gridPoint, float64) {
	row.vertex(v)
	at, prize := row.point(1), row.prize(4)
	place.Service = row.ticks(3, "service", ttdpScale)
	open := false
	for day := range place.Windows {
		if w := row.window(6+2*day, ttdpScale); w != (orienteer.Window{}) {
			place.Windows[day] = []orienteer.Window{w}
			open = true
		}
	}
	if !open {
		place.Max = 0 // no window at all would mean that it is always open
	}
	return at, prize
}
