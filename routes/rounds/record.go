package rounds

import (
	"errors"

	"runde/geo"
	"runde/geo/intake"

	"github.com/go-json-experiment/json"
	"github.com/google/uuid"
)

// Record is one thing that a phone recorded: exactly one of its fields is set.
type Record struct {
	Encounter *Encounter
	Withdraw  uuid.UUID // the id of an encounter to take back
	Mark      *Mark
	Finish    bool // the round is over
}

// Mark says what became of a stop; StopPlanned takes an earlier mark back.
type Mark struct {
	Stop  uuid.UUID
	State StopState
	Skip  SkipReason // with StopSkipped alone
}

// maxRecord bounds the bytes of a record that are read at all.
const maxRecord = 4 << 10

// ParseEncounter reads an encounter from JSON:
//
//	{"id": "…", "round": "…", "cell": "881f20584bfffff", "daypart": "evening", "outcome": "bridged",
//	 "targets": ["doctor"], "persons": "one", "unplanned": false}
//
// targets, persons and unplanned may be left out. It is strict: a field it does
// not have (a coordinate, a time), one twice, broken UTF-8 or anything after the
// object refuses the whole body. It reads; [Round.Check] judges. No error repeats
// a value.
func ParseEncounter(data []byte) (Encounter, []intake.FieldError) {
	var b struct {
		ID        string   `json:"id"`
		Round     string   `json:"round"`
		Cell      string   `json:"cell"`
		Daypart   string   `json:"daypart"`
		Outcome   Outcome  `json:"outcome"`
		Targets   []Target `json:"targets"`
		Persons   Persons  `json:"persons"`
		Unplanned bool     `json:"unplanned"`
	}
	if len(data) > maxRecord {
		return Encounter{}, []intake.FieldError{{Field: "body", Rule: intake.TooMany}}
	}
	if err := json.Unmarshal(data, &b, json.RejectUnknownMembers(true)); err != nil {
		if errors.Is(err, json.ErrUnknownName) {
			return Encounter{}, []intake.FieldError{{Field: "body", Rule: intake.UnknownField}}
		}
		return Encounter{}, []intake.FieldError{{Field: "body", Rule: intake.Malformed}}
	}
	e := Encounter{Outcome: b.Outcome, Targets: sorted(b.Targets), Persons: b.Persons, Unplanned: b.Unplanned}
	var errs []intake.FieldError
	read := func(field, text string, parse func() error) {
		switch {
		case text == "":
			errs = append(errs, intake.FieldError{Field: field, Rule: intake.Required})
		case parse() != nil:
			errs = append(errs, intake.FieldError{Field: field, Rule: intake.Malformed})
		}
	}
	read("id", b.ID, func() (err error) { e.ID, err = uuid.Parse(b.ID); return })
	read("round", b.Round, func() (err error) { e.Round, err = uuid.Parse(b.Round); return })
	read("cell", b.Cell, func() (err error) { e.Cell, err = geo.ParseCell(b.Cell); return })
	read("daypart", b.Daypart, func() error { return e.Daypart.UnmarshalText([]byte(b.Daypart)) })
	read("outcome", string(b.Outcome), func() error { return nil })
	if errs != nil {
		return Encounter{}, errs
	}
	return e, nil
}
