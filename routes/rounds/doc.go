// Package rounds holds one round while it is walked: its stops, what was recorded
// on it, and what a phone recorded while it had no signal.
//
// # Why an encounter knows so little
//
// An [Encounter] belongs to a round and a cell. It names no stop, since a stop is
// an exact point; no worker, since nobody is ranked; no clock time, since a date
// and a daypart are enough. Its date is the round's, also past midnight. Nobody
// met is a full record; no thanks is an outcome like any other.
//
// # Why effort is planned minutes
//
// How long somebody really stood at a bench is not recorded: a trail of times would
// be proof of presence. Effort is the planned minutes of the stops that were
// visited, summed by cell and week. Unplanned meetings add no effort.
//
// # Why merging needs no clock
//
// A phone sends what it recorded when it can, perhaps twice, perhaps in another
// order. Every encounter carries a random id that the phone made. [Round.Merge]
// keeps the first body of an id, calls another body of the same id a conflict, and
// lets a withdrawal win whether it comes before or after what it withdraws: the
// result is the same in any order. A stop has one mark, and the last one counts.
package rounds
