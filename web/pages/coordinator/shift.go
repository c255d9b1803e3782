package coordinator

import (
	"net/http"
	"net/url"

	"runde/store"
	"runde/web/auth"
	"runde/web/fault"

	"github.com/google/uuid"
)

// changeShift does what one of a shift's buttons says: it does not take place, does
// after all, or goes to another team.
func (h handlers) changeShift(w http.ResponseWriter, r *http.Request) error {
	c, err := h.readHand(w, r)
	if err != nil {
		return err
	}
	switch c.do {
	case "hand":
		return h.handOver(w, r, c, "handed")
	case "cancel", "restore":
		return h.cancelShift(w, r, c)
	}
	return fault.ErrMalformed
}

func (h handlers) cancelShift(w http.ResponseWriter, r *http.Request, c hand) error {
	err := h.db.CancelShift(r.Context(), auth.From(r.Context()).Municipality, h.by(r), c.shift, c.do == "cancel")
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	query := url.Values{"aendret": {c.do}, "runde": {c.shift.String()}}
	if c.show != "" {
		query.Set("vis", c.show)
	}
	return h.changed(w, r, c.week, query, nil, nil)
}

// handOver gives a round to another team, and shows the way back.
func (h handlers) handOver(w http.ResponseWriter, r *http.Request, c hand, done string) error {
	ctx, m := r.Context(), auth.From(r.Context()).Municipality
	before, err := h.db.Plan(ctx, m, c.plan)
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	plan, broken, err := h.db.HandOver(ctx, m, h.by(r), c.plan, c.shift, c.team)
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	query := url.Values{
		"aendret": {done}, "runde": {c.shift.String()},
		"f_shift": {c.shift.String()}, "f_team": {teamOf(before, c.shift).String()},
	}
	return h.changed(w, r, c.week, query, &plan, broken)
}

func teamOf(p store.Plan, shift uuid.UUID) uuid.UUID {
	for _, r := range p.Rounds {
		if r.Shift.ID == shift {
			return r.Shift.TeamID
		}
	}
	return uuid.Nil
}
