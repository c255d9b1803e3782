// Package management has the pages of whoever steers by figures: the heat map of
// unmet need in a period of four weeks, with effort beside it, and a year on its own
// rows, with concerns on the map as well and the tables of the whole municipality.
//
// # Why only published periods
//
// Everything here is computed from rows that were released, read under a database
// role that can read nothing else. Nobody can ask for other days, another ground or
// a filter: such a question is answered 400 not_a_published_period, because the
// difference of two answers would tell what neither does. A meeting of today is
// seen when its period is.
//
// # Why the table is the page
//
// Every figure of the map stands in a table, and the file to download is that
// table: one [table] is what the page draws and what the file writes. The map
// shows where.
//
// # Why rows of a year are numbered
//
// A year's rows are parts of blocks and have no name that people know. They are
// called by their block and a number from north to south. Meetings and concerns have
// different rows, numbered together: the same name is the same ground, so that
// nobody reads two figures as being about one place that are not.
//
// # Why five looks
//
// An area's own figure, one shown together with neighbours, zero, and ground we
// know too little about differ by colour, by pattern and by what is written on
// them. Grey is never zero. Classes of need are set around the municipality's mean
// and fixed for a year, so that a colour means the same in every period; a change
// is shown only where it is larger than its uncertainty.
package management
