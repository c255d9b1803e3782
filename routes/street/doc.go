// Package street turns a map's streets into travel times. It answers three
// questions: how long from here to there on foot, by bicycle or by car
// ([Router.Matrix]), which way ([Router.Path]), and where in a cell one may stop
// ([Router.AreaStop]).
//
// # Why arrays
//
// A [Network] is a handful of 32-bit arrays: nodes, edges between them, the bends
// of each edge, and six travel times an edge (three modes, two directions). It is
// read from the extract once, saved as it lies in memory with a checksum, and
// loaded in milliseconds. Only junctions, ends of streets and barriers are nodes;
// everything between is the shape of an edge.
//
// # Why a router for each mode
//
// A one-way street or a flight of steps makes a different graph of the same
// streets. A [Router] holds one mode's arcs, cut to the largest part in which
// everything reaches everything (its largest strongly connected component), so
// that a snapped point is never a trap. Points too far from that part, on an
// island without a ferry, are [routes.Unreachable]. Routers never change; each
// goroutine works with its own query memory.
//
// # Why barriers are edges
//
// A gate may let a walker through and stop a car. Where a node carries such a
// barrier it is split: each edge gets an end of its own, and the ends are joined
// by edges without length whose times say who passes and how long it takes.
//
// # What the times mean
//
// Whole tenths of a second, never less than one an edge. From a point to its
// street and from the street to the next point one walks, whatever the mode.
package street
