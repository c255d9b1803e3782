package plans

import (
	"errors"
	"fmt"

	"runde/geo"
	"runde/geo/need"
	"runde/routes"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
)

// ErrInput is wrapped by every error about an input that cannot be planned.
var ErrInput = errors.New("plans: input cannot be planned")

// Input is all that a week's plan depends on.
type Input struct {
	Week       geo.Week
	Estimates  []need.Estimate               // of street cells; a cell without one has no need and is unknown
	Dayparts   map[geo.Cell][4]float64       // need.Dayparts.Factors; none for a cell: no difference
	Neighbours map[geo.Cell][]geo.Cell       // of the cover
	AreaKM2    map[geo.Cell]float64          // of the cover
	Places     []routes.Place                // retired ones left out; area stops among them
	Shifts     []routes.Shift                // of the week
	Concerns   []Concern                     // decided as a visit, not yet closed
	Past       []Visit                       // what was walked, a few weeks back; in the week itself, by rounds that have no shift here
	Locks      []Lock                        // of places or shifts that are gone: passed over
	Share      float64                       // of stops that explore; 0: the default of 20 %, and never under 10 %
	Matrices   map[routes.Mode]routes.Matrix // of Points, for each mode of a shift; with Foot beside Car, shifts by car park and walk
	Seed       uint64
	Iterations int // 0: DefaultIterations, and for the rest of one round as many as it needs
}

// Concern is decided concerns about one street cell. They are about a street or a
// square: home concerns have no cell of the street cover and never come here.
type Concern struct {
	Cell  geo.Cell
	Count int      // decided concerns, merged ones counted once
	Since geo.Date // when the first was decided
	First geo.Date // wished day of the first visit; a day before the week means its first day
}

// Visit is a visit of an earlier plan, or of a round of the week that is not planned again.
type Visit struct {
	PlaceID uuid.UUID
	TeamID  uuid.UUID
	Date    geo.Date
	Minute  int // after midnight of Date
}

// Lock is the coordinator's wish about one place in the week. It outlives every
// new proposal.
type Lock struct {
	PlaceID  uuid.UUID
	ShiftID  uuid.UUID // the shift that visits it, or none (uuid.Nil): forbidden all week
	Position int       // as the nth stop of its round, counted from 1; 0: anywhere in it
}

func (l Lock) forbids() bool { return l.ShiftID == uuid.Nil }

// Shares of exploring stops.
const (
	DefaultShare = 0.2
	LeastShare   = 0.1
)

// DefaultIterations plans 300 places and twenty shifts in two to three seconds on two
// cores, a small town in less than one.
const DefaultIterations = 20_000

// Points are the points whose travel times the matrices hold: the places in order,
// then the base of each shift.
func Points(places []routes.Place, shifts []routes.Shift) []orb.Point {
	out := make([]orb.Point, 0, len(places)+len(shifts))
	for i := range places {
		out = append(out, places[i].Point)
	}
	for i := range shifts {
		out = append(out, shifts[i].Home)
	}
	return out
}

// Validate returns an error wrapping ErrInput that names the first field out of
// range, or nil.
func (in *Input) Validate() error {
	if !(in.Share >= 0 && in.Share <= 1) {
		return fmt.Errorf("%w: Share must lie in 0–1", ErrInput)
	}
	if in.Iterations < 0 {
		return fmt.Errorf("%w: Iterations must not be negative", ErrInput)
	}
	size := len(in.Places) + len(in.Shifts)
	for i, s := range in.Shifts {
		switch {
		case !s.Mode.Valid():
			return fmt.Errorf("%w: Shifts[%d].Mode is unknown", ErrInput, i)
		case s.Start < 0 || s.End <= s.Start || s.End > 3*day:
			return fmt.Errorf("%w: Shifts[%d] must end after it starts, within two days", ErrInput, i)
		case s.Break < 0:
			return fmt.Errorf("%w: Shifts[%d].Break must not be negative", ErrInput, i)
		case geo.WeekOf(s.Date) != in.Week:
			return fmt.Errorf("%w: Shifts[%d].Date is not in the week", ErrInput, i)
		case in.Matrices[s.Mode].N != size || len(in.Matrices[s.Mode].Times) != size*size:
			return fmt.Errorf("%w: Matrices of mode %s must hold the places and a base for each shift", ErrInput, s.Mode)
		}
	}
	if foot, ok := in.Matrices[routes.Foot]; ok && (foot.N != size || len(foot.Times) != size*size) {
		return fmt.Errorf("%w: Matrices of mode %s must hold the places and a base for each shift", ErrInput, routes.Foot)
	}
	for i := range in.Places {
		if v := in.Places[i].Visit; v < 1 || v > day {
			return fmt.Errorf("%w: Places[%d].Visit must be 1–1440 minutes", ErrInput, i)
		}
	}
	return nil
}

// share is the exploring share that holds.
func (in *Input) share() float64 {
	if in.Share == 0 {
		return DefaultShare
	}
	return max(LeastShare, in.Share)
}

const (
	day    = 1440 // minutes
	minute = 600  // tenths of a second: the solver's ticks in a minute
)
