// Package routes holds the words for "how to get there" that the packages below
// share: a [Place] that may be visited, a [Shift] that visits, a [Mode] of
// travel, a [Matrix] of travel times and a [Leg] between two stops.
//
// Times of day are minutes after midnight of the shift's date and may pass 1440.
// Travel times are tenths of a second, as the street engine gives them.
package routes

import (
	"time"

	"runde/geo"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
)

// Mode is a way of travelling, the name of a street profile.
type Mode string

// The modes.
const (
	Foot    Mode = "foot"
	Bicycle Mode = "bicycle"
	Car     Mode = "car"
)

// Modes lists all of them.
var Modes = [3]Mode{Foot, Bicycle, Car}

// Valid reports whether m is one of the three.
func (m Mode) Valid() bool { return m == Foot || m == Bicycle || m == Car }

// Window is a span of a day in minutes after midnight, for the start of a visit.
type Window struct {
	Open  int `json:"open"`
	Close int `json:"close"`
}

// Place is somewhere a round may stop: a public place, or an area stop, which is
// a street junction that the program picked for a cell without a public place.
type Place struct {
	ID         uuid.UUID
	Name       string
	Kind       string // a public kind of geo/osm, or "area" for an area stop
	Point      orb.Point
	Cell       geo.Cell    // the cover cell that holds the point
	Visit      int         // planned minutes of a visit
	MinVisits  int         // wished visits a week
	MaxVisits  int         // at most so many visits a week (R9)
	GapDays    int         // at least so many days between two visits
	TwoWorkers bool        // only by a shift of two or more
	Windows    [7][]Window // by time.Weekday; none at all means the whole week is open
	Habit      *Habit      // the place's usual visit, if it has one
}

// Habit is a regular presence: the same weekday and time.
type Habit struct {
	Weekday time.Weekday `json:"weekday"`
	Minute  int          `json:"minute"`
}

// Shift is a team's working time on one day; it walks one round.
type Shift struct {
	ID      uuid.UUID
	TeamID  uuid.UUID
	Date    geo.Date
	Start   int // minutes after midnight
	End     int // minutes after midnight, > Start, may pass 1440
	Mode    Mode
	Workers int
	Break   int       // minutes of break, taken once
	Home    orb.Point // where the round starts and ends
	Blocks  []Block   // time without a place: home visits, meetings
}

// Block is time on a shift that is spent without a place.
type Block struct {
	Kind  string `json:"kind"` // "home_visit" or "meeting"
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Matrix gives travel times in tenths of a second from row to column; Unreachable
// where there is no way.
type Matrix struct {
	N     int
	Times []int32 // N × N, row by row
}

// Unreachable is the travel time between points that no street connects.
const Unreachable int32 = 1<<31 - 1

// At is the time from i to j.
func (m Matrix) At(i, j int) int32 { return m.Times[i*m.N+j] }

// Leg is one way between two stops, drawn on the map.
type Leg struct {
	Tenths int32
	Line   orb.LineString
}
