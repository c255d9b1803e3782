// Package coordinator has the pages of whoever plans: the week with its rounds, the
// inbox of concerns, the phone form and the places; and the leader's list of the
// concerns that the coordinator hands over.
//
// # Why one form a stop
//
// Everything that can be done to a stop (up, down, to another round, lock, remove)
// is a button of one small form beside it, so the page works from the keyboard and
// without script. The island sends the same forms and puts the answer's board in
// place of the old one: there is one rendering of a plan, the server's, and the
// quick way cannot disagree with the plain one.
//
// # Why a broken rule is named and not refused
//
// The coordinator knows what no rule does: that the library opens early on Tuesdays,
// that two will join. A change by hand is made, timed, and each rule that it breaks
// is named at the stop that breaks it. Only publishing asks again.
package coordinator

import (
	"embed"
	"errors"
	"net/http"
	"time"

	"runde/geo"
	"runde/store"
	"runde/store/access"
	"runde/store/jobs"
	"runde/web/auth"
	"runde/web/fault"
	"runde/web/pages"
	"runde/web/reception"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

//go:embed templates/*.html
var files embed.FS

// The addresses of the area's pages.
const (
	weekPath     = "/uge"
	concernsPath = "/henvendelser"
	placesPath   = "/steder"
	leaderPath   = "/leder/henvendelser"
)

type handlers struct {
	*pages.Engine
	db    *store.DB
	jobs  *jobs.Runner
	texts *reception.Filters
}

// Mount adds the pages to the router. work queues proposals.
func Mount(r chi.Router, e *pages.Engine, db *store.DB, work *jobs.Runner) error {
	if err := e.Add("coordinator", files); err != nil {
		return err
	}
	e.Nav(
		pages.NavItem{Key: "coordinator.nav.handed_over", Path: leaderPath, Permission: access.DecideHandedOver},
		pages.NavItem{Key: "coordinator.nav.week", Path: weekPath, Permission: access.ReadPlans},
		pages.NavItem{Key: "coordinator.nav.concerns", Path: concernsPath, Permission: access.ReadConcerns},
		pages.NavItem{Key: "coordinator.nav.places", Path: placesPath, Permission: access.EditPlaces},
	)
	h := handlers{e, db, work, reception.NewFilters(db)}
	h.mountWeek(r)
	h.mountConcerns(r)
	h.mountPlaces(r)
	return nil
}

func (h handlers) mountWeek(r chi.Router) {
	r.With(auth.Permit(access.ReadPlans)).Get(weekPath, h.Handle(h.someWeek))
	r.With(auth.Permit(access.ReadPlans)).Get(weekPath+"/{week}", h.Handle(h.week))
	r.With(auth.Permit(access.ReadPlans)).Get(standoutsPath, h.Handle(h.standouts))
	r.Group(func(r chi.Router) {
		r.Use(auth.Permit(access.EditPlans))
		r.Post(weekPath+"/{week}/gentag", h.Handle(h.repeat))
		r.Post(weekPath+"/{week}/forslag", h.Handle(h.propose))
		r.Post(weekPath+"/{week}/forslag/stop", h.Handle(h.stopProposing))
		r.Post(weekPath+"/{week}/kasser", h.Handle(h.drop))
		r.Post(weekPath+"/{week}/stop", h.Handle(h.change))
		r.Post(weekPath+"/{week}/sted", h.Handle(h.addPlace))
		r.Post(weekPath+"/{week}/fortryd", h.Handle(h.undo))
		r.Post(weekPath+"/{week}/rest", h.Handle(h.replanRest))
		r.Post(weekPath+"/{week}/vagt", h.Handle(h.changeShift))
		r.Get(weekPath+"/{week}/godkend", h.Handle(h.confirm))
		r.Post(weekPath+"/{week}/godkend", h.Handle(h.approve))
	})
}

func (h handlers) mountConcerns(r chi.Router) {
	r.Group(func(r chi.Router) {
		r.Use(auth.Permit(access.ReadConcerns))
		r.Get(concernsPath, h.Handle(h.inbox))
		r.Post(concernsPath+"/{id}", h.Handle(h.decide))
	})
	r.Group(func(r chi.Router) {
		r.Use(auth.Permit(access.EnterConcern))
		r.Get(concernsPath+"/ny", h.Handle(h.phone))
		r.Post(concernsPath+"/ny", h.Handle(h.takeCall))
	})
	r.Group(func(r chi.Router) {
		r.Use(auth.Permit(access.DecideHandedOver))
		r.Get(leaderPath, h.Handle(h.handedOver))
		r.Post(leaderPath+"/{id}", h.Handle(h.decideHandedOver))
	})
}

func (h handlers) mountPlaces(r chi.Router) {
	r.Group(func(r chi.Router) {
		r.Use(auth.Permit(access.EditPlaces))
		r.Get(placesPath, h.Handle(h.places))
		r.Get(placesPath+"/ny", h.Handle(h.newPlace))
		r.Post(placesPath+"/ny", h.Handle(h.createPlace))
		r.Get(placesPath+"/{id}", h.Handle(h.place))
		r.Post(placesPath+"/{id}", h.Handle(h.savePlace))
		r.Post(placesPath+"/{id}/brug", h.Handle(h.retire))
	})
}

// by is the actor at this moment, for the audit log.
func (h handlers) by(r *http.Request) store.By {
	return store.By{Actor: auth.From(r.Context()).User, At: h.db.Now()}
}

// weekOf is the week that the address names.
func weekOf(r *http.Request) (geo.Week, error) {
	text := chi.URLParam(r, "week")
	w, err := geo.ParseWeek(text)
	if err != nil || w.String() != text {
		return w, store.ErrNotFound
	}
	return w, nil
}

// idIn is the id in a field of a form; the form is ours, so anything else is
// malformed.
func idIn(f *pages.Form, name string) (uuid.UUID, error) {
	id, err := uuid.Parse(f.Get(name))
	if err != nil {
		return id, fault.ErrMalformed
	}
	return id, nil
}

// outdated reports whether an error says that somebody else has changed the plan
// since the page was made.
func outdated(err error) bool {
	return errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrNotFound)
}

// dayAt is the day of the week, by its place in it: Monday is 0.
func dayAt(w geo.Week, i int) geo.Date { return w.Day(time.Weekday((i + 1) % 7)) }
