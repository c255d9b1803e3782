package need

import "runde/geo"

// Attention is what a cell was given in a period, and how often somebody asked for it.
// Read per dwelling it shows whether some streets are walked, or reported, more than
// others of the same need. It stands beside the score: how many live in a cell, and who,
// is never part of that.
type Attention struct {
	Hours    float64 // of presence
	Concerns int     // each counted once, whatever its channel
}

// Given sums the observations from one week to another, both included, by cell.
func Given(obs []Observation, from, to geo.Week) map[geo.Cell]Attention {
	out := map[geo.Cell]Attention{}
	for _, o := range obs {
		if o.Week.Compare(from) < 0 || o.Week.Compare(to) > 0 {
			continue
		}
		a := out[o.Cell]
		a.Hours += o.Hours
		for _, n := range o.Concerns {
			a.Concerns += n
		}
		out[o.Cell] = a
	}
	return out
}
