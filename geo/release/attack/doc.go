// Package attack looks for what published figures give away together. It is the
// check beside package release: it knows the figures, the lattice and the rules, as
// any reader does, shares no code with what chose the rows, and asks of every node of
// the lattice, in every week, period and year, for all kinds and for each: how many
// events can it have held?
//
// # What counts as given away
//
// A hidden count is betrayed if its upper bound lies between 1 and k−1, or if its
// bounds are fewer than k apart while the lower is below k. No truth is needed to say
// so. In a sound release each bound is a sum or difference of published rows that are
// 0 or at least k: by Fréchet's bound what rows r and c of a block of N have in common
// lies between max(0, r+c−N) and min(r, c), and when r, c, N−r and N−c are each 0 or
// at least k, that is k wide, unless it is 0 or one of the published numbers. A
// published row below k is a finding as well, and so is what contradicts itself.
//
// # How it is bounded
//
// A figure is an equation over the finest counts, the atoms: place × week × kind. All
// figures are unions of few products of the three, so that it is cheap to tell what
// lies in what, and cells that no row tells apart are one place. From the rows follow
//
//   - differences: a row without the rows of a table inside it, again and again;
//   - hulls: the rows of a table that it takes to cover a row, as one;
//   - Fréchet bounds of any two of these that some third holds both of;
//   - for a target: what lies around it, less what lies beside it there; the disjoint
//     facts inside it; the sum of its parts, cut as some table cuts; and known boxes
//     around it in which two others share it and nothing else.
//
// Each is a combination of equations, so no bound is ever narrower than that of a
// linear program over all of them, and what is found is true. On decomposable tables,
// as the staircase makes them, the bounds are those of the linear program: vectors
// computed by one are matched in the tests. Other tables may hold more than is found
// here. Held against a linear program on thousands of small sets of rows that are not
// decomposable, no bound was narrower, one of sixty was wider, one of sixty betrayed
// counts was not seen to be, and one of two thousand sets that betray something looked
// safe: a set that betrays one count mostly betrays another. Four obvious ways to
// publish are caught in the same run in which the staircase withstands.
//
// # What is not attacked
//
// Presence and its weekdays are the team's own hours: they have no threshold. A row
// that is unknown for lack of presence has no count and is no equation.
package attack
