package hotspot

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"sort"

	"gonum.org/v1/gonum/floats"
)

// llr is Kulldorff's log likelihood ratio (1997) of a zone with so many of all cases,
// where so many were expected: 0 unless there are more than that.
func llr(cases, expected, all float64) float64 {
	if cases <= expected {
		return 0
	}
	ratio := cases * math.Log(cases/expected)
	if rest := all - cases; rest > 0 { // 0·ln 0 is 0
		ratio += rest * math.Log(rest/(all-expected))
	}
	return ratio
}

// scan is the cases of each cell against what is expected of it.
type scan struct {
	expected []float64
	all      float64 // cases, and the sum of expected
	nests    []nest
}

// newScan expects the cases where the hours were; its zones are still to be chosen.
func newScan(cases []int, hours []float64) *scan {
	s := &scan{expected: make([]float64, len(hours))}
	for _, c := range cases {
		s.all += float64(c)
	}
	total := floats.SumCompensated(hours) // a small ratio is a difference of large numbers
	for i, h := range hours {
		if total > 0 {
			s.expected[i] = s.all * h / total
		}
	}
	return s
}

// zone is one nest's zone, with its ratio.
type zone struct {
	centre, size int
	cases        float64
	expected     float64
	llr          float64
}

// each calls f with every zone, for these cases.
func (s *scan) each(cases []int, f func(zone)) {
	for centre, n := range s.nests {
		z := zone{centre: centre}
		for _, end := range n.ends {
			for ; z.size < end; z.size++ {
				i := n.order[z.size]
				z.cases += float64(cases[i])
				z.expected += s.expected[i]
			}
			z.llr = llr(z.cases, z.expected, s.all)
			f(z)
		}
	}
}

// largest is the largest ratio of all zones.
func (s *scan) largest(cases []int) float64 {
	most := 0.0
	s.each(cases, func(z zone) { most = max(most, z.llr) })
	return most
}

// separate are the zones with more cases than expected, from the largest ratio to the
// smallest, without those that share a cell with one before them. Of zones with the
// same ratio the smaller comes first, then the one whose centre does.
func (s *scan) separate(cases []int) []zone {
	var all []zone
	s.each(cases, func(z zone) {
		if z.llr > 0 {
			all = append(all, z)
		}
	})
	slices.SortFunc(all, func(a, b zone) int {
		return cmp.Or(cmp.Compare(b.llr, a.llr), cmp.Compare(a.size, b.size), cmp.Compare(a.centre, b.centre))
	})
	taken := make([]bool, len(cases))
	return slices.DeleteFunc(all, func(z zone) bool {
		cells := s.cells(z)
		if slices.ContainsFunc(cells, func(i int) bool { return taken[i] }) {
			return true
		}
		for _, i := range cells {
			taken[i] = true
		}
		return false
	})
}

// cells are the positions of a zone's cells.
func (s *scan) cells(z zone) []int { return s.nests[z.centre].order[:z.size] }

// simulate gives the largest ratios of so many made-up municipalities, ascending: as
// many cases, each in a cell by what is expected there.
func (s *scan) simulate(n int, seed uint64) []float64 {
	rng := rand.New(rand.NewPCG(seed, 0))
	upTo := make([]float64, len(s.expected))
	sum := 0.0
	for i, e := range s.expected {
		sum += e
		upTo[i] = sum
	}
	cases := make([]int, len(upTo))
	out := make([]float64, n)
	for k := range out {
		clear(cases)
		for range int(s.all) {
			x := rng.Float64() * sum
			cases[sort.Search(len(upTo)-1, func(i int) bool { return upTo[i] > x })]++
		}
		out[k] = s.largest(cases)
	}
	slices.Sort(out)
	return out
}

// pValue is the share of municipalities, the observed one included, whose largest
// ratio is the given one or more.
func pValue(simulated []float64, ratio float64) float64 {
	below, _ := slices.BinarySearch(simulated, ratio)
	return float64(1+len(simulated)-below) / float64(1+len(simulated))
}
