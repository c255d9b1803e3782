// Package cells builds the cover of a municipality: the set of H3 cells, of mixed
// resolution, in which an encounter or a concern may be held. Dense streets get
// small cells and open land gets large ones, so that each holds at least a floor
// of dwellings.
//
// # Why a cell's own remainder counts
//
// "The finest cell with at least P dwellings" is not safe. Where one child of a
// cell has P dwellings and its sibling has not, whatever happens in the sibling
// is held at the parent, and everybody who knows the cover knows that it happened
// in the parent minus the child. That remainder may hold two houses. The safe
// cover therefore counts what a cell holds after the cells inside it have been
// taken away, and gives up the smallest of those until the remainder reaches the
// floor too:
//
//	cover(n):  if n is a leaf: n is in the cover
//	  Q = children with at least P dwellings; S = the other children, empty land too
//	  while S is not empty, holds fewer than P, and Q is not empty:
//	      move the smallest of Q to S            (equal: the lowest id)
//	  the leaves under S belong to n
//	  cover(q) for every q in Q
//
// A [Cover] so holds disjoint parts of the municipality, named by H3 cells that
// may contain each other: the id n means "n minus the cover cells inside it".
//
// # Why there is a rest
//
// The children of the root, the municipality, are its cells of [RootResolution].
// What they leave over is [geo.Rest]. A municipality that holds fewer dwellings
// than the floor is one cell, the rest, and [Cover.BelowFloor] says so.
//
// # Why points are indexed at resolution 9 first
//
// A hexagon's children stick out of it. 6–7 % of points lie in another cell of a
// coarse resolution than their resolution-9 cell's ancestor, so every point is
// indexed as a leaf and then looked up: the finest ancestor in the cover holds it.
// A browser does the same with h3-js:
//
//	c = latLngToCell(lat, lng, 9)
//	for r = 9..5: if the cover has cellToParent(c, r): that is it
//	else: rest, where the cover has a rest
//
// For the same reason a cell is drawn as the union of its leaf hexagons
// ([Cover.Outline]), never as the hexagon of its own id.
//
// # Pentagons
//
// A cell has seven children, or six where it is a pentagon, and the North Sea west
// of Denmark lies in a pentagon's base cell. Nothing here counts children: a node's
// children are those that its leaves name.
package cells
