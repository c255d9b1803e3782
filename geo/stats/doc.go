// Package stats turns released figures into what management's pages show: areas
// with meetings beside hours, how sure a rate is, whether a change is larger than
// its uncertainty. It reads [release.Figure] and nothing else, so that whatever it
// computes was already out: post-processing adds no risk.
//
// # Why a rate and not a count
//
// Where the team goes more, it meets more. Meetings for each hour of presence is
// the proxy of need that released figures allow; an hour without a meeting counts
// as much as one with. Ground with too little presence is unknown and has no rate:
// grey, never zero.
//
// # Why few classes
//
// A rate from fifteen meetings is known to within a third. Five classes around the
// municipality's own mean, and two of certainty, say what such numbers can say.
// Breaks are fixed for a year, so that a colour means the same in every period.
//
// # Why some changes are not shown
//
// Two periods nearly always differ. A difference is shown only where chance would
// bring one as large less than once in ten times. Areas that were joined
// differently are compared as the smallest ground that both periods have in
// common, from sums of released figures.
package stats
