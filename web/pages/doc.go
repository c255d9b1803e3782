// Package pages renders Runde's pages: html/template on the server, the design
// system's components as functions (package fds), every word from the catalogue.
//
// # How to add a page
//
// An area (public, coordinator, worker, management) is a folder below this one
// with a Go package and its templates/. It has one exported function, called by
// package web:
//
//	//go:embed templates/*.html
//	var files embed.FS
//
//	func Mount(r chi.Router, e *pages.Engine, db *store.DB) error {
//		if err := e.Add("coordinator", files); err != nil {
//			return err
//		}
//		e.Nav(pages.NavItem{Key: "coordinator.nav.week", Path: "/koordinator/uge", Permission: access.EditPlans})
//		h := handlers{e, db}
//		r.Group(func(r chi.Router) {
//			r.Use(auth.Require(access.Coordinator))
//			r.Get("/koordinator/uge", e.Handle(h.week))
//			r.Post("/koordinator/uge/godkend", e.Handle(h.approve))
//		})
//		return nil
//	}
//
// A handler returns an error and never writes one: [Engine.Fail] turns the store's
// errors into the right page.
//
//	func (h handlers) week(w http.ResponseWriter, r *http.Request) error {
//		actor := auth.From(r.Context())
//		plan, err := h.db.Plan(r.Context(), actor.Municipality, …)
//		if err != nil {
//			return err
//		}
//		return h.Render(w, r, http.StatusOK, pages.Page{
//			Name: "coordinator/week", Title: h.L(r).T("coordinator.week.title"),
//			Data: plan, Islands: []string{"board"}, Words: []string{"coordinator.board."},
//		})
//	}
//
// The template templates/week.html defines "main"; its dot is a [View]:
//
//	{{define "main"}}
//	<h1>{{t .L "coordinator.week.title"}}</h1>
//	{{range .Data.Rounds}}<p>{{t $.L "coordinator.week.stops" "Count" (len .Stops)}}</p>{{end}}
//	<form method="post" action="/koordinator/uge/godkend">{{button "Text" (t .L "coordinator.approve")}}</form>
//	<div data-board></div>
//	<script type="application/json" id="board-data">{{.Data.Board}}</script>
//	{{end}}
//
// A value within a JSON script element is written as JSON by html/template; the
// island reads it with lib/dom.ts's readJSON("board-data"). The keys under Words
// reach it through lib/i18n.ts.
//
// A form is read with [Engine.ReadForm] and shown again with its mistakes:
//
//	form, err := h.ReadForm(w, r)
//	if err != nil {
//		return err
//	}
//	channel := form.OneOf("channel", channels...)
//	if !form.OK() {
//		return h.Render(w, r, http.StatusUnprocessableEntity, pages.Page{…, Data: data{Form: form}})
//	}
//	h.Auth.Flash(r.Context(), "coordinator.saved")
//	return pages.SeeOther(w, r, "/koordinator/bekymringer")
//
//	{{summary "Errors" .Data.Form.Errors}}
//	{{radios "Name" "channel" "Legend" (t .L "…") "Options" .Data.Channels "Error" (.Data.Form.Error "channel")}}
//
// # Words
//
// Add keys to catalogue/<area>.da.toml and .en.toml; each begins with the area's
// name. Templates hold no words themselves: a test reads every text node.
// Formatting functions: number, date, day, weekday, week, clock, daypart, each with
// .L first.
//
// # Why forms first
//
// A page does its job without script: a coordinator on a locked-down computer and
// a neighbour on an old phone can both use it, and hiding happens on the server.
// An island makes the same page quicker; it never is the only way.
package pages
