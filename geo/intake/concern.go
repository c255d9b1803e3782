package intake

import (
	"unicode"
	"unicode/utf8"

	"runde/geo"

	"github.com/google/uuid"
)

// Bounds of a concern.
const (
	MaxNote    = 200 // characters of the note
	DaysBack   = 30  // a concern may tell of a day so long ago
	DaysAhead  = 1   // for clocks that run ahead
	maxWorries = 8
)

// Concern is one report that somebody is worried. It holds no coordinate, no
// clock time and nobody's name.
type Concern struct {
	ID           uuid.UUID // random, version 4: version 7 would tell the time
	Context      Context
	CoverVersion int      // of the cover that Cell belongs to
	Cell         geo.Cell // of the street cover, or of the home cover for Home
	Day          geo.Date
	Met          []geo.Daypart // when the person may be met; none: not known
	Channel      Channel
	Worries      []Worry
	Note         string // at most MaxNote characters; see Filter
}

// Cover is a version of a municipality's cells that a concern may name.
type Cover struct {
	Version int
	Cells   interface{ Has(geo.Cell) bool }
}

// FieldError names a field and the rule it breaks. It never holds a value: a
// refused value may be personal.
type FieldError struct {
	Field string `json:"field"`
	Rule  Rule   `json:"rule"`
}

// Error is "field: rule".
func (e FieldError) Error() string { return e.Field + ": " + string(e.Rule) }

// Key is the error's key in the catalogue.
func (e FieldError) Key() string { return "error." + string(e.Rule) }

// Rule is a rule of intake, and a catalogue key under "error.".
type Rule string

// The rules that a field can break.
const (
	Required     Rule = "required"
	Malformed    Rule = "malformed"     // cannot be read as its type
	UnknownField Rule = "unknown_field" // the body carries something the form has not; Field is "body"
	UnknownCode  Rule = "unknown_code"  // not in the code list
	NotRandom    Rule = "not_random"    // the id is not a random UUID
	Outside      Rule = "outside"       // the cell is none of the cover's
	Outdated     Rule = "outdated"      // the cover has a newer version: reload
	TooEarly     Rule = "too_early"
	TooLate      Rule = "too_late"
	TooMany      Rule = "too_many"
	Repeated     Rule = "repeated"
	LongText     Rule = "long_text"
	Control      Rule = "control" // control characters in a text
)

// Rules lists all of them.
var Rules = []Rule{Required, Malformed, UnknownField, UnknownCode, NotRandom, Outside, Outdated, TooEarly, TooLate, TooMany, Repeated, LongText, Control}

// Check holds a concern against the covers and the day it is today. It gives
// every broken rule, in the order of the fields; nil means the concern may be
// stored. It does not judge what the note says: that is the Filter's.
func Check(c Concern, street, home Cover, today geo.Date) []FieldError {
	var errs []FieldError
	bad := func(broken bool, field string, rule Rule) bool {
		if broken {
			errs = append(errs, FieldError{field, rule})
		}
		return broken
	}
	bad(!RandomID(c.ID), "id", NotRandom)
	if !bad(!c.Context.Valid(), "context", UnknownCode) {
		cover := street
		if c.Context == Home {
			cover = home
		}
		if !bad(c.CoverVersion != cover.Version, "cover", Outdated) {
			bad(!cover.Cells.Has(c.Cell), "cell", Outside)
		}
	}
	bad(c.Day < today-DaysBack, "day", TooEarly)
	bad(c.Day > today+DaysAhead, "day", TooLate)
	checkList(c.Met, len(geo.Dayparts), geo.Daypart.Valid, "met", bad)
	bad(!c.Channel.Valid(), "channel", UnknownCode)
	checkList(c.Worries, maxWorries, Worry.Valid, "worries", bad)
	bad(utf8.RuneCountInString(c.Note) > MaxNote, "note", LongText)
	bad(hasControl(c.Note), "note", Control)
	return errs
}

// checkList holds a list of codes against its length, its codes and repetition.
func checkList[T comparable](list []T, most int, valid func(T) bool, field string, bad func(bool, string, Rule) bool) {
	if bad(len(list) > most, field, TooMany) {
		return
	}
	seen := map[T]bool{}
	for _, one := range list {
		if bad(!valid(one), field, UnknownCode) || bad(seen[one], field, Repeated) {
			return
		}
		seen[one] = true
	}
}

// hasControl reports whether a text holds control characters, a broken encoding,
// or marks that change the direction of the text around it.
func hasControl(s string) bool {
	if !utf8.ValidString(s) {
		return true
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return true
		}
	}
	return false
}
