package attack

import (
	"strconv"

	"runde/geo"
	"runde/geo/release"
)

// The obvious ways to publish, none of which is safe: the negative controls.
var controls = map[string]func(*published, int) []release.Figure{
	"threshold only":            thresholdOnly,
	"independent roll-up":       independent,
	"kinds split at two levels": splitTwice,
}

// times are the periods of a year that hold events, and the year last.
func (p *published) times(year int) (out []span) {
	for _, s := range spansOf(year) {
		if s.level == release.ByPeriod && len(p.partsIn(year, s.weeks)) > 0 {
			out = append(out, s)
		}
	}
	return append(out, span{release.ByYear, strconv.Itoa(year), yearBits(year)})
}

// partsIn is the encounters that were counted in some weeks of a year.
func (p *published) partsIn(year int, weeks uint64) (out []release.Part) {
	for _, c := range p.counted[release.Encounters] {
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
		for _, part := range p.partsIn(year, s.weeks) {
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
		rows, err := release.Year(p.tree, release.Encounters, year, whole, nil, p.partsIn(year, s.weeks), p.params[release.Encounters])
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
		rows, err := release.Period(p.tree, release.Encounters, release.FourWeeks{Year: year, Number: 1}, p.blocks[year],
			p.partsIn(year, s.weeks), p.params[release.Encounters])
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
