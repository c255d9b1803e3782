package management

import (
	"context"
	"slices"

	"runde/geo/release"
	"runde/geo/stats"
	"runde/store"
	"runde/web/fault"
	"runde/web/pages/catalogue"
	"runde/web/pages/fds"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// scene is what a page of figures by area shows, whatever the time they are about.
type scene struct {
	Q       question
	Period  *period // nil before the first is published
	Periods []fds.Option
	Older   string // address of the period before; "" for none
	Newer   string
	Layers  []layer
	Totals  []total
	Areas   table
	Concern table
	Details []detail
	Map     mapData
}

// period is a published one.
type period struct {
	store.Edition
	Name     string // 2026-P10, or 2026
	Choice   string // among the others
	Title    string
	Released string
	When     string // as a sentence begins
}

// layer is something that the map can show.
type layer struct {
	Key     string // one of the span's
	Text    string
	Title   string // of its legend
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

// preamble says above the tables what they are.
func (s scene) preamble(l *catalogue.L, title string) []string {
	return []string{title, s.Period.Title, s.Period.released(l), l.T("management.supplement")}
}

func (p period) released(l *catalogue.L) string {
	return l.T("management.released", "Date", l.Date(p.ReleasedOn), "K", p.Threshold)
}

// choose finds the question's period among those that are published. It returns
// fault.ErrNotPublished for another.
func (s *scene) choose(l *catalogue.L, published []store.Edition) error {
	var all []period
	for _, e := range published {
		if e.Family == release.Encounters && e.Level == s.Q.Of.Level {
			all = append(all, periodOf(l, e))
		}
	}
	at := slices.IndexFunc(all, func(p period) bool { return p.Name == s.Q.Period })
	switch {
	case len(all) == 0 && s.Q.Period == "":
		return nil
	case s.Q.Period == "":
		at = 0
	case at < 0:
		return fault.ErrNotPublished
	}
	s.Period = &all[at]
	for i, p := range all {
		s.Periods = append(s.Periods, fds.Option{Value: p.Name, Text: p.Choice, Selected: i == at})
	}
	other := s.Q
	other.Area = ""
	if at > 0 {
		s.Newer = other.with(s.Q.Of.Field, all[at-1].Name)
	}
	if at+1 < len(all) {
		s.Older = other.with(s.Q.Of.Field, all[at+1].Name)
	}
	return nil
}

func periodOf(l *catalogue.L, e store.Edition) period {
	p := period{Edition: e, Name: e.Period}
	from, to := l.DateShort(e.FirstDay), l.DateShort(e.LastDay)
	if e.Level == release.ByYear {
		p.Choice, p.Released = p.Name, l.T("management.released.short", "Date", l.Date(e.ReleasedOn))
		p.When = l.T("management.when.year", "Year", e.Year)
		p.Title = l.T("management.year", "Year", e.Year,
			"From", from, "FromYear", e.FirstDay.Year(), "To", to, "ToYear", e.LastDay.Year())
		return p
	}
	n := 0
	if at, err := release.ParsePeriod(e.Period); err == nil {
		n = at.Number
	}
	p.When = l.T("management.when.period", "From", from, "To", to)
	p.Title = l.T("management.period", "Number", n, "Year", e.Year, "From", from, "To", to)
	p.Choice, p.Released = p.Title, l.T("management.released.short", "Date", l.DateShort(e.ReleasedOn))
	return p
}

// words are those for the chosen period: its blocks' names and its year's scale.
func (h handlers) words(ctx context.Context, m int32, l *catalogue.L, p *period, published []store.Edition) (words, error) {
	w := words{L: l, when: p.When, hours: hourBreaks[p.Level],
		order: collate.New(language.Danish, collate.Numeric)}
	stored := map[release.Family][]store.Block{}
	for _, f := range []release.Family{release.Encounters, release.Concerns} {
		var err error
		if stored[f], err = h.db.Blocks(ctx, m, p.Year, f); err != nil {
			return w, err
		}
	}
	w.called = callBlocks(l, stored[release.Encounters], stored[release.Concerns])
	var err error
	w.scale, err = h.scale(ctx, m, p.Year, published)
	return w, err
}

// detail explains one area.
type detail struct {
	ID        string
	Name      string
	Sentences []string
	Shown     bool
}

// detail says what is counted, how sure that is, and why it is shown as it is.
func (w words) detail(a stats.Area, q question) detail {
	d := detail{ID: areaID(a), Name: w.name(a), Shown: q.Area != "" && q.Area == areaID(a)}
	hours := w.T("management.hours", "Count", a.Hours)
	say := func(key string, args ...any) { d.Sentences = append(d.Sentences, w.T(key, args...)) }
	switch {
	case !a.Rate.Known:
		say("management.area.unknown")
	case a.Count == 0:
		say("management.area.zero", "When", w.when, "Hours", hours)
	default:
		say("management.area.counted", "When", w.when, "Meetings", w.T("management.meetings", "Count", a.Count),
			"Hours", hours, "Rate", w.scale.write(w.L, a.Rate.Mean))
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
