package noise

import (
	"encoding/csv"
	"errors"
	"math"
	"os"
	"strconv"
	"testing"
)

// vector is a line of testdata/geometric_noise.csv.
type vector struct {
	x        int
	pmf, cdf float64
}

// vectors are the reference values by epsilon, of x from −12 to 12.
func vectors(t *testing.T) map[Epsilon][]vector {
	t.Helper()
	file, err := os.Open("testdata/geometric_noise.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) != 101 {
		t.Fatalf("%d rows, %v; want 101", len(rows), err)
	}
	names := map[string]Epsilon{"0.25": {1, 4}, "0.5": {1, 2}, "1.0": {1, 1}, "2.0": {2, 1}}
	out := map[Epsilon][]vector{}
	for _, r := range rows[1:] {
		x, err := strconv.Atoi(r[1])
		pmf, err2 := strconv.ParseFloat(r[2], 64)
		cdf, err3 := strconv.ParseFloat(r[3], 64)
		e, known := names[r[0]]
		if err := errors.Join(err, err2, err3); err != nil || !known {
			t.Fatalf("row %v: %v", r, err)
		}
		out[e] = append(out[e], vector{x, pmf, cdf})
	}
	return out
}

// The vectors have 16 digits; so have the probabilities.
func TestProbabilitiesAreThoseOfTheVectors(t *testing.T) {
	worst := 0.0
	for e, list := range vectors(t) {
		below := 0.0 // everything below −12
		for x := -13; e.Probability(x) > 0; x-- {
			below += e.Probability(x)
		}
		for _, v := range list {
			below += e.Probability(v.x)
			worst = max(worst, math.Abs(e.Probability(v.x)-v.pmf)/v.pmf, math.Abs(below-v.cdf)/v.cdf)
		}
	}
	if worst > 1e-12 {
		t.Errorf("largest relative error %g, want 1e-12 at most", worst)
	}
	t.Logf("100 rows, largest relative error %.1g", worst)
}

// The standard deviation and the margin are sums over the distribution.
func TestSpread(t *testing.T) {
	for _, e := range []Epsilon{{1, 4}, {1, 2}, {3, 4}, {1, 1}, {2, 1}, {5, 1}} {
		square, inside, margin := 0.0, 0.0, -1
		for x := 0; e.Probability(x) > 1e-18; x++ {
			p := e.Probability(x)
			if x > 0 {
				p *= 2
			}
			square += p * float64(x*x)
			if inside += p; inside >= 0.95 && margin < 0 {
				margin = x
			}
		}
		if got := e.SD(); math.Abs(got-math.Sqrt(square)) > 1e-9 {
			t.Errorf("%s: standard deviation %g, want %g", e, got, math.Sqrt(square))
		}
		if got := e.Margin(0.95); got != margin {
			t.Errorf("%s: margin %d, want %d", e, got, margin)
		}
	}
}

func TestEpsilonIsAFraction(t *testing.T) {
	for _, e := range []Epsilon{{}, {1, 0}, {0, 1}, {-1, 4}, {1, -4}, {1001, 4}, {1, 1001}} {
		if _, err := NewSource(nil).Draw(e); !errors.Is(err, ErrEpsilon) {
			t.Errorf("%s: %v, want %v", e, err, ErrEpsilon)
		}
	}
}
