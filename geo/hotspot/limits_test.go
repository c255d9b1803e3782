package hotspot

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"runde/geo"
	"runde/geo/need"
)

// A simulated ratio that equals the observed one counts against it, and so does the
// observed one.
func TestPValueCountsTies(t *testing.T) {
	simulated := []float64{1, 2, 2, 3}
	for ratio, want := range map[float64]float64{0.5: 1, 1: 1, 2: 0.8, 2.5: 0.4, 3: 0.4, 4: 0.2} {
		if got := pValue(simulated, ratio); got != want {
			t.Errorf("p of %v among %v: %v, want %v", ratio, simulated, got, want)
		}
	}
}

// Of the reference's rates the map shows the five cells that stand up to the correction
// for testing them all, and no other with a p-value below 5 %.
func TestHotCellsAreCorrected(t *testing.T) {
	cover, ids, r := grid(t)
	var estimates []need.Estimate
	for i, row := range r.rows {
		rate := r.number(row, "encounters") / r.number(row, "visit_hours")
		estimates = append(estimates, need.Estimate{Cell: ids[i], Mean: rate, Known: true})
	}
	var want []geo.Cell
	low := 0
	reference := read(t, "testdata/localG_rate_per_hour.csv")
	for _, row := range reference.rows {
		if row["style"] != "B" || row["stat"] != "Gi*" {
			continue
		}
		if reference.number(row, "p_greater") <= 0.05 {
			low++
		}
		if reference.number(row, "p_greater_BH") <= 0.05 {
			want = append(want, ids[reference.whole(row, "i")])
		}
	}
	if len(want) != 5 || low <= 5 {
		t.Fatalf("the reference has %d cells, %d before the correction", len(want), low)
	}
	if got := HotCells(estimates, cover.Neighbours); !slices.Equal(got, geo.NewArea(want...)) {
		t.Errorf("hot: %v, want %v", got, want)
	}
}

// What is shown has a p-value of at most 5 %, and the p-value comes from the seed's
// municipalities: another seed's are others.
func TestClustersAreShownUpToTheLevel(t *testing.T) {
	cover, ids, _ := grid(t)
	weak := geo.NewArea(append(cover.Neighbours(ids[30]), ids[30])...)
	shown, differ := 0, 0
	for seed := range uint64(4) {
		counts := walks(rand.New(rand.NewPCG(seed, 0)), ids, weak, 2)
		a, b := Clusters(ids, cover.Neighbours, counts, 1), Clusters(ids, cover.Neighbours, counts, 2)
		for _, c := range slices.Concat(a, b) {
			shown++
			if c.P > 0.05 {
				t.Errorf("seed %d: shown with p %v", seed, c.P)
			}
		}
		if len(a) > 0 && len(b) > 0 && a[0].P != b[0].P {
			differ++
		}
	}
	if shown == 0 || differ == 0 {
		t.Errorf("seeds 0–3: %d clusters shown, %d of other p-values after another seed", shown, differ)
	}
}

// The reference's zones are the cells nearest to each, as far as they hold at most half
// of what is expected. Steps between neighbours are alike, so that distances are compared
// to a thousandth.
func TestReferenceZonesEndAtHalf(t *testing.T) {
	s, _, r := referenceScan(t)
	for centre, row := range r.rows {
		away := func(j int) float64 {
			other := r.rows[j]
			return math.Hypot(r.number(row, "x_m")-r.number(other, "x_m"), r.number(row, "y_m")-r.number(other, "y_m"))
		}
		held, farthest := 0.0, 0.0
		order := r.positions(row, "nearest")
		for _, j := range order {
			held += s.expected[j]
			if farthest = max(farthest, away(j)); away(j) < 0.999*farthest {
				t.Errorf("centre %d: cell %d comes after one that is farther away", centre, j)
			}
		}
		nearest := math.Inf(1)
		for j := range r.rows {
			if !slices.Contains(order, j) {
				nearest = min(nearest, away(j))
			}
		}
		most := 0.0 // that the next cell may hold
		for j := range r.rows {
			if !slices.Contains(order, j) && away(j) < 1.001*nearest {
				most = max(most, s.expected[j])
			}
		}
		if half := mostOfAll * s.all; held > half || held+most <= half || nearest < 0.999*farthest {
			t.Errorf("centre %d: %v expected of %v, the next cell has up to %v", centre, held, s.all, most)
		}
	}
}
