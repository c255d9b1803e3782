package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"runde/geo"
	"runde/routes"
	"runde/routes/orienteer"
	"runde/routes/plans"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

var smallWeek = weekSize{Places: 40, Shifts: 4, Cells: 100}

// The same seed gives the same two weeks, another seed others.
func TestWeekWorldFollowsFromItsSeed(t *testing.T) {
	a, b, other := newWeekWorld(5, smallWeek), newWeekWorld(5, smallWeek), newWeekWorld(6, smallWeek)
	equal := func(a, b plans.Input) string { return cmp.Diff(a, b, cmp.AllowUnexported(geo.Week{})) }
	if diff := equal(a.this, b.this) + equal(a.before, b.before); diff != "" {
		t.Errorf("the same seed gives another week:\n%s", diff)
	}
	if equal(a.this, other.this) == "" || equal(a.this, a.before) == "" {
		t.Error("another seed, or the week before, is the same week")
	}
}

// What the description promises: the sizes, places within their cells, half of the
// need in a tenth of the cells, time for about a third of the places, known and
// unknown cells.
func TestWeekWorldIsAsDescribed(t *testing.T) {
	for seed := range uint64(3) {
		size := weekSize{Places: 300, Shifts: 20, Cells: 1200}
		w := newWeekWorld(seed, size)
		in := w.this
		if len(in.Places) != size.Places || len(in.Shifts) != size.Shifts || len(in.Estimates) != size.Cells || len(in.AreaKM2) != size.Cells {
			t.Errorf("seed %d: %d places, %d shifts, %d cells", seed, len(in.Places), len(in.Shifts), len(in.Estimates))
		}
		for i, p := range in.Places {
			if c, ok := w.cover.At(p.Point); !ok || c != p.Cell {
				t.Errorf("seed %d: place %d stands in %s and says %s", seed, i, c, p.Cell)
			}
		}
		n := newWeekNeed(w, in.Places, size)
		slices.Sort(n.rate)
		if top := sum(n.rate[1080:]) / sum(n.rate); math.Abs(top-0.5) > 0.02 {
			t.Errorf("seed %d: a tenth of the cells hold %.3f of the need", seed, top)
		}
		if tight := w.tightness(); tight < 0.25 || tight > 0.42 {
			t.Errorf("seed %d: time for %.2f of the places", seed, tight)
		}
		known := 0
		for _, e := range in.Estimates {
			if e.Known {
				known++
			}
		}
		if known < 40 || known > 200 {
			t.Errorf("seed %d: %d cells are known", seed, known)
		}
	}
}

func sum(v []float64) (s float64) {
	for _, x := range v {
		s += x
	}
	return s
}

// No planner's plan breaks a rule, each is worth more than a week without rounds, and
// the engine's no less than the greedy one. The table says so.
func TestWeekMeasuresEveryPlanner(t *testing.T) {
	c := weekCmd{Places: 40, Shifts: 4, Cells: 100, Seed: 1, Seeds: 3, Iterations: 3000, JSON: true}
	var out bytes.Buffer
	if err := c.Run(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	var r weekResult
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Weeks) != c.Seeds {
		t.Fatalf("%d weeks, want %d", len(r.Weeks), c.Seeds)
	}
	for _, m := range r.Weeks {
		engine := m.engine()
		if m.broken() != 0 {
			t.Errorf("seed %d: a plan breaks rules: %+v", m.Seed, m)
		}
		if engine.Value < m.Greedy.Value || m.Greedy.Value <= m.Nothing || m.LastWeek.Value <= m.Nothing {
			t.Errorf("seed %d: engine %v, greedy %v, last week %v, nothing %v", m.Seed, engine.Value, m.Greedy.Value, m.LastWeek.Value, m.Nothing)
		}
		if engine.Stops < 10 || m.Greedy.Stops < 10 || m.LastWeek.Stops < 10 || 5*engine.Explore < engine.Stops {
			t.Errorf("seed %d: stops of the engine %+v, greedy %+v, last week %+v", m.Seed, engine, m.Greedy, m.LastWeek)
		}
	}
	if want := over(r.Weeks[0].engine().Value, r.Weeks[0].Greedy.Value); r.Worst["over_greedy_percent"] > want || r.Mean["broken_rules"] != 0 {
		t.Errorf("worst %v, mean %v", r.Worst, r.Mean)
	}
}

// The table has a line for each week, and rows of means and of the worst.
func TestWeekPrintsATable(t *testing.T) {
	c := weekCmd{Places: 10, Shifts: 2, Cells: 20, Seed: 3, Seeds: 2, Seconds: []float64{0.02, 0.01}, Long: 0.04}
	if err := c.Validate(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := c.Run(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 6 || !strings.Contains(lines[1], "at 0.01 s at 0.02 s at 0.04 s of long %") {
		t.Fatalf("printed\n%s", &out)
	}
	for i, name := range []string{"3", "4", "mean", "worst"} {
		if f := strings.Fields(lines[2+i]); f[0] != name {
			t.Errorf("line %q, want that of %s", lines[2+i], name)
		}
	}
}

func TestWeekRefusesToMeasureNothing(t *testing.T) {
	good := weekCmd{Places: 1, Shifts: 1, Cells: 1, Seeds: 1, Seconds: []float64{1}}
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(c *weekCmd){
		"no places":    func(c *weekCmd) { c.Places = 0 },
		"no weeks":     func(c *weekCmd) { c.Seeds = 0 },
		"no time":      func(c *weekCmd) { c.Seconds = []float64{1, 0} },
		"a long minus": func(c *weekCmd) { c.Long = -1 },
	} {
		c := good
		spoil(&c)
		if c.Validate() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// The first stop of a greedy week gains more for each minute than any other that
// explores, as trying all of them tells.
func TestGreedyTakesTheMostPerMinute(t *testing.T) {
	for seed := range uint64(4) {
		in := newWeekWorld(seed, smallWeek).this
		p, err := plans.Problem(in)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := newGreedy(&p, false).best()
		if !ok {
			t.Fatalf("seed %d: nothing gains", seed)
		}
		nothing := orienteer.Score(&p, orienteer.Solution{Routes: make([]orienteer.Route, len(p.Shifts))}).Total
		most := 0.0
		for s := range p.Shifts {
			empty, _ := orienteer.Time(&p, s, nil)
			for place := range p.Places {
				week := orienteer.Solution{Routes: make([]orienteer.Route, len(p.Shifts))}
				for i := range week.Routes {
					week.Routes[i], _ = orienteer.Time(&p, i, nil)
				}
				week.Routes[s], _ = orienteer.Time(&p, s, []int{place})
				week.Value = orienteer.Score(&p, week).Total
				if len(orienteer.Check(&p, week)) > 0 {
					continue
				}
				minutes := math.Max(1, float64(week.Routes[s].End-empty.End)/600)
				most = math.Max(most, (week.Value-nothing)/minutes)
			}
		}
		if math.Abs(got.gain/got.minutes-most) > 1e-9 {
			t.Errorf("seed %d: gains %v a minute, the best %v", seed, got.gain/got.minutes, most)
		}
	}
}

// Laid on a week with less time and without a place's hours, last week loses the stops
// that no longer fit, and nothing else changes.
func TestLastWeekDropsWhatBreaksRules(t *testing.T) {
	w := newWeekWorld(2, smallWeek)
	last, err := plans.Propose(t.Context(), w.before, nil)
	if err != nil {
		t.Fatal(err)
	}
	w.walked(last)
	w.this.Shifts[0].End -= 90
	two := slices.IndexFunc(w.this.Places, func(p routes.Place) bool { return p.ID == last.Rounds[1].Stops[0].PlaceID })
	w.this.Places[two].MaxVisits = 0
	got, err := w.lastWeekPlan(last)
	if err != nil {
		t.Fatal(err)
	}
	if _, broken, err := plans.Evaluate(w.this, got); err != nil || len(broken) > 0 {
		t.Errorf("breaks %+v (%v)", broken, err)
	}
	for i, r := range got.Rounds {
		was := placesOf(last.Rounds[i])
		for _, id := range placesOf(r) {
			at := slices.Index(was, id)
			if at < 0 || id == w.this.Places[two].ID {
				t.Fatalf("round %d visits a place that it did not, or may not", i)
			}
			was = was[at+1:]
		}
	}
	if len(got.Rounds[0].Stops) >= len(last.Rounds[0].Stops) || len(got.Rounds[0].Stops) == 0 {
		t.Errorf("%d stops in an hour and a half less, before %d", len(got.Rounds[0].Stops), len(last.Rounds[0].Stops))
	}
}

func placesOf(r plans.Round) (out []uuid.UUID) {
	for _, s := range r.Stops {
		out = append(out, s.PlaceID)
	}
	return out
}
