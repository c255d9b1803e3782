package attack

import (
	"strconv"
	"strings"

	"runde/geo"
	"runde/geo/release"
)

// The obvious ways to publish, none of which is safe: the negative controls.
var controls = map[string]control{
	"threshold only":            {release.Encounters, thresholdOnly},
	"independent roll-up":       {release.Encounters, independent},
	"kinds split at two levels": {release.Encounters, splitTwice},
	"details without classes":   {release.Concerns, withoutClasses},
}

// control gives the figures of a family and year.
type control struct {
	family  release.Family
	figures func(p *published, year int) []release.Figure
}

// times are the periods of a year that hold events, and the year last.
func (p *published) times(year int) (out []span) {
	for _, s := range spansOf(year) {
		if s.level == release.ByPeriod && len(p.partsIn(release.Encounters, year, s.weeks)) > 0 {
			out = append(out, s)
		}
	}
	return append(out, span{release.ByYear, strconv.Itoa(year), yearBits(year)})
}

// partsIn is the events of a family that were counted in some weeks of a year.
func (p *published) partsIn(f release.Family, year int, weeks uint64) (out []release.Part) {
	for _, c := range p.counted[f] {
		if w := p.first.Add(c.week); isoYear(w) == year && weeks&weekBit(w) != 0 {
			out = append(out, c.Part)
		}
	}
	return out
}

// thresholdOnly publishes every node with at least k, and leaves the others out.
func thresholdOnly(p *published, year int) (out []release.Figure) {
	for _, s := range p.times(year) {
		at := map[geo.Cell]int{}
		for _, part := range p.partsIn(release.Encounters, year, s.weeks) {
			at[part.Cell] += part.Count
		}
		for _, n := range p.tree.Nodes() {
			count := 0
			for _, c := range n.Cells {
				count += at[c]
			}
			if count >= p.threshold() {
				out = append(out, release.Figure{Family: release.Encounters, Level: s.level, Period: s.name,
					Area: release.Area{Name: n.Name, Cells: n.Cells}, Count: count, Status: release.OwnFigure})
			}
		}
	}
	return out
}

// independent rolls every period and the year up by itself.
func independent(p *published, year int) (out []release.Figure) {
	whole := []release.Block{{Name: "R", Cells: p.tree.Nodes()[0].Cells}}
	for _, s := range p.times(year) {
		rows, err := release.Year(p.tree, release.Encounters, year, whole, nil, p.partsIn(release.Encounters, year, s.weeks), p.params[release.Encounters])
		if err != nil {
			continue // too few to publish
		}
		for _, r := range rows {
			r.Level, r.Period = s.level, s.name
			out = append(out, r)
		}
	}
	return out
}

// splitTwice splits the blocks by kind in every period, and again in the year.
func splitTwice(p *published, year int) (out []release.Figure) {
	for _, s := range p.times(year) {
		rows, err := release.Period(p.tree, release.Encounters, release.FourWeeks{Year: year, Number: 1}, p.blocks[year][release.Encounters],
			p.partsIn(release.Encounters, year, s.weeks), p.params[release.Encounters])
		if err != nil {
			continue // too few to publish
		}
		for _, r := range rows {
			r.Level, r.Period = s.level, s.name
			out = append(out, r)
		}
	}
	return out
}

// withoutClasses publishes the staircase, and of the year's details those of each kind
// together: that is what telling them without regard to the rows of the periods tells.
func withoutClasses(p *published, year int) (out []release.Figure) {
	for _, e := range p.editions {
		for _, f := range e.figures {
			if f.Family == release.Concerns && strings.HasPrefix(f.Period, strconv.Itoa(year)) {
				out = append(out, f)
			}
		}
	}
	sums := map[string]int{}
	for _, part := range p.partsIn(release.Concerns, year, yearBits(year)) {
		sums[part.Kind] += part.Count
	}
	for kind, n := range sums {
		if n >= 2*p.threshold() {
			out = append(out, release.Figure{Family: release.Concerns, Level: release.ByYear, Period: strconv.Itoa(year),
				Area: release.Area{Name: "R"}, Kind: kind, Count: n, Status: release.OwnFigure})
		}
	}
	return out
}
