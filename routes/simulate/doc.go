// Package simulate makes up the work of a municipality's outreach team: a hidden
// true need, concerns, walked rounds and encounters, all from one seed. What a demo
// shows and what a test measures is the same data.
//
// # Why the need is hidden
//
// Nobody in the municipality sees [Truth]. Workers go where habit and concerns take
// them, meet people at the true rate of that cell and daypart, and so leave a
// [History] that knows much about some cells and nothing about others. An
// estimate can be compared with the truth; a habit cannot.
//
// # How it is made
//
// The need is clustered: a few centres radiate to their neighbours, and a power
// transform sets the share of the top tenth of cells to one half. Concerns follow
// the need times a reporting habit that differs by cell and has nothing to do with
// need. A team's regular rounds are drawn once, from places that it happens to know;
// every round adds a stop or two for exploration and for concerns that were decided
// as a visit. Encounters are Poisson over the minutes of a visit, and move up the
// ladder from *seen* to *bridged* as a cell gets used to being visited.
//
// # Why one seed gives the same bytes
//
// Each part draws from a stream of its own, nothing ranges over a map, and ids are
// drawn like all else, as random (version 4) UUIDs. So adding a place changes the
// rounds but not the need.
//
// # Why there is a second world
//
// Updating a plan on what was discovered sends workers back to the same places whatever
// the truth (Lum & Isaac 2016, Ensign et al. 2018), and only a simulation can show by
// how much: in a real municipality nobody knows what was missed. [PolicyWorld] is plain
// enough to be described in full, so that anyone can make it again, and gives every
// [Policy] the same people to meet. Planning by raw counts is its negative control: a
// harness in which that does well measures nothing.
package simulate
