package release

import (
	"strconv"

	"runde/geo"
)

// Tally is some events of the whole municipality, which tell neither their cell nor
// their round: what the side tables of a year are made of.
type Tally struct {
	Class  string   // see [ClassOf]; "" in families without classes
	Detail string   // what the side table splits by
	Week   geo.Week // their own: it stands for their round, which makes the effective count smaller, never larger
	Public bool     // a concern from the open form that the team has not taken up
	Count  int      // at least 1
}

// weighTallies is the plain and the effective count of the tallies of some details.
func (p Params) weighTallies(byDetail map[string][]Tally, details ...string) (n, eff int) {
	var parts []Part
	for _, d := range details {
		for _, t := range byDetail[d] {
			parts = append(parts, Part{Round: t.Week.String(), Public: t.Public, Count: t.Count})
		}
	}
	return count(parts), p.eff(parts)
}

// sideFigure is a figure of a side table: a year and the whole municipality.
func sideFigure(f Family, year int, of, kind string, n int, merged bool) Figure {
	return Figure{
		Family: f, Level: ByYear, Period: strconv.Itoa(year), Area: Area{Name: rootName},
		Kind: kind, Of: of, Count: n, Status: statusOf(n, merged),
	}
}

// byDetail sorts tallies by what the side table splits by.
func byDetail(tallies []Tally) map[string][]Tally {
	out := map[string][]Tally{}
	for _, t := range tallies {
		out[t.Detail] = append(out[t.Detail], t)
	}
	return out
}
