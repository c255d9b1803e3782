package main

import (
	"fmt"
	"slices"
	"strings"
)

const ttdpHeader = "instance  M    score      ILS  over %    other  over %  seconds  iterations"

// String is the case's line.
func (r ttdpCase) String() string {
	line := fmt.Sprintf("%-8s %2d %8.6g %8.6g %7.2f %8.6g %7.2f %8.2f %11d",
		r.Instance, r.M, r.Score, r.ILS, r.Share, r.Other, r.Over, r.Seconds, r.Iterations)
	if r.Score < r.ILS {
		line += "  below ILS"
	}
	if r.Cut {
		line += "  ended by the clock"
	}
	return line
}

// ttdpResult is what was measured.
type ttdpResult struct {
	Cases   []ttdpCase `json:"cases"`
	Missing int        `json:"cases_without_file"`
	Seconds float64    `json:"mean_seconds"`
	Mean    float64    `json:"mean_percent_over_ils"`
	Least   float64    `json:"least_percent_over_ils"`
	Other   float64    `json:"mean_percent_over_best_other"`
}

// newTTDPResult sums up at least one case.
func newTTDPResult(cases []ttdpCase, missing int) ttdpResult {
	slices.SortFunc(cases, func(a, b ttdpCase) int { return strings.Compare(a.Instance, b.Instance) })
	r := ttdpResult{Cases: cases, Missing: missing, Least: cases[0].Share}
	for _, c := range cases {
		r.Seconds += c.Seconds / float64(len(cases))
		r.Mean += c.Share / float64(len(cases))
		r.Other += c.Over / float64(len(cases))
		r.Least = min(r.Least, c.Share)
	}
	return r
}

// String is the last row.
func (r ttdpResult) String() string {
	var b strings.Builder
	if r.Missing > 0 {
		fmt.Fprintf(&b, "%d cases have no file\n", r.Missing)
	}
	fmt.Fprintf(&b, "mean of %d cases: %.2f %% over ILS, the least %.2f %%; %.2f %% over the best other; %.2f s\n",
		len(r.Cases), r.Mean, r.Least, r.Other, r.Seconds)
	return b.String()
}
