package main

import (
	"fmt"
	"strings"

	"runde/routes/simulate"
)

// needResult is the table.
type needResult struct {
	Seeds    int              `json:"seeds"`
	First    uint64           `json:"first_seed"`
	Policies []measuredPolicy `json:"policies"`
	Missed   []string         `json:"missed"`
}

func (r needResult) header() string {
	return fmt.Sprintf("%d worlds from seed %d\n%-44s %6s %6s %6s %6s %6s %6s %6s %6s %8s\n", r.Seeds, r.First,
		"policy", "found", "±", "seen", "never", "ranks", "holds", "top", "weeks", "longest")
}

// String is the policy's line.
func (p measuredPolicy) String() string {
	name := p.Policy
	if name == simulate.RecommendedPolicy {
		name += " *"
	}
	m := p.Mean
	return fmt.Sprintf("%-44s %6.3f %6.3f %6.2f %6.2f %6.2f %6.3f %6.3f %6.1f %8.0f\n",
		name, m.Found, p.Error, m.Seen, m.Never, m.Correlation, m.Coverage, m.TopHours, m.Rising, p.Longest)
}

// String is what was missed: the lines are printed as they are measured.
func (r needResult) String() string {
	if len(r.Missed) == 0 {
		return "* keeps all limits, and raw counts do clearly worse\n"
	}
	return strings.Join(r.Missed, "\n") + "\n"
}

// judge holds the recommended policy against its limits, in the mean over the worlds,
// and raw counts against it: without a control that fails, the limits say nothing.
func (r *needResult) judge() {
	good, bad := r.of(simulate.RecommendedPolicy), r.of(simulate.RawCountPolicy)
	r.Missed = []string{}
	for _, rule := range []struct {
		holds bool
		rule  string
	}{
		{good.Found >= 0.82, "recommended: found at least 0.82"},
		{good.Coverage >= 0.75 && good.Coverage <= 0.90, "recommended: the 80 % interval holds 0.75 to 0.90"},
		{good.Never == 0, "recommended: no cell is never visited"},
		{good.TopHours <= 0.45, "recommended: at most 0.45 of the hours in the top tenth of the cells"},
		{good.Rising <= 20, "recommended: all three hot spots visited within 20 weeks"},
		{bad.Found <= good.Found-0.05, "raw counts: found at least 0.05 less than recommended"},
		{bad.Never >= 0.3, "raw counts: at least 0.3 of the cells never visited"},
		{bad.Rising >= 2*good.Rising, "raw counts: at least twice as many weeks to the hot spots"},
	} {
		if !rule.holds {
			r.Missed = append(r.Missed, "missed: "+rule.rule)
		}
	}
}

// of is the mean outcome of a policy.
func (r *needResult) of(name string) simulate.Outcome {
	for _, p := range r.Policies {
		if p.Policy == name {
			return p.Mean
		}
	}
	return simulate.Outcome{}
}
