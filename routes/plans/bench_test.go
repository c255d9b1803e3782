package plans

import (
	"fmt"
	"slices"
	"testing"

	"runde/geo"
	"runde/routes"
)

// A stop is moved by hand in a large week: 300 places, 20 shifts, 1,200 cells. Last
// week's plan was the same, so that every visit has its usual time.
func BenchmarkEvaluate(b *testing.B) {
	for _, modes := range [][]routes.Mode{{routes.Foot, routes.Bicycle}, {routes.Car}} {
		b.Run(fmt.Sprint(modes), func(b *testing.B) {
			w := newTown(1, size{1200, 300, 20})
			for i := range w.Shifts {
				w.Shifts[i].Mode = modes[i%len(modes)]
			}
			w.Iterations = 200
			p, err := Propose(b.Context(), w.Input, nil)
			if err != nil {
				b.Fatal(err)
			}
			w.Past = visits(w, p, -7)
			from, to := &p.Rounds[2], &p.Rounds[5]
			to.Stops = append(to.Stops, from.Stops[0])
			from.Stops = slices.Delete(from.Stops, 0, 1)
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Evaluate(w.Input, p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// visits are those of a plan, so many days later.
func visits(w town, p Plan, days int) (out []Visit) {
	for i, r := range p.Rounds {
		for _, s := range r.Stops {
			out = append(out, Visit{PlaceID: s.PlaceID, TeamID: w.Shifts[i].TeamID, Date: w.Shifts[i].Date + geo.Date(days), Minute: s.Arrive})
		}
	}
	return out
}

// A week of a middling town: 60 cells, 250 places, ten shifts.
func BenchmarkProposeAWeek(b *testing.B) {
	w := newTown(1, size{60, 250, 10})
	for b.Loop() {
		if _, err := Propose(b.Context(), w.Input, nil); err != nil {
			b.Fatal(err)
		}
	}
}
