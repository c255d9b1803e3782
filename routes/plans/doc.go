// Package plans proposes a week's rounds and says why. It turns the need of cells,
// places, shifts, decided concerns, habits and locks into the problem that
// [runde/routes/orienteer] solves, and its solution back into rounds, with up to
// three reasons for every stop and, for the strongest places left out, what stands
// in their way.
//
// # What a stop is worth
//
// A cell's prize is its need score: people in need met per hour, at the upper end
// of what the observations allow (NEED: upper confidence bound). A visit covers the
// cell it stands in by min(1, area of a resolution-8 cell / area of the cell),
// because one bench does not cover 24 km², and the neighbours by a quarter of that,
// each times the visit's part of an hour: presence is counted in hours, and a round
// that has time left has reason to go on. Coverage saturates. Dayparts weigh the
// coverage, as far as need is expected and not only possible. A cell about which too
// little is known adds a bonus, the larger the longer ago, so that all of them come
// round.
//
// The prices of the soft rules are multiples of the mean prize of a cell: a decided
// concern whose cell gets no stop costs most, then a habit not kept and a wished
// visit missed, then small prices for lateness, for last week's time, for another
// team and for travel. They are listed in prices.go.
//
// # What never happens
//
//   - Nej tak lowers nothing: it counts as an encounter, so it can only raise a
//     cell's score, and every prize grows with the score (R6).
//   - Homes are not in the input at all. Concerns about a home live in a cover of
//     their own and are not decided concerns of a street cell; no type here could
//     carry one. A home visit is a block of time on a shift, without a place (R3).
//   - An area stop is chosen for every cell without a public place, concern or not,
//     and from the streets alone, so its presence says nothing (street.Router.AreaStop).
//   - The exploring share is a hard rule of every plan, at least a tenth (R8), also
//     when no cell is unknown: then it goes where nobody has been for longest.
//
// # Why walking is chosen by the hour
//
// A round by car may leave the car and walk to several stops. Where it does is no
// wish of anybody's: a proposal, and every plan that is changed by hand, parks and walks
// where the round is back earliest.
//
// # How a plan becomes the next
//
// [Replan] proposes the whole week again and [ReplanRound] the rest of one round, both
// from a plan: each stop that comes or goes has a price, so that workers and places keep
// the rounds they know unless a change gains more. [Changes] lists what did change.
//
// # Why one evaluation for hand and machine
//
// A proposal and a plan changed by hand go through the same step: times follow from the
// order of the stops alone, so that a proposal that is read again is the same, and marks
// and reasons follow from the times. The rules come from orienteer.Check, which shares no
// code with the solver.
package plans
