package cells

import (
	"runde/geo"

	"github.com/paulmach/orb"
)

// Union is the outline of any leaves taken together, as [Cover.Outline] is of one
// cell's: for figures that are shown of several cells as one. Leaves that touch
// share no line in it. Nil for none.
func Union(leaves []geo.Cell) orb.MultiPolygon { return outline(leaves) }
