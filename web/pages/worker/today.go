package worker

import (
	"net/http"
	"slices"

	"runde/routes/rounds"
	"runde/store"
	"runde/web/auth"
	"runde/web/pages"

	"github.com/google/uuid"
)

// today shows the round of the day, or the choice between several.
func (h handlers) today(w http.ResponseWriter, r *http.Request) error {
	list, err := h.rounds(r)
	if err != nil {
		return err
	}
	if len(list) == 1 {
		return h.show(w, r, http.StatusOK, list[0], h.EmptyForm(r))
	}
	return h.Render(w, r, http.StatusOK, pages.Page{
		Name: "worker/choose", Title: h.L(r).T("worker.title"),
		Data: chooseData{h.db.Today(), list},
	})
}

// lateMinutes is how long after its end a round of the night before stays in sight.
const lateMinutes = 120

// rounds are today's, after those of yesterday that go on past midnight.
func (h handlers) rounds(r *http.Request) ([]store.WalkRound, error) {
	actor, today := auth.From(r.Context()), h.db.Today()
	night, err := h.db.RoundsOn(r.Context(), actor.Municipality, actor.User, today-1)
	if err != nil {
		return nil, err
	}
	minute := h.minute() + 24*60
	night = slices.DeleteFunc(night, func(w store.WalkRound) bool {
		return w.State == rounds.Finished || w.Shift.End <= 24*60 || w.Shift.End+lateMinutes < minute
	})
	day, err := h.db.RoundsOn(r.Context(), actor.Municipality, actor.User, today)
	return append(night, day...), err
}

// minute is how many minutes of the day have passed.
func (h handlers) minute() int {
	now := h.db.Now()
	return now.Hour()*60 + now.Minute()
}

func (h handlers) round(w http.ResponseWriter, r *http.Request) error {
	walked, err := h.walked(r)
	if err != nil {
		return err
	}
	return h.show(w, r, http.StatusOK, walked, h.EmptyForm(r))
}

// show renders a round; form is what was sent with mistakes, or empty.
func (h handlers) show(w http.ResponseWriter, r *http.Request, status int, walked store.WalkRound, form *pages.Form) error {
	data, err := h.view(r, walked, form)
	if err != nil {
		return err
	}
	return h.Render(w, r, status, pages.Page{
		Name: "worker/round", Title: h.L(r).T("worker.title"), Data: data,
		Islands: []string{"round"},
		Words:   []string{"worker.js.", "worker.done.", "worker.persons.", "outcome.", "stop_state.", "skip."},
	})
}

// current is the stop whose card is shown: the one asked for, the one of a form
// with mistakes, else the first that is still planned. uuid.Nil when all are done.
func current(r *http.Request, walked store.WalkRound, form *pages.Form) uuid.UUID {
	for _, wanted := range []string{form.Get("stop"), r.URL.Query().Get("stop")} {
		id, err := uuid.Parse(wanted)
		if err == nil && slices.ContainsFunc(walked.Stops, func(s store.WalkStop) bool { return s.ID == id }) {
			return id
		}
	}
	next, _ := walked.Bare().Next()
	return next.ID
}
