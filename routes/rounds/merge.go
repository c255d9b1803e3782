package rounds

import (
	"bytes"
	"slices"

	"runde/geo"
	"runde/geo/intake"

	"github.com/google/uuid"
)

// Answer is what became of a record that was merged.
type Answer string

// The answers.
const (
	Stored    Answer = "stored"
	Known     Answer = "known"     // the same was there before: nothing changed
	Withdrawn Answer = "withdrawn" // taken back before: nothing is stored
	Conflict  Answer = "conflict"  // the id holds another body: the first one stays
	Refused   Answer = "refused"   // breaks a rule; Result.Errors names it
)

// Result is the answer to one record.
type Result struct {
	Answer Answer
	Errors []intake.FieldError // of a refused record
}

// Merge adds what a phone recorded and answers each record in turn; r itself does
// not change. Merging the same records again changes nothing. The first mark or
// encounter begins the round; records that arrive after it was finished count all
// the same. holds tells the cells of the cover of the round's year.
func (r Round) Merge(records []Record, holds func(geo.Cell) bool) (Round, []Result) {
	r = r.clone()
	results := make([]Result, len(records))
	for i, rec := range records {
		results[i] = r.apply(rec, holds)
	}
	return r, results
}

func (r *Round) apply(rec Record, holds func(geo.Cell) bool) Result {
	switch {
	case rec.Encounter != nil:
		return r.add(*rec.Encounter, holds)
	case rec.Mark != nil:
		return r.mark(*rec.Mark)
	case rec.Finish:
		return r.finish()
	}
	return r.withdraw(rec.Withdraw)
}

// add records an encounter.
func (r *Round) add(e Encounter, holds func(geo.Cell) bool) Result {
	if errs := r.Check(e, holds); errs != nil {
		return Result{Refused, errs}
	}
	if _, gone := slices.BinarySearchFunc(r.Withdrawn, e.ID, compareIDs); gone {
		return Result{Answer: Withdrawn}
	}
	i, there := slices.BinarySearchFunc(r.Encounters, e.ID, compareEncounter)
	if there && r.Encounters[i].same(e) {
		return Result{Answer: Known}
	}
	if there {
		return Result{Answer: Conflict}
	}
	e.Targets = sorted(e.Targets)
	r.Encounters = slices.Insert(r.Encounters, i, e)
	r.begin()
	return Result{Answer: Stored}
}

// withdraw takes an encounter back, also one that has not arrived yet.
func (r *Round) withdraw(id uuid.UUID) Result {
	if !intake.RandomID(id) {
		return Result{Refused, []intake.FieldError{{Field: "id", Rule: intake.NotRandom}}}
	}
	at, gone := slices.BinarySearchFunc(r.Withdrawn, id, compareIDs)
	if gone {
		return Result{Answer: Known}
	}
	r.Withdrawn = slices.Insert(r.Withdrawn, at, id)
	r.begin() // as what it takes back did or would have
	if i, there := slices.BinarySearchFunc(r.Encounters, id, compareEncounter); there {
		r.Encounters = slices.Delete(r.Encounters, i, i+1)
	}
	return Result{Answer: Stored}
}

// mark says what became of a stop.
func (r *Round) mark(m Mark) Result {
	i := r.stop(m.Stop)
	switch {
	case i < 0:
		return Result{Refused, []intake.FieldError{{Field: "stop", Rule: NotOnRound}}}
	case !m.State.Valid():
		return Result{Refused, []intake.FieldError{{Field: "state", Rule: intake.UnknownCode}}}
	case m.Skip != "" && !m.Skip.Valid():
		return Result{Refused, []intake.FieldError{{Field: "skip", Rule: intake.UnknownCode}}}
	case (m.State == StopSkipped) != (m.Skip != ""):
		return Result{Refused, []intake.FieldError{{Field: "skip", Rule: Mismatch}}}
	case r.Stops[i].State == m.State && r.Stops[i].Skip == m.Skip:
		return Result{Answer: Known}
	}
	r.Stops[i].State, r.Stops[i].Skip = m.State, m.Skip
	r.begin()
	return Result{Answer: Stored}
}

// begin starts a round that is planned.
func (r *Round) begin() {
	if r.State == Planned {
		r.State = Walking
	}
}

func (r *Round) finish() Result {
	if r.State == Finished {
		return Result{Answer: Known}
	}
	r.State = Finished
	return Result{Answer: Stored}
}

func compareIDs(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) }

func compareEncounter(e Encounter, id uuid.UUID) int { return compareIDs(e.ID, id) }
