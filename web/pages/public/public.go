// Package public has the pages that nobody signs in for: the concern form, the
// receipt, and what the system stores.
//
// # Why a receipt is never an address
//
// The four words are shown in the answer to a form and travel back in one. They
// never stand in an address, where a browser's history or a log would keep them,
// and there is no cookie: reloading the receipt asks before it sends again, and the
// same concern sent again gets the same words.
package public

import (
	"embed"
	"net/http"

	"runde/store"
	"runde/web/pages"
	"runde/web/reception"

	"github.com/go-chi/chi/v5"
)

//go:embed templates/*.html
var files embed.FS

type handlers struct {
	*pages.Engine
	desk *reception.Desk
	db   *store.DB
}

// Mount adds the pages to the router.
func Mount(r chi.Router, e *pages.Engine, desk *reception.Desk, db *store.DB) error {
	if err := e.Add("public", files); err != nil {
		return err
	}
	h := handlers{e, desk, db}
	r.Group(func(r chi.Router) {
		r.Use(noStore)
		r.Get("/bekymring", e.Handle(h.concernForm))
		r.Post("/bekymring", e.Handle(h.sendConcern))
		r.Get("/kvittering", e.Handle(h.receiptForm))
		r.Post("/kvittering", e.Handle(h.status))
		r.Post("/kvittering/tilfoej", e.Handle(h.add))
		r.Post("/kvittering/traek-tilbage", e.Handle(h.withdraw))
	})
	r.Get("/hvad-gemmer-systemet", e.Handle(h.stored))
	return nil
}

// noStore keeps what somebody wrote out of the browser's cache.
func noStore(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}
