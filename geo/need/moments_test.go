package need_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"runde/geo/need"

	"pgregory.net/rapid"
)

// smoothed is the mean of a cell's posterior after a prior with these moments; where
// the variance is 0, no count can draw it from the mean.
func smoothed(y, h, mean, variance float64) float64 {
	if variance == 0 {
		return mean
	}
	return need.Posterior{Alpha: mean*mean/variance + y, Beta: mean/variance + h}.Mean()
}

// smoothing reads a file of empirical Bayes estimates by spdep.
func smoothing(t *testing.T, name string) (r *tally, rows []map[string]string, cases, base []float64) {
	t.Helper()
	rows = table(t, name)
	for _, row := range rows {
		cases = append(cases, number(t, row["cases"]))
		base = append(base, number(t, row["base"]))
	}
	return &tally{t: t, name: name}, rows, cases, base
}

// The posterior's mean after the prior by moments is the empirical Bayes estimate.
func TestPosteriorIsEmpiricalBayes(t *testing.T) {
	r, rows, y, h := smoothing(t, "EBest_poisson.csv")
	mean, variance := need.Moments(y, h)
	for i, row := range rows {
		r.near("raw", row["i"], y[i]/h[i], number(t, row["raw"]), 1e-9)
		r.near("a", row["i"], variance, number(t, row["a"]), 1e-9)
		r.near("b", row["i"], mean, number(t, row["b"]), 1e-9)
		r.near("estimate", row["i"], smoothed(y[i], h[i], mean, variance), number(t, row["eb"]), 1e-12)
	}
	r.report(len(rows))
}

// All files of estimates are of the reference's cells: encounters over hours, or concerns
// over residents.
func TestReferenceIsOneWorld(t *testing.T) {
	cells := table(t, "grid_res8.csv")
	for name, columns := range map[string][4]string{
		"EBest_poisson.csv":           {"cases", "encounters", "base", "visit_hours"},
		"EBest_binomial.csv":          {"cases", "concerns", "base", "residents"},
		"EBlocal_geoda_FALSE.csv":     {"cases", "encounters", "base", "visit_hours"},
		"EBlocal_geoda_TRUE.csv":      {"cases", "encounters", "base", "visit_hours"},
		"gamma_poisson_posterior.csv": {"y", "encounters", "E", "visit_hours"},
	} {
		rows := table(t, name)
		if len(rows) != len(cells) {
			t.Errorf("%s: %d rows, want %d", name, len(rows), len(cells))
			continue
		}
		for i, row := range rows {
			for k := 0; k < 4; k += 2 {
				near(t, name+": "+columns[k]+" of "+row["i"], number(t, row[columns[k]]), number(t, cells[i][columns[k+1]]), 1e-12)
			}
		}
	}
}

// neighbourhoods are the reference's cells with their neighbours, each with itself.
func neighbourhoods(t *testing.T) [][]int {
	t.Helper()
	var out [][]int
	for i, row := range table(t, "grid_res8_neighbours.csv") {
		list := []int{i}
		for _, s := range strings.Fields(row["neighbours"]) {
			j, err := strconv.Atoi(s)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, j)
		}
		out = append(out, list)
	}
	return out
}

func at(values []float64, list []int) []float64 {
	out := make([]float64, len(list))
	for k, i := range list {
		out[k] = values[i]
	}
	return out
}

// Within the neighbourhood of each cell, the moments give the local estimate as GeoDa
// has it. A neighbourhood whose rates vary no more than chance gives its mean.
func TestMomentsOfNeighbourhoods(t *testing.T) {
	r, rows, y, h := smoothing(t, "EBlocal_geoda_TRUE.csv")
	for i, list := range neighbourhoods(t) {
		mean, variance := need.Moments(at(y, list), at(h, list))
		r.near("m", rows[i]["i"], mean, number(t, rows[i]["m"]), 1e-9)
		nearOrBoth0(r, rows[i], variance, number(t, rows[i]["a"]))
		r.near("estimate", rows[i]["i"], smoothed(y[i], h[i], mean, variance), number(t, rows[i]["eb"]), 1e-9)
	}
	r.report(len(rows))
}

// nearOrBoth0 compares variances, of which R may keep a rounding error in place of 0.
func nearOrBoth0(r *tally, row map[string]string, got, want float64) {
	r.t.Helper()
	if math.Abs(want) > 1e-15 {
		r.near("a", row["i"], got, want, 1e-9)
	} else if math.Abs(got) > 1e-15 {
		r.t.Errorf("%s: a of %s: %v, want %v", r.name, row["i"], got, want)
	}
}

// Two estimates of the reference are not the product's and are worked out here, so that
// the reference is known to be the same world: Marshall's local one with the deviations
// of the neighbours from their own neighbourhoods, and the global one of a binomial
// count over residents.
func TestOtherEstimatesOfTheReference(t *testing.T) {
	local, rows, y, h := smoothing(t, "EBlocal_geoda_FALSE.csv")
	means := make([]float64, len(y))
	lists := neighbourhoods(t)
	for i, list := range lists {
		means[i], _ = need.Moments(at(y, list), at(h, list))
	}
	for i, list := range lists {
		spread, hours := 0.0, 0.0
		for _, j := range list {
			d := y[j]/h[j] - means[j]
			spread += h[j] * d * d
			hours += h[j]
		}
		variance := max(0, spread/hours-means[i]/(hours/float64(len(list))))
		local.near("m", rows[i]["i"], means[i], number(t, rows[i]["m"]), 1e-9)
		nearOrBoth0(local, rows[i], variance, number(t, rows[i]["a"]))
		local.near("estimate", rows[i]["i"], smoothed(y[i], h[i], means[i], variance), number(t, rows[i]["eb"]), 1e-9)
	}
	local.report(len(rows))

	binomial, rows, n, people := smoothing(t, "EBest_binomial.csv")
	all, average := 0.0, 0.0
	for i := range n {
		all += n[i]
		average += people[i] / float64(len(people))
	}
	mean, spread := all/(average*float64(len(n))), 0.0
	for i := range n {
		d := n[i]/people[i] - mean
		spread += people[i] * d * d / (average * float64(len(n)))
	}
	for i, row := range rows {
		chance, x := mean*(1-mean), people[i]
		own := (x*spread - x/average*chance) / ((x-1)*spread + (average-x)/average*chance)
		binomial.near("raw", row["i"], n[i]/x, number(t, row["raw"]), 1e-9)
		binomial.near("a", row["i"], spread, number(t, row["a"]), 1e-9)
		binomial.near("b", row["i"], mean, number(t, row["b"]), 1e-9)
		binomial.near("estimate", row["i"], own*n[i]/x+(1-own)*mean, number(t, row["eb"]), 1e-9)
	}
	binomial.report(len(rows))
}

// The smoothed rates lie between the cell's own and the mean, nearer its own the more
// hours it has, and the variance is never negative; equal rates have none.
func TestMoments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "cells")
		y, h := make([]float64, n), make([]float64, n)
		for i := range y {
			y[i] = float64(rapid.IntRange(0, 40).Draw(t, "y"))
			h[i] = float64(rapid.IntRange(1, 40).Draw(t, "h")) / 4
		}
		mean, variance := need.Moments(y, h)
		if !(variance >= 0) {
			t.Fatalf("variance %v", variance)
		}
		for i := range y {
			got, raw := smoothed(y[i], h[i], mean, variance), y[i]/h[i]
			more := smoothed(3*y[i], 3*h[i], mean, variance)
			low, high := min(raw, mean), max(raw, mean)
			if got < low-1e-9 || got > high+1e-9 || math.Abs(more-raw) > math.Abs(got-raw)+1e-9 {
				t.Fatalf("rate %v, mean %v: smoothed %v, with three times the hours %v", raw, mean, got, more)
			}
		}
	})
	if mean, variance := need.Moments([]float64{2, 4, 8}, []float64{1, 2, 4}); mean != 2 || variance != 0 {
		t.Errorf("equal rates: mean %v, variance %v", mean, variance)
	}
	if mean, variance := need.Moments([]float64{0, 0}, []float64{1, 3}); mean != 0 || variance != 0 {
		t.Errorf("nobody met: mean %v, variance %v", mean, variance)
	}
}
