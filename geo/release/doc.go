// Package release decides which figures may leave the team: the only way from
// encounters, concerns and presence to what management sees. It is a staircase of
// tables, fixed before the figures are known:
//
//	level     space                    time      kinds   published
//	[Week]    the municipality         ISO week  none    7 days after the week
//	[Period]  static blocks            4 weeks   split   7 days after the period
//	[Year]    rows inside each block   year      none    14 days after the year
//
// Each family of events (encounters, concerns) has its own staircase. Presence is
// shown on the rows of encounters. Nothing else is published: no free range of
// dates, no polygon, no filter.
//
// # Why a staircase
//
// Leaving out small counts does not hide them: whoever knows a total and all its
// other parts knows the part left out. Rolling each period up on its own leaks in
// the same way, through the year: a = 7 in the year and a = 5 in its first week
// tell a = 2 in the second, however well the second week was merged. Here each
// level has finer space and coarser time than the one before, so the tables nest
// like a decomposable model: given the blocks' totals, the rows of the year and
// the periods can be filled in independently, and so can the blocks of a period
// and its weeks. What an attacker can say about a hidden count is then a Fréchet
// interval between published numbers, each 0 or at least k. Kinds are split at one
// level only: a second split would not be decomposable. attack_test.go attacks
// everything that was ever published together.
//
// # Why rows join, and which
//
// A block with 1 to k−1 events in a period is shown together with others until
// they hold 2k; a place in the year's table that is too small joins its siblings
// in a "rest" row. Which sibling joins is decided by a keyed hash (HMAC-SHA256),
// never by size: the choice itself would tell which is smallest. Blocks joined in
// any period of a year stay joined in the year's table.
//
// # Why events are not persons
//
// One person met twenty times is twenty events. Thresholds therefore look at
// [Effective]: capped by round, without the largest single author's part, with at
// most two of the public's concerns that the team has not taken up. Shown is the
// plain count. What a row's effective count was is never published.
//
// # Why rows never change
//
// A corrected figure beside the first one tells the correction. A row is final;
// what arrives late counts in the next open week, and the caller passes each event
// exactly once. A week too small to show ([Week] says false) is not published as
// a gap, which the period's total would fill: its events stay open and count in
// the next week, and so in that week's period.
//
// # Why the year's rows may use weeks as rounds
//
// After 90 days encounters are kept as weekly sums that no longer tell their
// round. Passing the week as the round of such a [Part] makes the effective count
// smaller, never larger.
//
// # Open data
//
// What leaves the municipality for everybody has another protection, where a
// municipality chooses it: [Open] adds noise (package noise) to the count of every
// node of a level, empty ones too. The unit is one event, of which each level holds
// one figure, so the [Budget] of the levels adds up. Somebody with several events
// is told more of: at most [DayCap] of a kind in a cell on a day counts. The noise
// says nothing about what is not drawn with it: which weeks are published, and
// where the blocks of a year lie, both follow the counts as they are.
package release
