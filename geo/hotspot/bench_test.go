package hotspot

import (
	"math/rand/v2"
	"testing"

	"runde/geo"

	"github.com/uber/h3-go/v4"
)

// A town of 331 cells in a disk, half an hour in each on average for 13 weeks, and 600
// meetings.
func BenchmarkClusters(b *testing.B) {
	disk, err := h3.GridDisk(h3.Cell(0x891f262ec03ffff), 10)
	if err != nil {
		b.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	var cells []geo.Cell
	var counts []Count
	for _, d := range disk {
		cells = append(cells, geo.Cell(d))
		counts = append(counts, Count{Cell: geo.Cell(d), Hours: 6.5 * rng.ExpFloat64()})
	}
	for range 600 {
		counts[rng.IntN(len(counts))].Encounters++
	}
	near := func(c geo.Cell) []geo.Cell {
		ring, _ := h3.GridDisk(h3.Cell(c), 1)
		out := make([]geo.Cell, len(ring))
		for i, r := range ring {
			out[i] = geo.Cell(r)
		}
		return out
	}
	for b.Loop() {
		Clusters(cells, near, counts, 7)
	}
}
