package attack

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"runde/geo"
	"runde/geo/intake"
	"runde/geo/release"
)

// event is some events that happened together.
type event struct {
	release.Part
	family  release.Family
	detail  string // what its side table would split it by
	arrives int    // number of the week in which the office learns of them
}

// world is a random municipality with its events, for attacks.
type world struct {
	seed   uint64
	cells  []geo.Cell
	tree   *release.Tree
	first  geo.Week
	weeks  int
	events []event
	hours  []map[geo.Cell]float64 // of presence, by week
	weight []float64              // by cell
	yearly float64                // events that a weight of 1 lets expect
	params map[release.Family]release.Params
}

var attacked = []release.Family{release.Encounters, release.Concerns}

// newWorld draws a municipality of one to three families of resolution 6, with
// remainders here and there. One of four lasts over the end of a year.
func newWorld(seed uint64) *world {
	r := rand.New(rand.NewPCG(seed, 5))
	w := &world{seed: seed, weeks: 8 + 4*r.IntN(3), first: release.WeekOne(2027), yearly: 600}
	if seed%4 == 3 {
		w.first = w.first.Add(-w.weeks / 2)
	}
	for f := range 1 + r.IntN(3) {
		if r.IntN(3) == 0 {
			w.cells = append(w.cells, cell(6, f, 7, 7))
		}
		for i := range 1 + r.IntN(4) {
			if r.IntN(3) == 0 {
				w.cells = append(w.cells, cell(7, f, i, 7))
			}
			for j := range 1 + r.IntN(7) {
				w.cells = append(w.cells, cell(8, f, i, j))
			}
		}
	}
	if r.IntN(2) == 0 {
		w.cells = append(w.cells, geo.Rest)
	}
	w.tree = release.NewTree(w.cells)
	k, factor := 3+r.IntN(5), 1.2+r.Float64()
	w.params = map[release.Family]release.Params{}
	for _, f := range attacked {
		w.params[f] = release.Params{Key: release.FamilyKey([]byte(strconv.FormatUint(seed, 10)), "1", f), K: k, Factor: factor}
	}
	for range w.cells {
		w.weight = append(w.weight, r.ExpFloat64()*r.ExpFloat64())
	}
	for _, f := range attacked {
		w.fill(r, f, patterns[r.IntN(len(patterns))])
	}
	for range w.weeks {
		hours := map[geo.Cell]float64{}
		for i, c := range w.cells {
			if r.IntN(3) > 0 {
				hours[c] = w.weight[i] * r.ExpFloat64() * 3
			}
		}
		w.hours = append(w.hours, hours)
	}
	return w
}

// cell is the cell of a resolution with these digits at resolutions 6, 7 and 8, where
// 7 is none.
func cell(res, d6, d7, d8 int) geo.Cell {
	return geo.Cell(uint64(0x801f205801fffff)&^(0x1ff<<21) | uint64(res)<<52 | uint64(d6)<<27 | uint64(d7)<<24 | uint64(d8)<<21)
}

// patterns are ways in which events may lie, each the count of one kind in cell i
// and a week.
var patterns = []func(w *world, r *rand.Rand, i int) int{
	func(w *world, r *rand.Rand, i int) int { return int(w.weight[i] * r.ExpFloat64() * 2) }, // skewed
	func(w *world, r *rand.Rand, i int) int { // all in one cell
		if i == 0 {
			return 4 + r.IntN(9)
		}
		return r.IntN(20) / 19
	},
	func(w *world, r *rand.Rand, i int) int { return r.IntN(2) },         // one in every cell
	func(w *world, r *rand.Rand, i int) int { return w.threshold() - 1 }, // one too few everywhere
	func(w *world, r *rand.Rand, i int) int { // an empty block beside full ones
		if i < len(w.cells)/2 {
			return 0
		}
		return r.IntN(2 * w.threshold())
	},
	func(w *world, r *rand.Rand, i int) int { return r.IntN(6) / 5 * (1 + r.IntN(3)) }, // sparse
}

func (w *world) threshold() int { return w.params[release.Encounters].K }

// fill draws a family's events. In one world of two each is a round of its own, so
// that thresholds look at nearly the plain count.
func (w *world) fill(r *rand.Rand, f release.Family, pattern func(*world, *rand.Rand, int) int) {
	for i, c := range w.cells {
		for week := range w.weeks {
			for _, kind := range f.Kinds() {
				for n := pattern(w, r, i); n > 0; {
					e := event{family: f, arrives: week}
					e.Part = release.Part{Cell: c, Kind: kind, Round: fmt.Sprint(week, "/", r.IntN(6)), Count: 1 + r.IntN(n)}
					if w.seed%2 == 0 {
						e.Round, e.Count = fmt.Sprint(len(w.events)), 1
					}
					if r.IntN(8) == 0 {
						e.arrives += 1 + r.IntN(6) // late
					}
					e.Public = f == release.Concerns && r.IntN(5) == 0
					e.detail = detailOf(r, e)
					n -= e.Count
					w.events = append(w.events, e)
				}
			}
		}
	}
}

// detailOf draws a channel, or a target of what is a bridge.
func detailOf(r *rand.Rand, e event) string {
	if e.family == release.Encounters {
		targets := append(slices.Clone(release.Targets), release.SeveralTargets)
		switch {
		case e.Kind != release.Bridged:
			return release.NoBridge
		case e.Round[0] == '7': // too late
			return release.UntoldTarget
		}
		return targets[min(r.IntN(len(targets)), r.IntN(len(targets)))]
	}
	var own []string
	for _, c := range intake.Channels {
		if string(c.Group) == e.Kind {
			own = append(own, string(c.Channel))
		}
	}
	return own[min(r.IntN(len(own)), r.IntN(len(own)))]
}

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
	blocks   map[int][]release.Block // by ISO year
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
	p := &published{world: w, blocks: map[int][]release.Block{}, counted: map[release.Family][]counted{},
		tallies: map[release.Family]map[int][]release.Tally{release.Encounters: {}, release.Concerns: {}}}
	periods := map[release.Family]map[int][]release.Figure{release.Encounters: {}, release.Concerns: {}}
	open := slices.Clone(w.events)
	for n := range w.weeks {
		week := w.first.Add(n)
		year := isoYear(week)
		if p.blocks[year] == nil {
			prior := map[geo.Cell]float64{}
			for i, c := range w.cells {
				prior[c] = w.weight[i] * w.yearly
			}
			var err error
			p.blocks[year], err = release.Geography(w.tree, prior, w.params[release.Encounters])
			no(t, err)
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
	figures, err := release.Period(p.tree, f, period, p.blocks[period.Year], parts, p.params[f])
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
	figures, err := release.Year(p.tree, f, year, p.blocks[year], periods, parts, p.params[f])
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
