package need

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"runde/geo"
)

// ruralResolution is the finest resolution of a cell that is worth the way only
// together with its neighbours, and clusterResolution that of their common
// ancestor: at most seven such cells.
const (
	ruralResolution   = 7
	clusterResolution = 6
)

// Explore takes n cells from an endless list, from the position from on. The list
// is passes over all cells, each cell once a pass, each pass in a shuffled order
// of its own. Large cells come in clusters, so that one round can reach them. The
// order depends on the set of cells and the seed only. Nil without cells.
//
// The caller keeps the position: it is the number of exploration visits so far.
//
// It is the rule for whoever chooses one stop after another, as the made-up past and
// the comparison of policies in routes/simulate do. A week's plan keeps the same
// promise in another way: routes/plans marks more cells than the share needs, the
// unknown ones and then those seen longest ago, and lets the rounds choose among them
// by the way. A cell cannot be left out pass after pass there either, because it comes
// to the front by waiting; no position has to be kept that a skipped stop or a changed
// plan would make wrong; and the list follows where workers really were.
func Explore(cells []geo.Cell, seed uint64, from, n int) []geo.Cell {
	all := geo.NewArea(cells...)
	if len(all) == 0 {
		return nil
	}
	out := make([]geo.Cell, 0, n)
	for i, pass := from, []geo.Cell(nil); len(out) < n; i++ {
		if pass == nil || i%len(all) == 0 {
			pass = shuffled(all, seed, uint64(i/len(all)))
		}
		out = append(out, pass[i%len(all)])
	}
	return out
}

// shuffled is one pass: clusters in random order, and their cells in random order.
func shuffled(all geo.Area, seed, pass uint64) []geo.Cell {
	rng := rand.New(rand.NewPCG(seed, pass))
	out := slices.Clone(all)
	rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	rank := make(map[geo.Cell]int)
	for i, c := range out {
		if _, ok := rank[cluster(c)]; !ok {
			rank[cluster(c)] = i
		}
	}
	slices.SortStableFunc(out, func(a, b geo.Cell) int {
		return cmp.Compare(rank[cluster(a)], rank[cluster(b)])
	})
	return out
}

// cluster names the cells that are explored together: rural ones by their
// ancestor, others each alone.
func cluster(c geo.Cell) geo.Cell {
	if r := c.Resolution(); r < clusterResolution || r > ruralResolution {
		return c
	}
	return c.Parent(clusterResolution)
}
