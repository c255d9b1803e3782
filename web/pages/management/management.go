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
	needPath = "/ledelse"
	needFile = "/ledelse/hent"
	yearPath = "/ledelse/aar"
	yearFile = "/ledelse/aar/hent"
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
	e.Nav(pages.NavItem{Key: "management.nav.year", Path: yearPath, Permission: access.ReadReleases})
	h := handlers{e, db}
	r.Group(func(r chi.Router) {
		r.Use(auth.Permit(access.ReadReleases))
		r.Get(needPath, e.Handle(h.need))
		r.Post(needFile, e.Handle(h.needFile))
		r.Get(yearPath, e.Handle(h.year))
		r.Post(yearFile, e.Handle(h.yearFile))
	})
	return nil
}

// need shows the heat map of one published period.
func (h handlers) need(w http.ResponseWriter, r *http.Request) error {
	q, err := fourWeeks.read(r.URL.Query())
	if err != nil {
		return err
	}
	v, err := h.view(r, q)
	if err != nil {
		return err
	}
	return h.show(w, r, "management/need", h.L(r).T("management.need.title"), v)
}

// needFile answers the tables of the period's page as a file.
func (h handlers) needFile(w http.ResponseWriter, r *http.Request) error {
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	q, err := fourWeeks.read(form.Values)
	if err != nil {
		return err
	}
	v, err := h.view(r, q)
	if err != nil {
		return err
	}
	return h.export(w, r, h.L(r).T("management.need.title"), v.scene, v.Tables())
}

// year shows one published year.
func (h handlers) year(w http.ResponseWriter, r *http.Request) error {
	q, err := wholeYear.read(r.URL.Query())
	if err != nil {
		return err
	}
	v, err := h.yearView(r, q)
	if err != nil {
		return err
	}
	return h.show(w, r, "management/year", h.L(r).T("management.year.title"), v)
}

// yearFile answers the tables of the year's page as a file.
func (h handlers) yearFile(w http.ResponseWriter, r *http.Request) error {
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	q, err := wholeYear.read(form.Values)
	if err != nil {
		return err
	}
	v, err := h.yearView(r, q)
	if err != nil {
		return err
	}
	return h.export(w, r, h.L(r).T("management.year.title"), v.scene, v.Tables())
}

// show answers with a page that has the map.
func (h handlers) show(w http.ResponseWriter, r *http.Request, name, title string, data any) error {
	return h.Render(w, r, http.StatusOK, pages.Page{
		Name: name, Title: title, Data: data, Wide: true,
		Islands: []string{"heatmap"}, Words: []string{"management.map."},
	})
}

// export answers the tables of a page as a file. That somebody took them is written
// down first. ErrNotFound where nothing is published.
func (h handlers) export(w http.ResponseWriter, r *http.Request, title string, s scene, tables []table) error {
	if s.Period == nil {
		return store.ErrNotFound
	}
	var out bytes.Buffer
	if err := writeCSV(&out, s.preamble(h.L(r), title), tables); err != nil {
		return err
	}
	actor := auth.From(r.Context())
	by := store.By{Actor: actor.User, At: h.db.Now()}
	if err := h.db.AppendAudit(r.Context(), actor.Municipality, by, "release.export", "period", s.Period.Name); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="runde-`+s.Period.Name+`.csv"`)
	_, _ = out.WriteTo(w) // the client is gone
	return nil
}
