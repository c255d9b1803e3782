package management

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"runde/geo/release"
	"runde/geo/stats"
	"runde/web/pages/catalogue"

	"golang.org/x/text/collate"
)

// words write the figures of a period or year.
type words struct {
	*catalogue.L
	scale   scale
	called  blockNames
	changes map[string]stats.Change // of areas; nil without a period before
	names   map[string]string       // of areas
	grounds map[string]string       // what a year's rows are called, by groundID
	hours   breaks                  // of the classes of effort
	when    string                  // the time, as a sentence begins
	order   *collate.Collator       // of names; numbers in them count as numbers
}

// none stands where there is no figure.
const none = "–"

// name is what people call the area: by its own ground where that has a name, else
// by its blocks.
func (w words) name(a stats.Area) string {
	if own, ok := w.grounds[groundID(a.Cells)]; ok {
		return own
	}
	return w.blocks(a)
}

// compare orders areas by name.
func (w words) compare(a, b stats.Area) int { return w.order.CompareString(w.name(a), w.name(b)) }

// blocks is what people call the blocks that the area lies in.
func (w words) blocks(a stats.Area) string {
	names := make([]string, len(a.Blocks))
	for i, b := range a.Blocks {
		names[i] = cmp.Or(w.called[a.Family][b].text, b)
	}
	slices.Sort(names)
	return w.list(names)
}

// list is names as in a sentence: A, B og C.
func (w words) list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return w.T("management.and", "A", strings.Join(names[:last], ", "), "B", names[last])
}

// shownAs is how the area's figure is to be taken.
func shownAs(a stats.Area) release.Status {
	if !a.Rate.Known {
		return release.Unknown
	}
	return a.Status
}

func (w words) rate(r stats.Rate) string {
	if !r.Known {
		return none
	}
	return w.scale.write(w.L, r.Mean)
}

// certainty is the interval and what to think of it.
func (w words) certainty(r stats.Rate) string {
	if !r.Known {
		return none
	}
	return w.T("management.certainty."+string(r.Certainty()),
		"Low", w.scale.write(w.L, r.Low), "High", w.scale.write(w.L, r.High))
}

// split is how the area's count spreads over its kinds, in their order.
func (w words) split(a stats.Area, prefix string) string {
	if a.Count == 0 {
		return none
	}
	if len(a.Kinds) == 0 {
		return w.T("management.unsplit")
	}
	order := slices.Concat(release.Encounters.Kinds(), release.Concerns.Kinds())
	kinds := slices.SortedFunc(slices.Values(a.Kinds), func(a, b stats.Kind) int {
		return cmp.Compare(slices.Index(order, a.Kinds[0]), slices.Index(order, b.Kinds[0]))
	})
	var out []string
	for _, k := range kinds {
		var names []string
		for _, kind := range k.Kinds {
			names = append(names, w.T(prefix+kind))
		}
		out = append(out, fmt.Sprintf("%s %s", w.list(names), w.Number(k.Count, 0)))
	}
	return strings.Join(out, " · ")
}

// change is what became of the rate since the period before, where that can be
// told from chance.
func (w words) change(a stats.Area) string {
	c, ok := w.changes[a.Name]
	if !ok || c.Direction == stats.NoBasis {
		return none
	}
	text := w.T("management.change." + string(c.Direction))
	if len(c.Areas) > 1 && c.Direction != stats.Same {
		text = w.T("management.change.joint", "Change", text, "Areas", w.list(w.changed(c)))
	}
	return text
}

// changed are the names of the areas that a change is about.
func (w words) changed(c stats.Change) []string {
	out := make([]string, len(c.Areas))
	for i, name := range c.Areas {
		out[i] = w.names[name]
	}
	slices.Sort(out)
	return out
}

// ladder is how the meetings of the whole municipality spread over small steps.
func (w words) ladder(areas []stats.Area) table {
	t := table{ID: "skridt", Title: w.T("management.ladder.title"), Head: []column{
		{Text: w.T("management.column.kind")}, {Text: w.T("management.column.meetings"), Number: true},
	}}
	ladder := stats.LadderOf(areas)
	all := ladder.Unsplit
	for _, n := range ladder.Counts {
		all += n
	}
	add := func(name string, n int) {
		t.Rows = append(t.Rows, row{Cells: []cell{{Text: name}, {Text: w.Number(n, 0), Number: true, Bar: 100 * n / max(all, 1)}}})
	}
	for _, k := range release.Encounters.Kinds() {
		add(w.T("management.kind."+k), ladder.Counts[k])
	}
	if ladder.Unsplit > 0 {
		add(w.T("management.unsplit.row"), ladder.Unsplit)
	}
	return t
}

// concerns is the table of concerns by area; it has areas of its own. Those without
// any are one row.
func (w words) concerns(areas []stats.Area) table {
	t := table{ID: "bekymringer", Title: w.T("management.concerns.title"), Head: []column{
		{Text: w.T("management.column.area")}, {Text: w.T("management.column.concerns"), Number: true},
		{Text: w.T("management.column.groups")}, {Text: w.T("management.column.shown")},
	}}
	slices.SortStableFunc(areas, func(a, b stats.Area) int {
		return cmp.Or(-cmp.Compare(a.Count, b.Count), w.compare(a, b))
	})
	add := func(name string, a stats.Area) {
		t.Rows = append(t.Rows, row{Cells: []cell{
			{Text: name}, {Text: w.Number(a.Count, 0), Number: true},
			{Text: w.split(a, "channel_group.")}, {Text: w.T("management.shown." + string(a.Status))},
		}})
	}
	for i, a := range areas {
		if a.Count == 0 && i > 0 {
			add(w.T("management.concerns.rest"), a)
			break
		}
		add(w.name(a), a)
	}
	return t
}

// totals are the figures of the period as a whole.
func (w words) totals(areas, concerns []stats.Area) []total {
	var meetings, hours, unknown, reports int
	for _, a := range areas {
		meetings, hours = meetings+a.Count, hours+a.Hours
		if !a.Rate.Known {
			unknown++
		}
	}
	for _, a := range concerns {
		reports += a.Count
	}
	out := []total{
		{w.Number(meetings, 0), w.T("management.total.meetings")},
		{w.Number(hours, 0), w.T("management.total.hours")},
		{w.rate(stats.Overall(areas)), w.T("management.total.rate")},
	}
	if len(concerns) > 0 {
		out = append(out, total{w.Number(reports, 0), w.T("management.total.concerns")})
	}
	return append(out, total{w.Number(unknown, 0), w.T("management.total.unknown", "Count", unknown)})
}

// sortAreas orders areas for the table; those without the figure come last.
func sortAreas(areas []stats.Area, by string, w words) {
	slices.SortStableFunc(areas, func(a, b stats.Area) int {
		byFigure := 0
		switch by {
		case byRate:
			byFigure = cmp.Or(-boolCompare(a.Rate.Known, b.Rate.Known), -cmp.Compare(a.Rate.Mean, b.Rate.Mean))
		case byMeetings:
			byFigure = cmp.Or(-boolCompare(a.Rate.Known, b.Rate.Known), -cmp.Compare(a.Count, b.Count))
		case byHours:
			byFigure = -cmp.Compare(a.Hours, b.Hours)
		}
		return cmp.Or(byFigure, w.compare(a, b))
	})
}

// boolCompare puts false before true.
func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
