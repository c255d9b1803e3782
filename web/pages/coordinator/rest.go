package coordinator

import (
	"net/http"
	"net/url"
	"strings"

	"runde/store"
	"runde/web/auth"
	"runde/web/fault"

	"github.com/google/uuid"
)

// replanRest plans the rest of a round of today again, and shows the way back.
func (h handlers) replanRest(w http.ResponseWriter, r *http.Request) error {
	c, err := h.readHand(w, r)
	if err != nil {
		return err
	}
	ctx, m := r.Context(), auth.From(r.Context()).Municipality
	before, err := h.db.Plan(ctx, m, c.plan)
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	plan, broken, err := h.db.ReplanRest(ctx, m, h.by(r), c.plan, c.shift)
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	query := url.Values{"aendret": {"replanned"}, "runde": {c.shift.String()}, "f_shift": {c.shift.String()}, "f_rest": {restOf(before, c.shift)}}
	return h.changed(w, r, c.week, query, &plan, broken)
}

// undoRest puts back what a round had left to visit.
func (h handlers) undoRest(w http.ResponseWriter, r *http.Request, c hand) error {
	plan, broken, err := h.db.SetRest(r.Context(), auth.From(r.Context()).Municipality, h.by(r), c.plan, c.shift, c.rest)
	if err != nil {
		return h.givenUp(w, r, c.week, err)
	}
	return h.changed(w, r, c.week, url.Values{"aendret": {"undone"}, "runde": {c.shift.String()}}, &plan, broken)
}

// restOf are the places that a round has left to visit, by id, for an address.
func restOf(p store.Plan, shift uuid.UUID) string {
	var out []string
	for _, r := range p.Rounds {
		for _, s := range r.Stops {
			if r.Shift.ID == shift && s.State == "planned" {
				out = append(out, s.PlaceID.String())
			}
		}
	}
	return strings.Join(out, ",")
}

// idsOf are the ids that restOf has written.
func idsOf(text string) ([]uuid.UUID, error) {
	if text == "" {
		return nil, nil
	}
	var out []uuid.UUID
	for _, part := range strings.Split(text, ",") {
		id, err := uuid.Parse(part)
		if err != nil {
			return nil, fault.ErrMalformed
		}
		out = append(out, id)
	}
	return out, nil
}
