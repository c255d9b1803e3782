package hotspot

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
	"github.com/uber/h3-go/v4"
)

func children(t *testing.T, c geo.Cell) []geo.Cell {
	t.Helper()
	list, err := h3.Cell(c).Children(geo.LeafResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []geo.Cell
	for _, l := range list {
		out = append(out, geo.Cell(l))
	}
	return out
}

// The reference's cells are H3's, with H3's middles, and a cover of them has the
// reference's neighbours.
func TestGridEqualsTheReference(t *testing.T) {
	cover, ids, r := grid(t)
	for i, row := range r.rows {
		middle, err := h3.Cell(ids[i]).LatLng()
		if err != nil {
			t.Fatal(err)
		}
		r.equal(row, "lat", middle.Lat)
		r.equal(row, "lng", middle.Lng)
	}
	r.report()
	got := positions(ids, cover.Neighbours)
	for i := range got {
		slices.Sort(got[i])
	}
	want := near(t)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("neighbours:\n%s", diff)
	}
	t.Logf("grid_res8_neighbours.csv: %d rows, equal", len(want))
}

// Every figure of the local statistics is spdep's, with either style of weights, with
// the cell itself and without; the isolated cell's is NaN without.
func TestLocalEqualsTheReference(t *testing.T) {
	for _, name := range []string{"localG_encounters.csv", "localG_rate_per_hour.csv"} {
		r := read(t, "testdata/"+name)
		values := make([]float64, 128)
		for _, row := range r.rows {
			values[r.whole(row, "i")] = r.number(row, "x")
		}
		scores := map[string][]Score{
			"B Gi":  Gi(values, near(t), Binary),
			"W Gi":  Gi(values, near(t), RowStandardised),
			"B Gi*": GiStar(values, near(t), Binary),
			"W Gi*": GiStar(values, near(t), RowStandardised),
		}
		for _, row := range r.rows {
			s := scores[row["style"]+" "+row["stat"]][r.whole(row, "i")]
			r.equal(row, "G", s.G)
			r.equal(row, "EG", s.Expected)
			r.equal(row, "VG", s.Variance)
			r.equal(row, "z", s.Z)
			r.equal(row, "p_two", 2*min(s.P, 1-s.P))
			r.equal(row, "p_greater", s.P)
			if row["stat"] == "Gi*" { // the reference adjusts no others
				r.equal(row, "p_greater_BH", s.Adjusted)
			}
		}
		r.report()
		for i, b := range scores["B Gi*"] {
			if w := scores["W Gi*"][i]; math.Abs(b.Z-w.Z) > 1e-13 {
				t.Errorf("%s: cell %d: z %v with binary weights, %v row-standardised", name, i, b.Z, w.Z)
			}
		}
	}
}

// Of the sixteen cells with a z above 1.96, eleven do not stand up to the correction
// for testing them all.
func TestFewCellsStandUp(t *testing.T) {
	r := read(t, "testdata/localG_rate_per_hour.csv")
	z, hot := 0, 0
	for _, row := range r.rows[:128] {
		if r.number(row, "z") > 1.96 {
			z++
		}
	}
	var values []float64
	for _, row := range r.rows[:128] {
		values = append(values, r.number(row, "x"))
	}
	for _, s := range GiStar(values, near(t), Binary) {
		if s.Adjusted <= Level {
			hot++
		}
	}
	if z != 16 || hot != 5 {
		t.Errorf("%d cells above 1.96, %d hot, want 16 and 5", z, hot)
	}
}

// referenceScan is the reference's scan: zones grow cell by cell, in the order of the
// distance of their middles.
func referenceScan(t *testing.T) (*scan, []int, *reference) {
	t.Helper()
	r := read(t, "testdata/scan_expected.csv")
	var cases []int
	var hours []float64
	for _, row := range r.rows {
		cases = append(cases, r.whole(row, "cases"))
		hours = append(hours, r.number(row, "base"))
	}
	s := newScan(cases, hours)
	var nests []nest
	for _, row := range r.rows {
		n := nest{order: r.positions(row, "nearest")}
		for i := range n.order {
			n.ends = append(n.ends, i+1)
		}
		nests = append(nests, n)
	}
	s.over(nests)
	return s, cases, r
}

// What is expected of every cell, and the ratio of every zone, are the reference's; there
// are as many zones.
func TestScanEqualsTheReference(t *testing.T) {
	s, cases, r := referenceScan(t)
	for i, row := range r.rows {
		r.equal(row, "expected", s.expected[i])
	}
	r.report()
	zones := read(t, "testdata/scan_zones_llr.csv")
	at := 0
	s.each(cases, func(z zone) {
		if at == len(zones.rows) {
			t.Fatalf("more than %d zones", at)
		}
		row := zones.rows[at]
		last := s.nests[z.centre].order[z.size-1]
		if z.centre != zones.whole(row, "centre") || z.size != zones.whole(row, "size") || last != zones.whole(row, "last_member") || int(z.cases) != zones.whole(row, "cases") {
			t.Fatalf("zone %d: %+v, its last cell %d", at, z, last)
		}
		zones.equal(row, "expected", z.expected)
		zones.equal(row, "llr", llr(z.cases, z.expected, s.all))
		at++
	})
	if at != len(zones.rows) {
		t.Errorf("%d zones, want %d", at, len(zones.rows))
	}
	zones.report()
}

// The largest ratios of the reference's made-up municipalities, and with them its two
// clusters and their p-values.
func TestClustersEqualTheReference(t *testing.T) {
	s, cases, _ := referenceScan(t)
	counts, most := read(t, "testdata/scan_mc_counts.csv"), read(t, "testdata/scan_mc_max.csv")
	var simulated []float64
	for i, row := range counts.rows {
		made := make([]int, len(cases))
		for j := range made {
			made[j] = counts.whole(row, "c"+strconv.Itoa(j))
		}
		simulated = append(simulated, s.largest(made))
		most.equal(most.rows[i], "max_llr", simulated[i])
	}
	most.report()
	t.Logf("scan_mc_counts.csv: %d rows, read for scan_mc_max.csv", len(counts.rows))
	slices.Sort(simulated)
	want, got := read(t, "testdata/scan_clusters.csv"), s.separate(cases)
	for i, row := range want.rows {
		z := got[i]
		members := slices.Sorted(slices.Values(s.cells(z)))
		if z.centre != want.whole(row, "centre") || int(z.cases) != want.whole(row, "cases") || !slices.Equal(members, want.positions(row, "members")) {
			t.Errorf("cluster %d: %+v with the cells %v", i+1, z, members)
		}
		want.equal(row, "expected", z.expected)
		want.equal(row, "llr", z.llr)
		want.equal(row, "p_mc199", pValue(simulated, z.llr))
	}
	want.report()
}

// Moran's I of the rates, which the map does not show, is the reference's: rates and
// neighbours are those that it was worked out from. Cells without neighbours count in
// the moments of the values but not in the number of cells.
func TestMoranEqualsTheReference(t *testing.T) {
	g := read(t, "../need/testdata/grid_res8.csv")
	var x []float64
	for _, row := range g.rows {
		x = append(x, g.number(row, "encounters")/g.number(row, "visit_hours"))
	}
	m := newMoments(x, -1)
	beside := near(t)
	n, cross, fourth, s0, s1, s2 := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
	in := make([]float64, len(x)) // sums of the weights that point to a cell
	for i, list := range beside {
		fourth += math.Pow(x[i]-m.mean, 4)
		for _, j := range list {
			w, back := 1/float64(len(list)), 1/float64(len(beside[j]))
			cross += w * (x[i] - m.mean) * (x[j] - m.mean)
			s0 += w
			s1 += (w + back) * (w + back) / 2
			in[j] += w
		}
	}
	for i, list := range beside {
		if len(list) > 0 {
			n++
			s2 += (1 + in[i]) * (1 + in[i])
		}
	}
	k := fourth / m.n / (m.variance * m.variance)
	moran, expected := n/s0*cross/(m.n*m.variance), -1/(n-1)
	square := n*((n*n-3*n+3)*s1-n*s2+3*s0*s0) - k*((n*n-n)*s1-2*n*s2+6*s0*s0)
	variance := square/((n-1)*(n-2)*(n-3)*s0*s0) - expected*expected
	z := (moran - expected) / math.Sqrt(variance)
	want := read(t, "testdata/moran_rate.csv")
	for i, got := range []float64{moran, expected, variance, z, math.Erfc(z/math.Sqrt2) / 2} {
		want.equal(want.rows[i], "value", got)
	}
	want.report()
}
