package management

import (
	"strconv"
	"strings"

	"runde/geo"
	"runde/geo/stats"
	"runde/web/pages/catalogue"
)

// weeksShown is half a year: the weeks of a season can be told from the one before.
const weeksShown = 26

// chart is the weeks as bars of meetings with a line of hours, in units of its
// drawing.
type chart struct {
	Width, Height int
	Bars          []bar
	Lines         []string // points of each unbroken stretch of hours
	Dots          []bar    // the points themselves
	Ticks         []tick
	MostMeetings  string
	MostHours     string
}

type bar struct{ X, Y, W, H int }

type tick struct {
	X    int
	Text string
}

// The drawing of a chart.
const (
	weekWidth   = 28
	barWidth    = 18
	chartHeight = 160
	chartFoot   = 24 // below the bars, for the weeks' numbers
	tickEvery   = 4
)

// weeks fills in the table and the chart of weeks. A week between the first and the
// last that was too small to publish has no figure.
func (v *view) weeks(l *catalogue.L, published []stats.Week) {
	weeks := withGaps(published)
	v.Weeks = weekTable(l, weeks)
	v.Chart = drawWeeks(l, weeks)
}

// withGaps puts in the weeks that are missing.
func withGaps(published []stats.Week) []stats.Week {
	var out []stats.Week
	for _, w := range published {
		at, err := geo.ParseWeek(w.Week)
		if err != nil {
			continue
		}
		for len(out) > 0 {
			last, _ := geo.ParseWeek(out[len(out)-1].Week) // was parsed before
			if last.Add(1).Compare(at) >= 0 {
				break
			}
			out = append(out, stats.Week{Week: last.Add(1).String(), Encounters: -1, Concerns: -1, Hours: -1})
		}
		out = append(out, w)
	}
	return out
}

func weekTable(l *catalogue.L, weeks []stats.Week) table {
	t := table{ID: "uger", Title: l.T("management.weeks.title"), Head: []column{
		{Text: l.T("management.column.week")}, {Text: l.T("management.column.meetings"), Number: true},
		{Text: l.T("management.column.hours"), Number: true}, {Text: l.T("management.column.concerns"), Number: true},
	}}
	figure := func(n int) cell {
		if n < 0 {
			return cell{Text: none, Number: true}
		}
		return cell{Text: l.Number(n, 0), Number: true}
	}
	for _, w := range weeks {
		name := w.Week
		if at, err := geo.ParseWeek(w.Week); err == nil {
			name = l.Week(at)
		}
		t.Rows = append(t.Rows, row{Cells: []cell{{Text: name}, figure(w.Encounters), figure(w.Hours), figure(w.Concerns)}})
	}
	return t
}

func drawWeeks(l *catalogue.L, weeks []stats.Week) chart {
	meetings, hours := 1, 1
	for _, w := range weeks {
		meetings, hours = max(meetings, w.Encounters), max(hours, w.Hours)
	}
	c := chart{
		Width: weekWidth * len(weeks), Height: chartHeight + chartFoot,
		MostMeetings: l.Number(meetings, 0), MostHours: l.Number(hours, 0),
	}
	var line []string
	for i, w := range weeks {
		x := i * weekWidth
		if w.Encounters >= 0 {
			h := w.Encounters * chartHeight / meetings
			c.Bars = append(c.Bars, bar{x + (weekWidth-barWidth)/2, chartHeight - h, barWidth, h})
		}
		if w.Hours >= 0 {
			at := bar{X: x + weekWidth/2, Y: chartHeight - w.Hours*(chartHeight-8)/hours}
			c.Dots = append(c.Dots, at)
			line = append(line, strconv.Itoa(at.X)+","+strconv.Itoa(at.Y))
		}
		if w.Hours < 0 || i == len(weeks)-1 {
			if len(line) > 1 {
				c.Lines = append(c.Lines, strings.Join(line, " "))
			}
			line = nil
		}
		if at, err := geo.ParseWeek(w.Week); err == nil && i%tickEvery == 0 {
			_, n := at.ISO()
			c.Ticks = append(c.Ticks, tick{x + weekWidth/2, strconv.Itoa(n)})
		}
	}
	return c
}
