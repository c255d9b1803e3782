package attack

import (
	"slices"
	"testing"

	"runde/geo"
	"runde/geo/release"
)

// edition is one publication of a world.
type edition struct {
	family  release.Family
	figures []release.Figure
}

// published is the life of a world: what was published, in the order of time, and
// which events it counted.
type published struct {
	*world
	editions []edition
	blocks   map[int]map[release.Family][]release.Block // by ISO year
	counted  map[release.Family][]counted
	tallies  map[release.Family]map[int][]release.Tally // of details, by ISO year
}

// counted is a part with its detail and the number of the week that counted it.
type counted struct {
	release.Part
	detail string
	class  string // the kinds of the row of its period that holds it
	week   int
}

// publish publishes the world as the store does.
func (w *world) publish(t testing.TB) *published {
	t.Helper()
	p := &published{world: w, blocks: map[int]map[release.Family][]release.Block{}, counted: map[release.Family][]counted{},
		tallies: map[release.Family]map[int][]release.Tally{release.Encounters: {}, release.Concerns: {}}}
	periods := map[release.Family]map[int][]release.Figure{release.Encounters: {}, release.Concerns: {}}
	open := slices.Clone(w.events)
	for n := range w.weeks {
		week := w.first.Add(n)
		year := isoYear(week)
		if p.blocks[year] == nil {
			p.blocks[year] = p.geographies(t)
		}
		for _, f := range attacked {
			open = p.week(t, f, n, open)
			last := n == w.weeks-1
			if next := week.Add(1); last || release.PeriodOf(next) != release.PeriodOf(week) {
				figures := p.period(t, f, release.PeriodOf(week))
				periods[f][year] = append(periods[f][year], figures...)
			}
			if next := week.Add(1); last || isoYear(next) != year {
				p.year(t, f, year, periods[f][year])
			}
		}
	}
	return p
}

// geographies are the blocks of each family, frozen with the first week of a year.
func (w *world) geographies(t testing.TB) map[release.Family][]release.Block {
	t.Helper()
	out := map[release.Family][]release.Block{}
	for _, f := range attacked {
		prior := map[geo.Cell]float64{}
		for i, c := range w.cells {
			prior[c] = w.weight[i] * w.yearly[f]
		}
		var err error
		out[f], err = release.Geography(w.tree, prior, w.params[f])
		no(t, err)
	}
	return out
}

// week publishes a week and gives the events that stay open.
func (p *published) week(t testing.TB, f release.Family, n int, open []event) (rest []event) {
	t.Helper()
	var parts []release.Part
	var now []counted
	for _, e := range open {
		if e.family == f && e.arrives <= n {
			parts, now = append(parts, e.Part), append(now, counted{e.Part, e.detail, "", n})
		} else {
			rest = append(rest, e)
		}
	}
	fig, ok, err := release.Week(p.tree, f, p.first.Add(n), parts, p.params[f])
	no(t, err)
	if !ok {
		return open
	}
	p.counted[f] = append(p.counted[f], now...)
	p.edit(f, []release.Figure{fig}, n, n, 0.5)
	return rest
}

func (p *published) period(t testing.TB, f release.Family, period release.FourWeeks) []release.Figure {
	t.Helper()
	weeks := period.Weeks()
	a, b := weeks[0].Since(p.first), weeks[len(weeks)-1].Since(p.first)
	parts, some := p.between(f, a, b)
	if !some {
		return nil
	}
	figures, err := release.Period(p.tree, f, period, p.blocks[period.Year][f], parts, p.params[f])
	no(t, err)
	p.edit(f, figures, a, b, 2)
	class := release.ClassOf(figures)
	for i, c := range p.counted[f] {
		if c.week < a || c.week > b {
			continue
		}
		of, ok := class(c.Cell, c.Kind)
		if !ok {
			t.Fatal("an event of a period is in none of its rows")
		}
		p.counted[f][i].class = of
		if f == release.Concerns || release.HoldsBridges(of) {
			p.tallies[f][period.Year] = append(p.tallies[f][period.Year],
				release.Tally{Class: of, Detail: c.detail, Week: p.first.Add(c.week), Public: c.Public, Count: c.Count})
		}
	}
	return figures
}

func (p *published) year(t testing.TB, f release.Family, year int, periods []release.Figure) {
	t.Helper()
	a, b := release.WeekOne(year).Since(p.first), release.WeekOne(year+1).Since(p.first)-1
	parts, some := p.between(f, a, b)
	if !some {
		return
	}
	figures, err := release.Year(p.tree, f, year, p.blocks[year][f], periods, parts, p.params[f])
	no(t, err)
	p.edit(f, figures, a, b, 4)
	details, err := release.Details(side[f], year, p.tallies[f][year], p.params[f])
	no(t, err)
	if len(details) > 0 {
		p.editions = append(p.editions, edition{f, details})
	}
}

// between is the parts that the weeks from a to b counted, and whether one of these
// was published.
func (p *published) between(f release.Family, a, b int) (out []release.Part, some bool) {
	for _, c := range p.counted[f] {
		if a <= c.week && c.week <= b {
			out = append(out, c.Part)
		}
	}
	for _, e := range p.editions {
		for _, fig := range e.figures {
			if e.family == f && fig.Level == release.ByWeek {
				w, err := geo.ParseWeek(fig.Period)
				n := w.Since(p.first)
				some = some || err == nil && a <= n && n <= b
			}
		}
	}
	return out, some
}

// edit adds an edition; of encounters with the hours on its rows, and as unknown
// where these are few.
func (p *published) edit(f release.Family, figures []release.Figure, a, b int, least float64) {
	if f != release.Encounters {
		p.editions = append(p.editions, edition{f, figures})
		return
	}
	hours := map[geo.Cell]float64{}
	for n := max(a, 0); n <= min(b, p.weeks-1); n++ {
		for c, h := range p.hours[n] {
			hours[c] += h
		}
	}
	presence := release.Hours(figures, hours)
	figures = slices.Clone(figures)
	release.MarkUnknown(figures, hours, least)
	p.editions = append(p.editions, edition{f, append(figures, presence...)})
}

func no(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
