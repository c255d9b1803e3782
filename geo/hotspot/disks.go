package hotspot

// nest is the zones around one cell, each inside the next: the first ends[k] cells of
// order are the k-th zone.
type nest struct {
	order []int
	ends  []int
}

// disks are the zones around each cell: the cells within 0, 1, 2 … steps between
// neighbours, as long as they hold no more than most of what is expected.
func disks(near [][]int, expected []float64, most float64) []nest {
	out := make([]nest, len(near))
	step := make([]int, len(near)) // the last centre that reached the cell, plus 1
	for centre := range near {
		out[centre] = grow(centre, near, expected, most, step)
	}
	return out
}

// grow adds ring after ring around the centre.
func grow(centre int, near [][]int, expected []float64, most float64, seen []int) nest {
	var n nest
	held := 0.0
	ring := []int{centre}
	seen[centre] = centre + 1
	for len(ring) > 0 {
		for _, i := range ring {
			held += expected[i]
		}
		if held > most {
			break
		}
		n.order = append(n.order, ring...)
		n.ends = append(n.ends, len(n.order))
		var next []int
		for _, i := range ring {
			for _, j := range near[i] {
				if seen[j] != centre+1 {
					seen[j] = centre + 1
					next = append(next, j)
				}
			}
		}
		ring = next
	}
	return n
}
