package hotspot

import (
	"cmp"
	"maps"
	"slices"

	"runde/geo"
	"runde/geo/need"
)

const (
	simulations = 999
	mostOfAll   = 0.5 // of what is expected in the municipality, in one zone
)

// Count is what was seen of one cell in a period.
type Count struct {
	Cell       geo.Cell
	Encounters int     // of presence: those in passing have no hours to be compared with
	Hours      float64 // of presence, above 0
}

// Counts sums the observations from one week to another, both included, by cell and
// sorted by it. As in [need.Fit], the encounters of a cell and week without presence
// came in passing; cells without any presence are left out.
func Counts(obs []need.Observation, from, to geo.Week) []Count {
	type cellWeek struct {
		cell geo.Cell
		week geo.Week
	}
	weeks := map[cellWeek]Count{}
	for _, o := range obs {
		if o.Week.Compare(from) >= 0 && o.Week.Compare(to) <= 0 {
			k := cellWeek{o.Cell, o.Week}
			weeks[k] = Count{o.Cell, weeks[k].Encounters + o.Encounters, weeks[k].Hours + o.Hours}
		}
	}
	walked := slices.SortedFunc(maps.Keys(weeks), func(a, b cellWeek) int { // sorted: sums must not depend on the order
		return cmp.Or(cmp.Compare(a.cell, b.cell), a.week.Compare(b.week))
	})
	var out []Count
	for _, k := range walked {
		c := weeks[k]
		switch last := len(out) - 1; {
		case c.Hours <= 0:
		case last >= 0 && out[last].Cell == c.Cell:
			out[last].Encounters += c.Encounters
			out[last].Hours += c.Hours
		default:
			out = append(out, c)
		}
	}
	return out
}

// Cluster is a disk of cells with more encounters than its hours let expect.
type Cluster struct {
	Centre     geo.Cell
	Cells      geo.Area // those of the disk where anybody was
	Encounters int
	Hours      float64
	Expected   float64 // encounters, if they had fallen by hours alone
	LLR        float64 // log likelihood ratio
	P          float64 // of a cluster as strong as this anywhere in the municipality
}

// Clusters scans the cells of a municipality for disks with more encounters than their
// hours let expect (Kulldorff's Poisson model, 999 simulations, zones with up to half
// of what is expected), and returns those with p up to [Level], the strongest first,
// without overlaps. Counts have one entry a cell; those of other cells are passed over.
// The same cells, counts and seed give the same clusters, in whatever order they come.
func Clusters(cells []geo.Cell, near Neighbours, counts []Count, seed uint64) []Cluster {
	all := geo.NewArea(cells...)
	cases, hours := make([]int, len(all)), make([]float64, len(all))
	for _, c := range counts {
		if i, ok := slices.BinarySearch(all, c.Cell); ok && c.Hours > 0 {
			cases[i], hours[i] = c.Encounters, c.Hours
		}
	}
	s := newScan(cases, hours)
	s.over(disks(positions(all, near), s.expected, mostOfAll*s.all))
	simulated := s.simulate(simulations, seed)
	var out []Cluster
	for _, z := range s.separate(cases) {
		p := pValue(simulated, z.llr)
		if p > Level {
			break
		}
		c := Cluster{Centre: all[z.centre], Encounters: int(z.cases), Expected: z.expected, LLR: z.llr, P: p}
		for _, i := range s.cells(z) {
			if hours[i] > 0 {
				c.Cells = append(c.Cells, all[i])
				c.Hours += hours[i]
			}
		}
		slices.Sort(c.Cells)
		out = append(out, c)
	}
	return out
}
