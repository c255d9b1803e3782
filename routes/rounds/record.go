package rounds

import (
	"runde/geo"
	"runde/geo/intake"

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
	if errs := intake.Strict(data, maxRecord, &b); errs != nil {
		return Encounter{}, errs
	}
	e := Encounter{Outcome: b.Outcome, Targets: sorted(b.Targets), Persons: b.Persons, Unplanned: b.Unplanned}
	var f intake.Fields
	f.Read("id", b.ID, func(s string) (err error) { e.ID, err = intake.ParseID(s); return })
	f.Read("round", b.Round, func(s string) (err error) { e.Round, err = intake.ParseID(s); return })
	f.Read("cell", b.Cell, func(s string) (err error) { e.Cell, err = geo.ParseCell(s); return })
	f.Read("daypart", b.Daypart, func(s string) error { return e.Daypart.UnmarshalText([]byte(s)) })
	f.Read("outcome", string(b.Outcome), nil)
	if f.Errors != nil {
		return Encounter{}, f.Errors
	}
	return e, nil
}
