// Package orienteer solves the planner's problem: which places to visit, on
// which shift, in which order. It knows integers, prizes and rules; it knows
// nothing of streets, needs or concerns, which [runde/routes/plans] turns into
// them.
//
// The problem is a multi-period team orienteering problem with time windows
// whose prizes saturate. Every place covers one or more cells, the prize of a
// cell grows with its coverage by a concave function, and the sum over cells,
// less the soft prices, is what a plan is worth. A published TOPTW instance is
// the special case of one cell a place, [Linear] saturation, equal shifts and no
// exploration.
//
// # Why coverage and not a prize a place
//
// Five benches in one square are one square. With a prize a place the best plan
// would visit all five; with concave coverage the second visit is worth less
// than the first, and the plan spreads.
//
// # Why time with the blocks cut out
//
// A block (a home visit, a meeting) is time without a place. The solver works on
// a clock that stands still during blocks, so that a leg which a block interrupts
// is one addition. A start of service is a point of a [span]; windows, blocks and
// the shift's ends are folded into each place's spans once. A break is taken once,
// anywhere between two visits: every forward and backward pass keeps two states,
// break taken or not, and both are exact.
//
// # Why two programs
//
// [Check] and [Score] derive times, windows, prizes and locks of a finished plan
// again, in clock time and from the problem alone. They share no code with the
// solver, so that an error in one is seen by the other.
//
// # How it searches
//
// Ruin and recreate (Christiaens & Vanden Berghe 2020) with simulated annealing:
// remove strings of neighbouring stops, insert what is left out at its cheapest
// feasible position in one of several orders, accept by temperature, keep the
// best. Insertion is tested in constant time by earliest leave forward and latest
// arrival backward (Savelsbergh 1992; Vansteenwegen et al. 2009). The budget is a
// number of iterations: same problem, seed and budget, same plan.
package orienteer
