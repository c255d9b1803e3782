package release

import "runde/geo"

// Part is some events of one kind in one cell with one source.
type Part struct {
	Cell   geo.Cell // of the cover
	Kind   string   // of the family
	Round  string   // the round (or other source) that the events come from
	Author string   // who recorded them; "" where that is not kept: the round stands for its author
	Public bool     // a concern from the open form that the team has not taken up
	Count  int      // at least 1
}

const (
	roundCap  = 3 // events of one round that count towards a threshold
	publicCap = 2 // public concerns not taken up that count towards a threshold
)

// Effective is the count that thresholds look at: at most three events a round,
// without the part of the author who has most, and at most two public concerns
// that are not taken up. An author's part is what the sum would lose without their
// events. So nobody can lift a row over the threshold alone, and at least k−2 of a
// shown row's events are not theirs. It never falls when parts are added.
func Effective(parts []Part) int {
	type by struct{ round, author string }
	rounds, authored, public := map[string]int{}, map[by]int{}, 0
	for _, p := range parts {
		if p.Public {
			public += p.Count
			continue
		}
		author := "by " + p.Author
		if p.Author == "" {
			author = "of " + p.Round
		}
		rounds[p.Round] += p.Count
		authored[by{p.Round, author}] += p.Count
	}
	sum, most, loss := 0, 0, map[string]int{}
	for _, n := range rounds {
		sum += min(n, roundCap)
	}
	for k, n := range authored {
		all := rounds[k.round]
		loss[k.author] += min(all, roundCap) - min(all-n, roundCap)
		most = max(most, loss[k.author])
	}
	return sum - most + min(public, publicCap)
}
