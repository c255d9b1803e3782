package management

import (
	"net/http"
	"slices"

	"runde/geo"
	"runde/geo/release"
	"runde/geo/stats"
	"runde/store"
	"runde/web/auth"
	"runde/web/fault"
	"runde/web/pages/catalogue"
	"runde/web/pages/fds"
)

// view is what the page shows.
type view struct {
	Q       question
	Period  *period // nil before the first is published
	Periods []fds.Option
	Older   string // address of the period before; "" for none
	Newer   string
	Layers  []layer
	Totals  []total
	Areas   table
	Ladder  table
	Concern table
	Weeks   table
	Chart   chart
	Details []detail
	Map     mapData
}

// period is a published one.
type period struct {
	store.Edition
	Name  string // 2026-P10
	Title string
}

// layer is something that the map can show.
type layer struct {
	Key     string // layerNeed or layerEffort
	Text    string
	Href    string
	Current bool
	Legend  []legend
}

// legend explains a look.
type legend struct {
	Look look
	Text string
}

// total is a figure about the whole municipality.
type total struct{ Figure, Text string }

// Tables are all of the page, in its order.
func (v view) Tables() []table {
	var out []table
	for _, t := range []table{v.Areas, v.Ladder, v.Concern, v.Weeks} {
		if len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// preamble says above the tables what they are.
func (v view) preamble(l *catalogue.L) []string {
	return []string{
		l.T("management.need.title"),
		v.Period.Title,
		v.Period.released(l),
		l.T("management.supplement"),
	}
}

func (p period) released(l *catalogue.L) string {
	return l.T("management.released", "Date", l.Date(p.ReleasedOn), "K", p.Threshold)
}

// view answers the question from released rows alone.
func (h handlers) view(r *http.Request, q question) (view, error) {
	ctx, m, l := r.Context(), auth.From(r.Context()).Municipality, h.L(r)
	published, err := h.db.Editions(ctx, m)
	if err != nil {
		return view{}, err
	}
	v := view{Q: q}
	if err := v.choose(l, published); err != nil {
		return v, err
	}
	weekly, err := h.db.WeekFigures(ctx, m, weeksShown)
	if err != nil {
		return v, err
	}
	v.weeks(l, stats.Weeks(weekly))
	if v.Period == nil {
		return v, nil
	}
	g := ground{}
	areas, err := h.areas(ctx, m, release.ByPeriod, v.Period.Name, g)
	if err != nil {
		return v, err
	}
	concerns, err := h.family(ctx, m, release.Concerns, release.ByPeriod, v.Period.Name, nil)
	if err != nil {
		return v, err
	}
	blocks, err := h.db.Blocks(ctx, m, v.Period.Year)
	if err != nil {
		return v, err
	}
	w := words{L: l, labels: map[string]string{}}
	for _, b := range blocks {
		w.labels[b.Name] = b.Label
	}
	if w.scale, err = h.scale(ctx, m, v.Period.Year, published); err != nil {
		return v, err
	}
	number, err := release.ParsePeriod(v.Period.Name)
	if err != nil {
		return v, err
	}
	if w.changes, err = h.compare(ctx, m, number, areas, published); err != nil {
		return v, err
	}
	if !v.isArea(areas) {
		return v, fault.ErrNotPublished
	}
	v.fill(w, areas, concerns, g)
	return v, nil
}

// isArea reports whether the question's area is one of the period's, or none.
func (v view) isArea(areas []stats.Area) bool {
	return v.Q.Area == "" || slices.ContainsFunc(areas, func(a stats.Area) bool { return areaID(a) == v.Q.Area })
}

// choose finds the question's period among those that are published. It returns
// fault.ErrNotPublished for another.
func (v *view) choose(l *catalogue.L, published []store.Edition) error {
	var all []period
	for _, e := range published {
		if e.Family == release.Encounters && e.Level == release.ByPeriod {
			all = append(all, period{e, e.Period, periodTitle(l, e)})
		}
	}
	at := slices.IndexFunc(all, func(p period) bool { return p.Name == v.Q.Period })
	switch {
	case len(all) == 0 && v.Q.Period == "":
		return nil
	case v.Q.Period == "":
		at = 0
	case at < 0:
		return fault.ErrNotPublished
	}
	v.Period = &all[at]
	for i, p := range all {
		v.Periods = append(v.Periods, fds.Option{Value: p.Name, Text: p.Title, Selected: i == at})
	}
	other := v.Q
	other.Area = ""
	if at > 0 {
		v.Newer = other.with("periode", all[at-1].Name)
	}
	if at+1 < len(all) {
		v.Older = other.with("periode", all[at+1].Name)
	}
	return nil
}

func periodTitle(l *catalogue.L, e store.Edition) string {
	n := 0
	if p, err := release.ParsePeriod(e.Period); err == nil {
		n = p.Number
	}
	return l.T("management.period", "Number", n, "Year", e.Year, "From", l.DateShort(e.FirstDay), "To", l.DateShort(e.LastDay))
}

// fill draws everything that is about areas.
func (v *view) fill(w words, areas, concerns []stats.Area, g ground) {
	v.Totals = w.totals(areas, concerns)
	v.Layers = w.layers(v.Q)
	w.names = map[string]string{}
	for _, a := range areas {
		w.names[a.Name] = w.name(a)
	}
	v.Ladder = w.ladder(areas)
	v.Concern = w.concerns(concerns)
	v.Map = drawAreas(w, areas, g, v.Q.Layer)
	sortAreas(areas, v.Q.Sort, w)
	v.Areas = w.areas(areas, v.Q)
	for _, a := range areas {
		v.Details = append(v.Details, w.detail(a, v.Period.FirstDay, v.Period.LastDay, v.Q))
	}
}

// detail explains one area.
type detail struct {
	ID        string
	Name      string
	Sentences []string
	Shown     bool
}

// detail says what is counted, how sure that is, and why it is shown as it is.
func (w words) detail(a stats.Area, first, last geo.Date, q question) detail {
	d := detail{ID: areaID(a), Name: w.name(a), Shown: q.Area != "" && q.Area == areaID(a)}
	hours := w.T("management.hours", "Count", a.Hours)
	say := func(key string, args ...any) { d.Sentences = append(d.Sentences, w.T(key, args...)) }
	switch {
	case !a.Rate.Known:
		say("management.area.unknown")
	case a.Count == 0:
		say("management.area.zero", "From", w.DateShort(first), "To", w.DateShort(last), "Hours", hours)
	default:
		say("management.area.counted", "From", w.DateShort(first), "To", w.DateShort(last),
			"Meetings", w.T("management.meetings", "Count", a.Count), "Hours", hours, "Rate", w.scale.write(w.L, a.Rate.Mean))
		say("management.area."+string(a.Rate.Certainty()),
			"Low", w.scale.write(w.L, a.Rate.Low), "High", w.scale.write(w.L, a.Rate.High))
	}
	if a.Together() {
		say("management.area.merged")
	}
	if c, ok := w.changes[a.Name]; ok && c.Direction != stats.NoBasis {
		if len(c.Areas) > 1 {
			say("management.area.change.joint", "Areas", w.list(w.changed(c)))
		}
		say("management.area.change."+string(c.Direction),
			"Before", w.scale.write(w.L, c.Before.Mean), "Now", w.scale.write(w.L, c.Now.Mean))
	}
	return d
}
