package management

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"runde/geo"
	"runde/geo/intake"
	"runde/geo/release"
	"runde/geo/stats"
	"runde/store"
)

// section is one of the year's tables about the whole municipality.
type section struct {
	table
	Sentences []string // what is counted, how sure it is, and why some is shown together
}

// sides are all such tables of a year from what was released; one that was not says
// so.
func (h handlers) sides(ctx context.Context, m int32, w words, year string) ([]section, error) {
	var out []section
	for _, f := range []release.Family{
		release.Bridges, release.Channels, release.Waiting, release.Weekdays, release.HomeConcerns,
	} {
		released, err := h.db.Figures(ctx, m, f, release.ByYear, year)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
		figures := make([]release.Figure, len(released))
		for i, one := range released {
			figures[i] = one.Figure
		}
		out = append(out, w.side(f, year, figures))
	}
	return out, nil
}

// side is the section of a family.
func (w words) side(f release.Family, year string, figures []release.Figure) section {
	key := "management.side." + string(f)
	s := section{table: table{ID: sideIDs[f], Title: w.T(key + ".title")}}
	if len(figures) == 0 {
		s.Note = w.T(key+".none", "Year", year)
		return s
	}
	s.Sentences = []string{w.T(key+".counted", "Year", year), w.T(key + ".sure")}
	switch f {
	case release.Bridges:
		s.head(w, "bridge", "meetings")
		s.lines(w, "bridge.", stats.Lines(figures, bridgeOrder()))
	case release.Channels:
		s.head(w, "channel", "concerns")
		s.lines(w, "channel.", stats.Lines(figures, channelOrder()))
	case release.Waiting:
		s.waiting(w, figures)
	case release.Weekdays:
		s.weekdays(w, figures)
	case release.HomeConcerns:
		s.homes(w, figures)
	}
	return s
}

// sideIDs are the sections' names in addresses.
var sideIDs = map[release.Family]string{
	release.Bridges: "brobygning", release.Channels: "kanaler", release.Waiting: "ventetid",
	release.Weekdays: "ugedage", release.HomeConcerns: "egen-bolig",
}

func bridgeOrder() []string {
	return append(slices.Clone(release.Targets), release.SeveralTargets, release.UntoldTarget, release.NoBridge)
}

func channelOrder() []string {
	var out []string
	for _, c := range intake.Channels {
		out = append(out, string(c.Channel))
	}
	return out
}

// head sets the headings: what a line is about, its figure, how that is shown.
func (s *section) head(w words, what, figure string) {
	s.Head = []column{
		{Text: w.T("management.column." + what)}, {Text: w.T("management.column." + figure), Number: true},
		{Text: w.T("management.column.shown")},
	}
}

func (s *section) add(name, figure, shown string, bar int) {
	s.Rows = append(s.Rows, row{Cells: []cell{{Text: name}, {Text: figure, Number: true, Bar: bar}, {Text: shown}}})
}

// lines is a table of details; those shown together say why.
func (s *section) lines(w words, prefix string, lines []stats.Line) {
	most := 1
	for _, l := range lines {
		if len(l.Details) == 1 {
			most = max(most, l.Count)
		}
	}
	if slices.ContainsFunc(lines, func(l stats.Line) bool { return len(l.Details) > 1 }) {
		s.Sentences = append(s.Sentences, w.T("management.side.together"))
	}
	for _, l := range lines {
		names := make([]string, len(l.Details))
		for i, d := range l.Details {
			names[i] = w.Or("management.detail."+d, w.Or(prefix+d, d))
		}
		figure, bar := w.Number(l.Count, 0), 0
		switch {
		case l.Status == release.Unknown:
			figure = none
		case len(l.Details) == 1:
			bar = 100 * l.Count / most
		}
		s.add(w.list(names), figure, w.lineShown(l), bar)
	}
}

// lineShown is how a figure of a side table is to be taken.
func (w words) lineShown(l stats.Line) string {
	switch {
	case l.Status == release.Unknown:
		return w.T("management.side.unknown")
	case len(l.Details) > 1:
		return w.T("management.side.joined")
	}
	return w.T("management.shown." + string(l.Status))
}

// waiting is how long it took from the decision to the first visit.
func (s *section) waiting(w words, figures []release.Figure) {
	s.head(w, "waiting", "waited")
	all := 0
	for _, f := range figures {
		if f.Kind != release.MedianDays {
			all += f.Count
		}
	}
	for _, l := range stats.Lines(figures, []string{release.Within14Days, release.Later, release.MedianDays}) {
		if l.Details[0] == release.MedianDays {
			continue
		}
		name := w.T("management.waiting." + l.Details[0])
		if len(l.Details) > 1 {
			name = w.T("management.waiting.all")
			s.Sentences = append(s.Sentences, w.T("management.side.together"))
		}
		share := 100 * float64(l.Count) / float64(max(all, 1))
		s.add(name, w.T("management.waiting.share", "Count", l.Count, "Share", w.Number(share, 0)), w.lineShown(l), int(share))
	}
	for _, f := range figures {
		switch {
		case f.Kind != release.MedianDays:
		case f.Status == release.Unknown:
			s.add(w.T("management.waiting.median"), none, w.T("management.waiting.nomedian"), 0)
		default:
			s.add(w.T("management.waiting.median"), w.T("management.waiting.days", "Count", f.Count), w.T("management.shown.own"), 0)
		}
	}
}

// weekdays is the hours of the team by weekday and daypart: a line a day.
func (s *section) weekdays(w words, figures []release.Figure) {
	at := map[string]int{}
	for _, f := range figures {
		at[f.Kind] = f.Count
	}
	s.Grid = true
	s.Head = []column{{Text: w.T("management.column.weekday")}}
	for _, part := range geo.Dayparts {
		s.Head = append(s.Head, column{Text: w.Daypart(part), Number: true})
	}
	s.Head = append(s.Head, column{Text: w.T("management.column.total"), Number: true})
	var totals [7]int
	most := 1
	for _, slot := range release.Slots() {
		totals[slot.Weekday-1] += at[slot.String()]
		most = max(most, totals[slot.Weekday-1])
	}
	for day := 1; day <= 7; day++ {
		r := row{Cells: []cell{{Text: w.T("weekday." + strconv.Itoa(day%7))}}}
		for _, part := range geo.Dayparts {
			hours := at[release.Slot{Weekday: day, Daypart: part}.String()]
			r.Cells = append(r.Cells, cell{Text: w.Number(hours, 0), Number: true})
		}
		total := totals[day-1]
		r.Cells = append(r.Cells, cell{Text: w.Number(total, 0), Number: true, Bar: 100 * total / most})
		s.Rows = append(s.Rows, r)
	}
}

// homes is one figure.
func (s *section) homes(w words, figures []release.Figure) {
	s.head(w, "homes", "concerns")
	for _, f := range figures {
		s.add(w.T("management.side.home_concerns.row"), w.Number(f.Count, 0), w.T("management.shown."+string(f.Status)), 0)
	}
}
