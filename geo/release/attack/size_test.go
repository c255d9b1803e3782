package attack

import (
	"math/rand/v2"
	"testing"

	"runde/geo"
	"runde/geo/release"
)

// realWorld is a municipality of some 400 leaves with a year of about 8,000 events
// in each family.
func realWorld() *world {
	r := rand.New(rand.NewPCG(1, 1))
	w := &world{weeks: 52, first: release.WeekOne(2027), params: map[release.Family]release.Params{},
		yearly: map[release.Family]float64{release.Encounters: 4 * 52, release.Concerns: 4 * 52}}
	for f := range 7 {
		for i := range 7 {
			for j := range 7 {
				w.cells = append(w.cells, cell(8, f, i, j))
			}
			w.cells = append(w.cells, cell(7, f, i, 7))
		}
	}
	w.tree = release.NewTree(w.cells)
	total := 0.0
	for range w.cells {
		x := r.ExpFloat64() * r.ExpFloat64() * r.ExpFloat64()
		w.weight = append(w.weight, x)
		total += x
	}
	for _, f := range attacked {
		w.params[f] = release.DefaultParams(release.FamilyKey([]byte("key"), "1", f))
	}
	for i := range w.weight {
		w.weight[i] *= 8000 / total / 52 / 4 // a kind and week
	}
	poisson := func(w *world, r *rand.Rand, i int) int {
		n, p := 0, w.weight[i]
		for p -= r.ExpFloat64(); p > 0; p -= r.ExpFloat64() {
			n++
		}
		return n
	}
	for _, f := range attacked {
		w.fill(r, f, poisson)
	}
	for range w.weeks {
		hours := map[geo.Cell]float64{}
		for i, c := range w.cells {
			hours[c] = w.weight[i] * 8
		}
		w.hours = append(w.hours, hours)
	}
	return w
}

// A year of a real municipality.
func BenchmarkYear(b *testing.B) {
	p := realWorld().publish(b)
	var figures []release.Figure
	for _, e := range p.editions {
		figures = append(figures, e.figures...)
	}
	y := p.yearOf(2027, figures)
	for b.Loop() {
		r, err := Attack(y)
		no(b, err)
		b.ReportMetric(float64(r.Figures), "figures")
		b.ReportMetric(float64(r.Nodes), "nodes")
		b.ReportMetric(float64(r.Targets), "targets")
		if len(r.Findings) > 0 {
			b.Errorf("%d findings, the first %s", len(r.Findings), r.Findings[0])
		}
	}
}
