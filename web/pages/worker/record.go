package worker

import (
	"net/http"
	"net/url"
	"slices"

	"runde/geo"
	"runde/geo/intake"
	"runde/routes/rounds"
	"runde/store"
	"runde/web/auth"
	"runde/web/fault"
	"runde/web/pages"

	"github.com/google/uuid"
)

// record stores a meeting, or that nobody was met, and marks its stop visited.
func (h handlers) record(w http.ResponseWriter, r *http.Request) error {
	walked, form, err := h.sent(w, r, "id", "stop", "cell", "outcome", "now", "targets", "persons")
	if err != nil {
		return err
	}
	stop, planned, err := stopOf(walked, form)
	if err != nil {
		return err
	}
	e, err := h.encounter(walked, stop, planned, form)
	if err != nil {
		return err
	}
	if !form.OK() {
		return h.show(w, r, http.StatusUnprocessableEntity, walked, form)
	}
	actor := auth.From(r.Context())
	if _, err := h.db.RecordEncounter(r.Context(), actor.Municipality, actor.User, e); err != nil {
		return err
	}
	if planned && stop.State != rounds.StopVisited {
		mark := rounds.Mark{Stop: stop.ID, State: rounds.StopVisited}
		if err := h.db.MarkStop(r.Context(), actor.Municipality, actor.User, mark); err != nil {
			return err
		}
	}
	q := url.Values{"gemt": {e.ID.String()}}
	if planned {
		q.Set("ved", stop.ID.String())
	}
	if planned && e.Outcome.Met() {
		q.Set("stop", stop.ID.String())
	}
	return back(w, r, walked, q)
}

// sent is the round that the address names and the form that came, with these fields
// and no others.
func (h handlers) sent(w http.ResponseWriter, r *http.Request, fields ...string) (store.WalkRound, *pages.Form, error) {
	walked, err := h.walked(r)
	if err != nil {
		return walked, nil, err
	}
	form, err := h.ReadForm(w, r)
	if err != nil {
		return walked, nil, err
	}
	return walked, form, form.Only(fields...)
}

// stopOf is the stop that a form names, if it names one. ErrNotFound for a stop
// that is not on the round.
func stopOf(walked store.WalkRound, form *pages.Form) (store.WalkStop, bool, error) {
	if form.Get("stop") == "" {
		return store.WalkStop{}, false, nil
	}
	id, err := uuid.Parse(form.Get("stop"))
	stop, known := walked.Recordable(id)
	if err != nil || !known {
		return store.WalkStop{}, false, store.ErrNotFound
	}
	return stop, true, nil
}

// encounter reads the form's meeting and fails the fields that break a rule. The
// button "now" stands for a whole answer, whatever else the form holds.
func (h handlers) encounter(walked store.WalkRound, stop store.WalkStop, planned bool, form *pages.Form) (rounds.Encounter, error) {
	e := rounds.Encounter{
		Round: walked.ID, Cell: stop.Cell, Daypart: geo.DaypartAt(stop.Arrive), Unplanned: !planned,
		Outcome: rounds.Outcome(form.Get("outcome")), Persons: rounds.Persons(form.Get("persons")),
	}
	if now := form.Get("now"); now != "" {
		e.Outcome = rounds.Outcome(now)
	}
	if e.Outcome == rounds.NobodyMet {
		e.Persons = ""
	}
	if e.Outcome == rounds.Bridged {
		for _, t := range form.All("targets") {
			e.Targets = append(e.Targets, rounds.Target(t))
		}
	}
	var err error
	if e.ID, err = uuid.Parse(form.Get("id")); err != nil {
		return e, fault.ErrMalformed
	}
	if !planned {
		e.Daypart = geo.DaypartAt(h.minute())
		if e.Cell, err = geo.ParseCell(form.Get("cell")); err != nil {
			form.Fail("cell", "worker.error.cell")
		}
	}
	for _, broken := range walked.Bare().Check(e, func(geo.Cell) bool { return true }) {
		if broken.Rule == intake.NotRandom {
			return e, fault.ErrMalformed
		}
		failField(form, broken.Field)
	}
	return e, nil
}

func failField(form *pages.Form, field string) {
	switch field {
	case "targets":
		form.Fail("targets", "worker.error.targets")
	case "persons":
		form.Fail("persons", "worker.error.persons")
	default:
		form.Fail("outcome", "worker.error.outcome")
	}
}

// mark skips a stop with a reason, or takes that back.
func (h handlers) mark(w http.ResponseWriter, r *http.Request) error {
	walked, form, err := h.sent(w, r, "stop", "reason")
	if err != nil {
		return err
	}
	stop, named, err := stopOf(walked, form)
	if err == nil && !named {
		err = store.ErrNotFound
	}
	if err != nil {
		return err
	}
	mark := rounds.Mark{Stop: stop.ID, State: rounds.StopPlanned}
	q := url.Values{"stop": {stop.ID.String()}}
	if reason := form.Get("reason"); reason != "" {
		mark.State, mark.Skip, q = rounds.StopSkipped, rounds.SkipReason(reason), nil
	}
	actor := auth.From(r.Context())
	if err := h.db.MarkStop(r.Context(), actor.Municipality, actor.User, mark); err != nil {
		return err
	}
	return back(w, r, walked, q)
}

// withdraw takes a meeting back; a stop without a record left is planned again.
func (h handlers) withdraw(w http.ResponseWriter, r *http.Request) error {
	walked, form, err := h.sent(w, r, "id", "stop")
	if err != nil {
		return err
	}
	id, err := uuid.Parse(form.Get("id"))
	if err != nil || !intake.RandomID(id) {
		return fault.ErrMalformed
	}
	stop, named, err := stopOf(walked, form)
	if err != nil {
		return err
	}
	actor := auth.From(r.Context())
	if err := h.db.WithdrawEncounter(r.Context(), actor.Municipality, actor.User, id); err != nil {
		return err
	}
	h.Auth.Flash(r.Context(), "worker.withdrawn")
	if !named {
		return back(w, r, walked, nil)
	}
	left, err := h.db.RoundEncounters(r.Context(), actor.Municipality, actor.User, walked.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(left, func(e rounds.Encounter) bool { return !e.Unplanned && e.Cell == stop.Cell }) {
		mark := rounds.Mark{Stop: stop.ID, State: rounds.StopPlanned}
		if err := h.db.MarkStop(r.Context(), actor.Municipality, actor.User, mark); err != nil {
			return err
		}
	}
	return back(w, r, walked, url.Values{"stop": {stop.ID.String()}})
}

// finish says that the round is over.
func (h handlers) finish(w http.ResponseWriter, r *http.Request) error {
	walked, err := h.walked(r)
	if err != nil {
		return err
	}
	actor := auth.From(r.Context())
	if err := h.db.FinishRound(r.Context(), actor.Municipality, actor.User, walked.ID); err != nil {
		return err
	}
	return back(w, r, walked, nil)
}

// back leads to the round again.
func back(w http.ResponseWriter, r *http.Request, walked store.WalkRound, q url.Values) error {
	path := Home + "/" + walked.ID.String()
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	return pages.SeeOther(w, r, path)
}
