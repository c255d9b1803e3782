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
	held     [][]float64 // what is expected in each nest's zones
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

// over takes the zones that are looked at.
func (s *scan) over(nests []nest) {
	s.nests, s.held = nests, make([][]float64, len(nests))
	for k, n := range nests {
		sum, at := 0.0, 0
		for _, end := range n.ends {
			for ; at < end; at++ {
				sum += s.expected[n.order[at]]
			}
			s.held[k] = append(s.held[k], sum)
		}
	}
}

// zone is one nest's zone, with its ratio.
type zone struct {
	centre, size int
	cases        float64
	expected     float64
	llr          float64
}

// each calls f with every zone, for these cases; its ratio is still to be found.
func (s *scan) each(cases []int, f func(zone)) {
	for centre, n := range s.nests {
		z := zone{centre: centre}
		sum := 0
		for k, end := range n.ends {
			for _, i := range n.order[z.size:end] {
				sum += cases[i]
			}
			z.size, z.cases, z.expected = end, float64(sum), s.held[centre][k]
			f(z)
		}
	}
}

// largest is the largest ratio of all zones. Most of them are passed over without a
// logarithm: a zone's ratio is at most its Pearson χ², because ln x ≤ x − 1.
func (s *scan) largest(cases []int) float64 {
	most := 0.0
	s.each(cases, func(z zone) {
		over := z.cases - z.expected
		if over > 0 && over*over*s.all >= most*z.expected*(s.all-z.expected) {
			most = max(most, llr(z.cases, z.expected, s.all))
		}
	})
	return most
}

// separate are the zones with more cases than expected, from the largest ratio to the
// smallest, without those that share a cell with one before them. Of zones with the
// same ratio the smaller comes first, then the one whose centre does.
func (s *scan) separate(cases []int) []zone {
	var all []zone
	s.each(cases, func(z zone) {
		if z.llr = llr(z.cases, z.expected, s.all); z.llr > 0 {
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
