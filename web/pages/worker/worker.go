// Package worker has the pages of the one who walks: today's round, phone first.
//
// # Why every stop is in the page
//
// The page holds a card for each stop and shows one of them. The forms of a card do
// the whole job when they are sent as forms. The island (web/app/src/round) sends
// the same records through the API instead and only changes which card is shown, so
// that there is one markup, and what was loaded before the signal went is enough to
// go on recording.
//
// # Why a recorded meeting visits the stop
//
// The first record at a stop, nobody met included, marks the stop visited. A stop
// is never visited without a record: presence with nobody met is a record too.
package worker

import (
	"embed"
	"net/http"

	"runde/store"
	"runde/store/access"
	"runde/web/auth"
	"runde/web/pages"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

//go:embed templates/*.html
var files embed.FS

// Home is the address of today's round.
const Home = "/runde"

type handlers struct {
	*pages.Engine
	db *store.DB
}

// Mount adds the pages to the router.
func Mount(r chi.Router, e *pages.Engine, db *store.DB) error {
	if err := e.Add("worker", files); err != nil {
		return err
	}
	e.Nav(pages.NavItem{Key: "worker.nav.today", Path: Home, Permission: access.WalkRounds})
	h := handlers{e, db}
	r.Group(func(r chi.Router) {
		r.Use(auth.Permit(access.WalkRounds))
		r.Get(Home, e.Handle(h.today))
		r.Get(Home+"/{round}", e.Handle(h.round))
		r.Post(Home+"/{round}/registrer", e.Handle(h.record))
		r.Post(Home+"/{round}/stop", e.Handle(h.mark))
		r.Post(Home+"/{round}/fortryd", e.Handle(h.withdraw))
		r.Post(Home+"/{round}/afslut", e.Handle(h.finish))
	})
	return nil
}

// walked is the round that the address names. A round of another team is not found,
// as one that does not exist.
func (h handlers) walked(r *http.Request) (store.WalkRound, error) {
	id, err := uuid.Parse(chi.URLParam(r, "round"))
	if err != nil {
		return store.WalkRound{}, store.ErrNotFound
	}
	actor := auth.From(r.Context())
	return h.db.WalkedRound(r.Context(), actor.Municipality, actor.User, id)
}
