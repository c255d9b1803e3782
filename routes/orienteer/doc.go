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
// Each chain is a simulated annealing by ruin and recreate. A ruin takes strings of
// neighbouring stops off the routes (Christiaens & Vanden Berghe 2020), or forces in a
// place that was left out at the cost of the least valuable string that makes room for
// it, or empties a route; where many routes are planned, it also forces a stop from one
// into another. Recreate inserts what is left out where it costs least time, in an order
// by blurred gain. Of plans that collect the same, the shorter is preferred. Insertion is
// tested in constant time by earliest leave forward and latest arrival backward
// (Savelsbergh 1992; Vansteenwegen et al. 2009); of a place that does not fit into a route
// it is remembered until a stop leaves that route, and with many routes the best insertion
// into those that a step leaves alone is remembered too.
//
// Chains meet at fixed iterations and nowhere else. There they put the routes of their
// good plans together by exact set packing, where the worth of routes adds up, and go
// on from the best plan. So the budget is a number of iterations: same problem, seed
// and budget, same plan, on one core or on several.
//
// # Why walking is a mark on a stop
//
// A team that drives may leave its vehicle and walk to the next stops. A stop that is
// walked to carries a mark, and the vehicle stands at the last stop without one. The
// way between two stops then depends on these two and on where the vehicle stands,
// which is known at every position of a route: insertion stays a matter of constant
// time, and a walking loop needs no search of its own.
package orienteer
