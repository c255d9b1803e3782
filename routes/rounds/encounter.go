package rounds

import (
	"slices"

	"runde/geo"
	"runde/geo/intake"

	"github.com/google/uuid"
)

// Encounter is one recorded meeting, or that nobody was met. Its date is its
// round's.
type Encounter struct {
	ID        uuid.UUID // random, version 4, made by whoever records
	Round     uuid.UUID
	Cell      geo.Cell // of the street cover
	Daypart   geo.Daypart
	Outcome   Outcome
	Targets   []Target // sorted; with Bridged at least one, else none
	Persons   Persons  // "" with NobodyMet alone
	Unplanned bool     // met between stops
}

// Rules that an encounter can break, besides those of intake; each is a catalogue
// key under "error.".
const (
	Mismatch   intake.Rule = "mismatch"     // does not go with the outcome
	NotOnRound intake.Rule = "not_on_round" // a planned meeting in a cell without a stop
	OtherRound intake.Rule = "other_round"
)

// AtStop is a planned meeting at a stop of the round: in its cell and in the
// daypart of its planned arrival.
func (r Round) AtStop(s Stop, id uuid.UUID, o Outcome, p Persons, targets ...Target) Encounter {
	return Encounter{ID: id, Round: r.ID, Cell: s.Cell, Daypart: geo.DaypartAt(s.Arrive), Outcome: o, Persons: p, Targets: sorted(targets)}
}

// Check holds an encounter against its round and the cover of the round's year. It
// gives every broken rule, in the order of the fields.
func (r Round) Check(e Encounter, holds func(geo.Cell) bool) []intake.FieldError {
	var errs []intake.FieldError
	bad := func(broken bool, field string, rule intake.Rule) {
		if broken {
			errs = append(errs, intake.FieldError{Field: field, Rule: rule})
		}
	}
	bad(!intake.RandomID(e.ID), "id", intake.NotRandom)
	bad(e.Round != r.ID, "round", OtherRound)
	if !holds(e.Cell) {
		bad(true, "cell", intake.Outside)
	} else {
		bad(!e.Unplanned && !slices.ContainsFunc(r.Stops, func(s Stop) bool { return s.Cell == e.Cell }), "cell", NotOnRound)
	}
	bad(!e.Daypart.Valid(), "daypart", intake.UnknownCode)
	if !e.Outcome.Valid() {
		bad(true, "outcome", intake.UnknownCode)
		return errs
	}
	bad(slices.ContainsFunc(e.Targets, func(t Target) bool { return !t.Valid() }), "targets", intake.UnknownCode)
	bad(len(slices.Compact(sorted(e.Targets))) < len(e.Targets), "targets", intake.Repeated)
	bad((e.Outcome == Bridged) != (len(e.Targets) > 0), "targets", Mismatch)
	bad(e.Persons != "" && !e.Persons.Valid(), "persons", intake.UnknownCode)
	bad((e.Outcome == NobodyMet) != (e.Persons == ""), "persons", Mismatch)
	return errs
}

// same reports whether two encounters say the same.
func (e Encounter) same(o Encounter) bool {
	return slices.Equal(sorted(e.Targets), sorted(o.Targets)) && e.ID == o.ID && e.Round == o.Round && e.Cell == o.Cell && e.Daypart == o.Daypart &&
		e.Outcome == o.Outcome && e.Persons == o.Persons && e.Unplanned == o.Unplanned
}

func sorted(targets []Target) []Target {
	out := slices.Clone(targets)
	slices.Sort(out)
	return out
}
