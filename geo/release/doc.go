// Package release decides which figures may leave the team: the only way from
// encounters, concerns and presence to what management sees. It is a staircase of
// tables, fixed before the figures are known:
//
//	level     space                    time      kinds   published
//	[Week]    the municipality         ISO week  none    7 days after the week
//	[Period]  static blocks            4 weeks   split   7 days after the period
//	[Year]    rows inside each block   year      none    14 days after the year
//
// Each family of events (encounters, concerns) has its own staircase, on blocks of
// its own. Presence is shown on the rows of encounters. Beside it stand the side tables of a year, for the
// whole municipality: [Details] (bridges by target, all channels of concerns), [Waits],
// [HoursOfSlots] and [Homes]. Nothing else is published: no free range of dates, no
// polygon, no filter.
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
// level only: a second split would not be decomposable. Package attack attacks
// everything that was ever published together.
//
// # Why each family has its own blocks
//
// A block should hold 3k events a period, or it joins others in one period or another
// and is no row of its own in the year's table. A team reports some hundred concerns
// a year beside thousands of encounters: on the blocks of encounters nearly all of
// them would be one row. Two geographies of one family and time could be subtracted:
// a block of the one without those of the other inside it is ground that was never
// meant to be told. Hence a family has one geography a year, which never changes, and
// the weeks of two years are different events. Between families there is nothing to
// subtract: no event is of both, and no figure counts events of both, so the figures
// of each say nothing about the counts of the other, whatever the ground.
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
// smaller, never larger. A [Tally] never knew its round.
//
// # Why details come by class
//
// A channel tells the kind of a concern, and a target that an encounter was a bridge.
// The year's total of each channel would therefore give the year's total of each kind,
// and that minus the rows that show the kind alone is what the rows hold that hid it:
// four concerns of a merged kind, read off by subtraction. So an event's details are
// told only among the events whose rows were split alike ([ClassOf]): those of
// "professional+own" rows by channel, those of "professional" rows by channel, and so
// on. Their total is known already, and what is told adds no margin but the details'
// own.
//
// Each event then has one row of a period, and the row has one period, one set of
// blocks that the year keeps together, and one class. The tables (week), (row of the
// year) and (class × detail) each split one of these three further, and meet in the
// rows of the periods alone. Given the rows' counts, each can be filled in whatever
// the others hold: the model is decomposable, a star around the rows. A hidden count
// lies in a Fréchet interval between the published margins, each 0 or at least k with
// a complement that is 0 or at least k, as before: details join by the rule of kinds.
// Where a class holds other kinds than bridges, what is no bridge is a detail like any
// other; it is not published when it stands alone, but it can be subtracted, and so
// must be large enough. An encounter that bridged to several targets is a detail of
// its own, so that details never overlap.
//
// The rows that show bridges together with other kinds are one class, whichever the
// kinds are: each of them may hold bridges and others, so the tables stay free of each
// other. Of channels they may not be one class. Where one row holds professionals and
// network and another network and neighbourhood, seven of professionals can only lie in
// the first row, and what is left of it is known.
//
// Whoever knows that kinds were joined since one of them is too small reads more out
// of a class with few rows: of two rows of 15 and 14 with 8 that are no bridge, both
// hold four. That is why bridges have one class of many rows. It makes such a finding
// rare, not impossible, as rows of concerns have it rare by themselves.
//
// # Why the other side tables are safe beside it
//
// [Waits] splits by a trait that no other table tells or bounds: whatever the others
// hold, its labels can be dealt out in any way. Its two numbers are each 0 or at least
// k, and its median is told only beside both: with their sum alone it would tell which
// of them is too few. It counts in the year in which the wait
// was settled, not in that of the concern. Concerns about homes are in no other table.
// Presence by weekday is the team's effort and counts nobody.
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
