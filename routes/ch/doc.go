// Package ch answers for cheapest ways in large graphs by a contraction hierarchy
// (Geisberger, Sanders, Schultes, Delling 2008: Contraction Hierarchies: Faster and
// Simpler Hierarchical Routing in Road Networks). It knows integers only: what
// nodes and weights mean is routes/street's concern.
//
// # Why a hierarchy
//
// A week's plan needs the times between all places of a municipality, and needs
// them again when a place is added or a shift changes from feet to bicycle. A plain
// search ([Dijkstra]) settles every street between two places; in a hierarchy a
// search climbs past a few dozen junctions. Nodes are taken out of the graph one
// after the other, the least important first; where the cheapest way between two
// neighbours led over one that is taken out, a shortcut takes its place. Every
// cheapest way is then one that climbs and descends once, and both halves are found
// by searches that only go up.
//
// # Why rounds
//
// Nodes are contracted in rounds ([Build]): in each, all that come before every
// neighbour of theirs. They don't touch each other, so that any number of cores
// may share the work, and since each sees the graph as the round found it and no
// witness leads over another node of the round, the result is the same on one core
// and on many (Vetter 2009: Parallel Time-Dependent Contraction Hierarchies). The
// same extract therefore gives the same hierarchy, byte for byte.
//
// # Why buckets
//
// A table of n by m costs n + m climbs, not n × m ([Hierarchy.Table]; Knopp et al.
// 2007: Computing Many-to-Many Shortest Paths Using Highway Hierarchies). Nodes
// that a climb reaches more dearly than from above are stalled and leave nothing in
// a bucket, which keeps buckets short.
//
// # Why it is verified before it is saved
//
// A hierarchy is saved as bare arrays. [Hierarchy.Verify] takes none on trust: every
// arc must be one of the graph or the sum of the two that it says it stands for, and
// no arc of the graph may be missing. That takes longer than loading, so it is done
// when a map is read; the checksum of the file keeps it. [FromParts] checks what it
// needs in order never to leave the arrays.
package ch
