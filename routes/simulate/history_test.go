package simulate_test

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/need"
	"runde/routes"
	"runde/routes/simulate"
)

func asJSON(t *testing.T, in simulate.Input) []byte {
	t.Helper()
	h, truth := run(t, in)
	b, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range truth.Cells() {
		more, err := json.Marshal([]float64{truth.Mean(c), truth.Habit(c)})
		if err != nil {
			t.Fatal(err)
		}
		b = append(b, more...)
	}
	return b
}

// The same seed gives the same bytes, another seed others.
func TestSameSeedSameBytes(t *testing.T) {
	first := asJSON(t, town(t, 7))
	if !bytes.Equal(first, asJSON(t, town(t, 7))) {
		t.Error("two runs of seed 7 differ")
	}
	if bytes.Equal(first, asJSON(t, town(t, 8))) {
		t.Error("seeds 7 and 8 give the same history")
	}
}

// Parts do not disturb each other: with other places the need is the same up to
// its scale, and the concerns' ids and cells are the same.
func TestPlacesDoNotChangeNeed(t *testing.T) {
	in := town(t, 7)
	h1, t1 := run(t, in)
	in.Places = in.Places[:100]
	h2, t2 := run(t, in)
	ratio := 0.0
	for _, c := range t1.Cells() {
		r := t1.Mean(c) / t2.Mean(c)
		if ratio != 0 && math.Abs(r/ratio-1) > 1e-9 {
			t.Fatalf("cell %v changed by %g, another by %g", c, r, ratio)
		}
		ratio = r
	}
	for i := range h1.Concerns {
		if a, b := h1.Concerns[i], h2.Concerns[i]; a.ID != b.ID || a.Cell != b.Cell || a.Day != b.Day {
			t.Fatalf("concern %d differs", i)
		}
	}
}

// A year holds about as many encounters and concerns as was asked for.
func TestTotalsAreTheWishedOnes(t *testing.T) {
	for _, wish := range []struct{ encounters, concerns int }{{3000, 200}, {8000, 600}} {
		in := town(t, 3)
		in.Encounters, in.Concerns = wish.encounters, wish.concerns
		h, _ := run(t, in)
		years := float64(in.Now-geo.NewDate(2025, time.January, 1)) / 365.25
		met := 0
		for _, e := range h.Encounters {
			if e.Outcome != "nobody_met" {
				met++
			}
		}
		if got := float64(met) / years; math.Abs(got/float64(wish.encounters)-1) > 0.05 {
			t.Errorf("%.0f encounters a year, want %d", got, wish.encounters)
		}
		if got := float64(len(h.Concerns)) / years; math.Abs(got/float64(wish.concerns)-1) > 0.15 {
			t.Errorf("%.0f concerns a year, want %d", got, wish.concerns)
		}
	}
}

// The history begins on 1 January of last year. Rounds end with last week, so that
// this week can be planned; concerns go on until today.
func TestDatesOfTheHistory(t *testing.T) {
	in := town(t, 5)
	h, _ := run(t, in)
	first, last := geo.NewDate(2025, time.January, 1), geo.NewDate(2026, time.November, 15)
	days := []geo.Date{}
	for _, r := range h.Rounds {
		days = append(days, r.Shift.Date)
	}
	if got := slices.Min(days); got < first || got > first+7 {
		t.Errorf("first round on %v", got)
	}
	if got := slices.Max(days); got > last || got < last-7 {
		t.Errorf("last round on %v, want in the week to %v", got, last)
	}
	if !slices.IsSorted(days) {
		t.Error("rounds are not in order of time")
	}
	latest := geo.Date(0)
	for _, c := range h.Concerns {
		latest = max(latest, c.Day)
		if c.Day < first || c.Day > in.Now || c.DecidedOn > in.Now || c.ClosedOn > in.Now {
			t.Fatalf("a concern of %v, decided %v, closed %v", c.Day, c.DecidedOn, c.ClosedOn)
		}
	}
	if latest < in.Now-4 {
		t.Errorf("latest concern on %v", latest)
	}
	weeks := map[geo.Week]bool{}
	for _, p := range h.Plans {
		if weeks[p.Week] {
			t.Errorf("two plans for %v", p.Week)
		}
		weeks[p.Week] = true
	}
	if len(weeks) < 95 {
		t.Errorf("%d weeks", len(weeks))
	}
}

// Workers go where habit takes them: some cells with much need are hardly known, a
// share of stops explores, and yet no reachable cell is left out for ever.
func TestHabitIsBiasedAndExplorationMendsIt(t *testing.T) {
	in := town(t, 11)
	h, truth := run(t, in)
	hours, explored, stops := map[geo.Cell]float64{}, 0, 0
	for _, r := range h.Rounds {
		for _, s := range r.Stops {
			stops++
			if s.Exploration {
				explored++
			}
			if s.State == simulate.Visited {
				hours[s.Cell] += float64(s.Leave-s.Arrive) / 60
			}
		}
	}
	if share := float64(explored) / float64(stops); share < 0.08 || share > 0.3 {
		t.Errorf("%.0f %% of stops explore", 100*share)
	}
	reachable, values := map[geo.Cell]bool{}, []float64{}
	for _, p := range in.Places {
		if !reachable[p.Cell] {
			reachable[p.Cell] = true
			values = append(values, hours[p.Cell])
		}
		if hours[p.Cell] == 0 {
			t.Errorf("cell %v has a place and was never visited", p.Cell)
		}
	}
	slices.Sort(values)
	if median, most := values[len(values)/2], values[len(values)-1]; most < 5*median {
		t.Errorf("hours are spread evenly: median %.0f, most %.0f", median, most)
	}
	neglected := 0
	for _, c := range truth.Cells() {
		if reachable[c] && truth.Mean(c) > 3 && hours[c] < values[len(values)/2] {
			neglected++
		}
	}
	if neglected == 0 {
		t.Error("no cell of much need is neglected: there is nothing to find")
	}
}

// What the history tells is enough to estimate the need: known cells rank like the
// truth, and the 80 % interval holds the true rate of the times at which they were
// visited about as often as it says.
func TestNeedCanBeEstimated(t *testing.T) {
	cells, covered := 0, 0
	for seed := range uint64(5) {
		in := town(t, seed)
		h, truth := run(t, in)
		now := geo.WeekOf(in.Now)
		rates := metRates(h, truth, now)
		var means, truths []float64
		for _, e := range need.Fit(truth.Cells(), h.Observations(), now, need.DefaultParams()).Estimates() {
			if !e.Known {
				continue
			}
			means, truths = append(means, e.Mean), append(truths, truth.Mean(e.Cell))
			if e.Low <= rates[e.Cell] && rates[e.Cell] <= e.High {
				covered++
			}
		}
		cells += len(means)
		if r := spearman(means, truths); r < 0.7 {
			t.Errorf("seed %d: rank correlation %.2f over %d known cells", seed, r, len(means))
		}
	}
	if share := float64(covered) / float64(cells); share < 0.75 {
		t.Errorf("the interval holds the truth in %.0f %% of %d cells", 100*share, cells)
	}
}

// metRates are the true rates, averaged over the times of each cell's visits as
// the need model weights them.
func metRates(h *simulate.History, truth *simulate.Truth, now geo.Week) map[geo.Cell]float64 {
	met, weight := map[geo.Cell]float64{}, map[geo.Cell]float64{}
	for _, r := range h.Rounds {
		for _, s := range r.Stops {
			if s.State == simulate.Visited {
				w := float64(s.Leave-s.Arrive) * math.Exp2(-float64(now.Since(geo.WeekOf(r.Shift.Date)))/13)
				met[s.Cell] += w * truth.Rate(s.Cell, geo.DaypartAt(s.Arrive), r.Shift.Date)
				weight[s.Cell] += w
			}
		}
	}
	for c := range met {
		met[c] /= weight[c]
	}
	return met
}

func spearman(a, b []float64) float64 {
	ranks := func(v []float64) []float64 {
		order := make([]int, len(v))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(i, j int) int { return int(math.Copysign(1, v[i]-v[j])) })
		out := make([]float64, len(v))
		for r, i := range order {
			out[i] = float64(r)
		}
		return out
	}
	x, y := ranks(a), ranks(b)
	n, sum := float64(len(a)), 0.0
	for i := range x {
		sum += (x[i] - y[i]) * (x[i] - y[i])
	}
	return 1 - 6*sum/(n*(n*n-1))
}

// The observations add up to the history.
func TestObservationsAddUp(t *testing.T) {
	in := town(t, 2)
	h, _ := run(t, in)
	var met, told int
	var hours float64
	for _, o := range h.Observations() {
		met += o.Encounters + o.Unplanned
		hours += o.Hours
		for _, n := range o.Concerns {
			told += n
		}
	}
	for _, e := range h.Encounters {
		if e.Outcome != "nobody_met" {
			met--
		}
	}
	for _, c := range h.Concerns {
		if c.Context == "street" {
			told--
		}
	}
	for _, r := range h.Rounds {
		for _, s := range r.Stops {
			if s.State == simulate.Visited {
				hours -= float64(s.Leave-s.Arrive) / 60
			}
		}
	}
	if met != 0 || told != 0 || math.Abs(hours) > 1e-6 {
		t.Errorf("%d encounters, %d concerns, %g hours too many", met, told, hours)
	}
	recent := 0
	from := in.Now - 90
	for _, p := range h.Presence(from) {
		recent += p.Encounters
	}
	for _, e := range h.Encounters {
		if e.Outcome != "nobody_met" && !e.Unplanned && e.Day >= from {
			recent--
		}
	}
	if recent != 0 {
		t.Errorf("presence has %d encounters too many", recent)
	}
}

// A wrong input is refused by the name of its field.
func TestInputIsChecked(t *testing.T) {
	for name, spoil := range map[string]func(*simulate.Input){
		"Street":    func(in *simulate.Input) { in.Street = nil },
		"Home":      func(in *simulate.Input) { in.Home = cells.New(nil, 500) },
		"Places[2]": func(in *simulate.Input) { in.Places[2].Cell = 0x8900000000bffff },
		"Week[1]":   func(in *simulate.Input) { in.Week[1].End = in.Week[1].Start },
		"Week[0]":   func(in *simulate.Input) { in.Week[0].Mode = "rocket" },
		"Concerns":  func(in *simulate.Input) { in.Concerns = -1 },
		"Week[2]":   func(in *simulate.Input) { in.Week[2].Workers = 0 },
	} {
		in := town(t, 1)
		spoil(&in)
		if _, _, err := simulate.Run(in); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A municipality without places, or without shifts, has concerns and no rounds.
func TestNowhereToGo(t *testing.T) {
	in := town(t, 1)
	in.Places = nil
	h, _ := run(t, in)
	if len(h.Rounds) != 0 || len(h.Encounters) != 0 || len(h.Plans) != 0 || len(h.Concerns) == 0 {
		t.Errorf("%d rounds, %d encounters, %d concerns", len(h.Rounds), len(h.Encounters), len(h.Concerns))
	}
	in = town(t, 1)
	in.Week = nil
	if h, _ := run(t, in); len(h.Rounds) != 0 {
		t.Errorf("%d rounds without shifts", len(h.Rounds))
	}
}

// A village below the floor is one cell and still works.
func TestOneCell(t *testing.T) {
	in := town(t, 4)
	all := map[geo.Cell]int{}
	for _, l := range in.Street.AllLeaves() {
		all[l] = 0
	}
	in.Street, in.Home = cells.New(all, 50), cells.New(all, 500)
	in.Places = slices.Clone(in.Places)
	for i := range in.Places {
		in.Places[i].Cell = geo.Rest
	}
	h, truth := run(t, in)
	if len(truth.Cells()) != 1 || len(h.Encounters) == 0 {
		t.Errorf("%d cells, %d encounters", len(truth.Cells()), len(h.Encounters))
	}
	for _, c := range h.Concerns {
		if c.Context == "home" {
			t.Fatal("a concern about a home where there are none")
		}
	}
}

// The regular week has two teams' shifts by every mode, with ids of the seed.
func TestRegularWeek(t *testing.T) {
	in := town(t, 6)
	modes, ids := map[routes.Mode]bool{}, map[string]bool{}
	for _, p := range in.Week {
		modes[p.Mode] = true
		ids[p.ID.String()] = true
		if p.ID.Version() != 4 {
			t.Errorf("id of version %v", p.ID.Version())
		}
	}
	if len(modes) != 3 || len(ids) != len(in.Week) || len(ids) != 11 {
		t.Errorf("%d modes, %d ids, %d shifts", len(modes), len(ids), len(in.Week))
	}
}

func BenchmarkRun(b *testing.B) {
	in := town(b, 1)
	for b.Loop() {
		run(b, in)
	}
}
