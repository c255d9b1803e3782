package hotspot

import (
	"runde/geo"
	"runde/geo/need"
)

// ScanWeeks is how many weeks the scan looks at, the one of the day included. They are
// at most 91 days: of older encounters nobody knows any more which came in passing.
const ScanWeeks = 13

// Findings are what stands out among the known cells of a municipality.
type Findings struct {
	Hot         geo.Area  // see [HotCells]
	Clusters    []Cluster // see [Clusters]; unknown cells add neither meetings nor hours
	Known       int       // cells that took part
	Unknown     int       // cells that did not
	From, To    geo.Week  // that the scan looked at, both included
	Simulations int       // made-up municipalities that the scan was compared with
	Seed        uint64    // that they were made from
}

// Find looks for hot cells and clusters among the cells of the estimates, from the
// observations of the [ScanWeeks] up to and with week now. The same input in any order
// gives the same findings.
func Find(estimates []need.Estimate, near Neighbours, obs []need.Observation, now geo.Week, seed uint64) Findings {
	out := Findings{
		Hot: HotCells(estimates, near), From: now.Add(1 - ScanWeeks), To: now,
		Simulations: simulations, Seed: seed,
	}
	var cells, known []geo.Cell
	for _, e := range estimates {
		cells = append(cells, e.Cell)
		if e.Known {
			known = append(known, e.Cell)
		}
	}
	out.Known, out.Unknown = len(known), len(cells)-len(known)
	part := geo.NewArea(known...)
	var counts []Count
	for _, c := range Counts(obs, out.From, out.To) {
		if part.Contains(c.Cell) {
			counts = append(counts, c)
		}
	}
	out.Clusters = Clusters(cells, near, counts, seed)
	return out
}

// Seed is the one of a municipality and week, so that whoever asks within the week
// gets the same p-values from the same observations.
func Seed(municipality int32, week geo.Week) uint64 {
	return uint64(uint32(municipality))<<32 | uint64(uint32(week.Monday()))
}
