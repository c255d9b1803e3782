package management

import "runde/geo/stats"

// areaColumn is a column of the table of areas.
type areaColumn struct {
	key  string // of its heading
	sort string // what it is sorted by; "" where that is not offered
	cell func(stats.Area) cell
}

// areas is the table that the map draws.
func (w words) areas(areas []stats.Area, q question) table {
	t := table{ID: "omraader", Title: w.T("management.areas.title")}
	columns := w.columns(q.Of)
	for _, c := range columns {
		head := column{Text: w.T(c.key), Number: c.sort != "" && c.sort != byName}
		if c.sort != "" {
			head.Href = q.with("sorter", c.sort) + "#" + t.ID
		}
		if c.sort == q.Sort {
			head.Sorted = map[bool]string{true: "ascending", false: "descending"}[c.sort == byName]
		}
		t.Head = append(t.Head, head)
	}
	for _, a := range areas {
		r := row{ID: areaID(a), Href: q.with("omraade", areaID(a)) + "#forklaring"}
		for _, c := range columns {
			r.Cells = append(r.Cells, c.cell(a))
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// columns are those of the span: a year is not split by kind, nor held against the
// one before.
func (w words) columns(of *span) []areaColumn {
	text := func(write func(stats.Area) string) func(stats.Area) cell {
		return func(a stats.Area) cell { return cell{Text: write(a)} }
	}
	certainty := func(a stats.Area) string { return w.certainty(a.Rate) }
	kinds := func(a stats.Area) string { return w.split(a, "management.kind.") }
	shown := func(a stats.Area) string { return w.T("management.shown." + string(shownAs(a))) }
	out := []areaColumn{
		{"management.column.area", byName, text(w.name)},
		{"management.column.rate", byRate, w.rateCell},
		{"management.column.certainty", "", text(certainty)},
		{"management.column.meetings", byMeetings, w.meetingsCell},
		{"management.column.hours", byHours, w.hoursCell},
	}
	if of == fourWeeks {
		out = append(out, areaColumn{"management.column.kinds", "", text(kinds)})
	}
	out = append(out, areaColumn{"management.column.shown", "", text(shown)})
	if of == fourWeeks {
		out = append(out, areaColumn{"management.column.change", "", text(w.change)})
	}
	return out
}

func (w words) rateCell(a stats.Area) cell {
	return cell{Text: w.rate(a.Rate), Number: true, Look: w.needLook(a)}
}

func (w words) meetingsCell(a stats.Area) cell {
	if !a.Rate.Known {
		return cell{Text: none, Number: true}
	}
	return cell{Text: w.Number(a.Count, 0), Number: true}
}

func (w words) hoursCell(a stats.Area) cell {
	out := cell{Text: w.Number(a.Hours, 0), Number: true, Look: w.effortLook(a)}
	if a.Missing {
		out.Text = none
	}
	return out
}
