package main

import (
	"fmt"
	"slices"
	"strings"
)

const toptwHeader = "instance  m    score  best_known   gap %  seconds  iterations"

// String is the case's line.
func (r toptwCase) String() string {
	line := fmt.Sprintf("%-8s %2d %8.6g %11.6g %7.2f %8.2f %11d", r.Instance, r.M, r.Score, r.Best, r.Gap, r.Seconds, r.Iterations)
	if r.Score > r.Best {
		line += "  above the best known"
	}
	if r.Cut {
		line += "  ended by the clock"
	}
	return line
}

// toptwSets are the rows of the table: a set holds the instances whose names begin so.
var toptwSets = []struct {
	name     string
	prefixes []string
}{
	{"c1", []string{"c1"}}, {"r1", []string{"r1"}}, {"rc1", []string{"rc1"}},
	{"c2", []string{"c2"}}, {"r2", []string{"r2"}}, {"rc2", []string{"rc2"}},
	{"S100", []string{"c1", "r1", "rc1"}}, {"S200", []string{"c2", "r2", "rc2"}},
	{"pr01-10", []string{"pr0", "pr10"}},
	{"pr11-20", []string{"pr11", "pr12", "pr13", "pr14", "pr15", "pr16", "pr17", "pr18", "pr19", "pr20"}},
	{"all", []string{""}},
}

// toptwMean is the mean gap of a set's cases with m routes, or of all of them if M is 0.
type toptwMean struct {
	Set   string  `json:"set"`
	M     int     `json:"m,omitempty"`
	Cases int     `json:"cases"`
	Gap   float64 `json:"mean_gap_percent"`
}

// toptwResult is what was measured.
type toptwResult struct {
	Cases   []toptwCase `json:"cases"`
	Means   []toptwMean `json:"means"`
	Missing int         `json:"cases_without_file"`
	Above   int         `json:"above_best_known"`
	Cut     int         `json:"ended_by_the_clock"`
	Seconds float64     `json:"mean_seconds"`
	Gap     float64     `json:"mean_gap_percent"`
}

// newToptwResult sums up at least one case.
func newToptwResult(cases []toptwCase, missing int) toptwResult {
	slices.SortFunc(cases, func(a, b toptwCase) int {
		if a.M != b.M {
			return a.M - b.M
		}
		return strings.Compare(a.Instance, b.Instance)
	})
	r := toptwResult{Cases: cases, Missing: missing}
	for _, set := range toptwSets {
		for _, m := range append(r.routes(), 0) {
			if mean := meanGap(cases, set.prefixes, m); mean.Cases > 0 {
				mean.Set = set.name
				r.Means = append(r.Means, mean)
			}
		}
	}
	for _, c := range cases {
		r.Seconds += c.Seconds / float64(len(cases))
		if c.Score > c.Best {
			r.Above++
		}
		if c.Cut {
			r.Cut++
		}
	}
	r.Gap = r.Means[len(r.Means)-1].Gap
	return r
}

// routes are the numbers of routes that occur.
func (r toptwResult) routes() []int {
	var ms []int
	for _, c := range r.Cases {
		ms = append(ms, c.M)
	}
	slices.Sort(ms)
	return slices.Compact(ms)
}

func meanGap(cases []toptwCase, prefixes []string, m int) toptwMean {
	mean := toptwMean{M: m}
	for _, c := range cases {
		in := slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(c.Instance, p) })
		if in && (m == 0 || m == c.M) {
			mean.Gap += c.Gap
			mean.Cases++
		}
	}
	mean.Gap /= float64(max(1, mean.Cases))
	return mean
}

// String is the table by set and m, and the last row.
func (r toptwResult) String() string {
	var b strings.Builder
	ms := append(r.routes(), 0)
	fmt.Fprintf(&b, "\n%-8s", "gap %")
	for _, m := range ms[:len(ms)-1] {
		fmt.Fprintf(&b, " %7s", fmt.Sprintf("m = %d", m))
	}
	fmt.Fprintf(&b, " %7s %6s\n", "all m", "cases")
	for _, set := range toptwSets {
		r.row(&b, set.name, ms)
	}
	if r.Missing > 0 {
		fmt.Fprintf(&b, "%d cases have no file\n", r.Missing)
	}
	fmt.Fprintf(&b, "mean of %d cases: gap %.3f %%, %.2f s, %d above the best known, %d ended by the clock\n",
		len(r.Cases), r.Gap, r.Seconds, r.Above, r.Cut)
	return b.String()
}

// row writes a set's means, or nothing if no case is of the set.
func (r toptwResult) row(b *strings.Builder, set string, ms []int) {
	at := func(m int) int {
		return slices.IndexFunc(r.Means, func(t toptwMean) bool { return t.Set == set && t.M == m })
	}
	all := at(0)
	if all < 0 {
		return
	}
	fmt.Fprintf(b, "%-8s", set)
	for _, m := range ms {
		if i := at(m); i >= 0 {
			fmt.Fprintf(b, " %7.2f", r.Means[i].Gap)
		} else {
			fmt.Fprintf(b, " %7s", "-")
		}
	}
	fmt.Fprintf(b, " %6d\n", r.Means[all].Cases)
}
