package management

import (
	"bytes"
	"embed"
	"net/http"

	"runde/store"
	"runde/store/access"
	"runde/web/auth"
	"runde/web/pages"

	"github.com/go-chi/chi/v5"
)

//go:embed templates/*.html
var files embed.FS

// The addresses of this area.
const (
	needPath   = "/ledelse"
	exportPath = "/ledelse/hent"
)

type handlers struct {
	*pages.Engine
	db *store.DB
}

// Mount adds the pages to the router and the menu.
func Mount(r chi.Router, e *pages.Engine, db *store.DB) error {
	if err := e.Add("management", files); err != nil {
		return err
	}
	e.Nav(pages.NavItem{Key: "management.nav.need", Path: needPath, Permission: access.ReadReleases})
	h := handlers{e, db}
	r.Group(func(r chi.Router) {
		r.Use(auth.Permit(access.ReadReleases))
		r.Get(needPath, e.Handle(h.need))
		r.Post(exportPath, e.Handle(h.export))
	})
	return nil
}

// need shows the heat map of one published period.
func (h handlers) need(w http.ResponseWriter, r *http.Request) error {
	q, err := readQuestion(r.URL.Query())
	if err != nil {
		return err
	}
	v, err := h.view(r, q)
	if err != nil {
		return err
	}
	l := h.L(r)
	return h.Render(w, r, http.StatusOK, pages.Page{
		Name: "management/need", Title: l.T("management.need.title"), Data: v, Wide: true,
		Islands: []string{"heatmap"}, Words: []string{"management.map."},
	})
}

// export answers the tables of the page as a file. That somebody took them is
// written down first.
func (h handlers) export(w http.ResponseWriter, r *http.Request) error {
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	q, err := readQuestion(form.Values)
	if err != nil {
		return err
	}
	v, err := h.view(r, q)
	if err != nil {
		return err
	}
	if v.Period == nil {
		return store.ErrNotFound
	}
	var out bytes.Buffer
	if err := writeCSV(&out, v.preamble(h.L(r)), v.Tables()); err != nil {
		return err
	}
	actor := auth.From(r.Context())
	by := store.By{Actor: actor.User, At: h.db.Now()}
	if err := h.db.AppendAudit(r.Context(), actor.Municipality, by, "release.export", "period", v.Period.Name); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="runde-`+v.Period.Name+`.csv"`)
	_, _ = out.WriteTo(w) // the client is gone
	return nil
}
