// Package geo holds the words for "where" and "when" that every other package
// shares: a [Cell] of the H3 grid, an [Area] of several cells, a calendar
// [Date], an ISO [Week] and a [Daypart].
//
// # Why no coordinates
//
// Whatever concerns a person is known to Runde only as a cell, a date and a
// daypart. The types here are therefore the finest grain at which an encounter
// or a concern can be expressed. Exact points (orb.Point) appear only in the
// packages that handle public places and streets.
package geo
