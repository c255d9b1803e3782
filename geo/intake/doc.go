// Package intake takes in a concern: somebody is worried about a person in some
// patch of the municipality. It parses, checks, coarsens and refuses personal
// data, and makes the four words by which the reporter can ask again. It is all
// pure functions over plain types.
//
// # Why a concern has so few fields
//
// A [Concern] says where (a cell of the municipality's cover), on which day,
// through which channel, what worries, and in which dayparts one may be met. It
// has no field for a coordinate, a clock time or anybody's name, so there is
// nothing to leak: a body that carries one is refused as a whole. A concern about
// a home is held in a second, far coarser cover, and never becomes a stop.
//
// # Why a note is refused and not redacted
//
// A redacted text once held a person, hides the mistake from whoever made it and
// misses what the filter does not see. So the concern is accepted without its
// note, and the answer names the kinds of personal data and their positions: the
// form shows the note again to be rewritten. Nothing of what was refused is kept.
//
// # Why the filter is a table
//
// The same rules run in the browser before anything is sent and on the server
// behind it. They are one file, textrules.json, written so that RE2 and the
// browser's RegExp read the same patterns: no look-around; what stands beside a
// match is a class of its own, and meaning (is this a date? does a unit follow
// the number?) is a named check in code. The cases in testdata test both.
//
// # Why the street names are read with care
//
// A street without a street ending is what the rules miss, so the filter knows the
// municipality's own names as well; those that the rules find anyway are left out.
// A street alone tells of no home and passes; with a number it is an address. Many
// streets are called by common words, Havnen or Ved Skoven: a list of such words in
// the table (streetWords) says which names count only where a capital, a "nr." or the
// letter of a house shows that the street is meant.
//
// # Why four words
//
// A reporter has no account and leaves no address. Four of 1,024 plain words are
// 40 bits: easy to read aloud and to write on paper, out of reach of guessing
// through a rate-limited form. No two words differ by a single letter, so a slip
// of the pen finds nothing rather than another concern. Only a keyed hash of the
// words is stored.
package intake
