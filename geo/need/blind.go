package need

import (
	"cmp"
	"slices"
)

// Blind are the estimates that are not [Sure], in the order in which somebody should go
// and look: where nobody was for [UnseenWeeks], never before longest ago; then where
// somebody was and too little is known; then what is known, the widest interval beside
// its mean first. Equal ones are in the order of their cells.
func Blind(estimates []Estimate) []Estimate {
	var out []Estimate
	for _, e := range estimates {
		if e.Certainty() != Sure {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b Estimate) int {
		return cmp.Or(cmp.Compare(unseen(b), unseen(a)), cmp.Compare(known(a), known(b)),
			cmp.Compare(b.Width(), a.Width()), cmp.Compare(a.Cell, b.Cell))
	})
	return out
}

// unseen is how long nobody was there, 0 for less than UnseenWeeks; never is longest.
func unseen(e Estimate) uint {
	if e.Seen() {
		return 0
	}
	return uint(e.WeeksSince)
}

func known(e Estimate) int {
	if e.Known {
		return 1
	}
	return 0
}
