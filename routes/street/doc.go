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
// everything between is the shape of an edge. Edges are numbered along a Hilbert
// curve, and so are their own R-tree: the boxes of eight in a row make a box above.
//
// # Why the hierarchies are saved too
//
// Each mode's contraction hierarchy (package ch) takes a second or two to make for
// a country and is asked for at every plan. It is made when the map is read and
// saved with the streets, in one file under one checksum: times and streets cannot
// come from two readings of the map. It is verified arc by arc before it is saved.
//
// # Why a router for each mode
//
// A one-way street or a flight of steps makes a different graph of the same
// streets. A [Router] holds one mode's arcs, cut to the largest part in which
// everything reaches everything (its largest strongly connected component), so
// that a snapped point is never a trap. Points too far from that part, on an
// island without a ferry, are [routes.Unreachable]. Routers never change; each
// goroutine works with its own query memory. [Plain] answers by a plain search what
// [Router.Matrix] answers by the hierarchy: it proves it, and is what it is
// measured against.
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
