// Package web serves Runde over HTTP: pages, the JSON API, map tiles and built
// assets, behind one chain of guards.
//
// # What a request passes
//
//	log → recover → security headers → size of the address → packing → language
//	→ cross-site guard → session → route → role or permission → handler
//
// Handlers return errors; package fault has the one table from errors to answers.
//
// # What is never written
//
// The log knows the route's template, the status and the time taken. It knows no
// address of a visitor, no path with its values, no query, no user agent and no
// body. Go's own server log is filtered as well: it would print remote addresses.
package web

import (
	"context"
	"log/slog"
	"net/http"
	"strings"

	"runde/store"
	"runde/store/access"
	"runde/store/jobs"
	"runde/web/api"
	"runde/web/app"
	"runde/web/auth"
	"runde/web/fault"
	"runde/web/pages"
	"runde/web/pages/coordinator"
	"runde/web/pages/entrance"
	"runde/web/pages/management"
	"runde/web/pages/public"
	"runde/web/pages/worker"
	"runde/web/reception"

	"github.com/alexedwards/scs/v2"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// Config is what a server needs.
type Config struct {
	Log      *slog.Logger
	DB       *store.DB    // nil serves only the pages and addresses that need none
	Jobs     *jobs.Runner // makes proposals; there where DB is
	Sessions scs.Store    // holds sessions by the hash of their token
	Lookup   auth.Lookup  // finds a login
	HTTPS    bool         // browsers reach the server over https
	Demo     *pages.Demo  // nil outside the demo
	Bundle   *app.Bundle  // the built scripts and styles; nil means the embedded ones

	// Current returns what the actor of a session is by now; nil trusts the session.
	// See auth.Config.
	Current func(context.Context, access.Actor) (access.Actor, error)

	// Record notes sign-ins in the audit log; nil notes nothing. See auth.Config.
	Record func(ctx context.Context, a access.Actor, action string) error

	// Municipality is the one whose concerns the public pages take in; 0 is the
	// first that there is.
	Municipality int32

	// Proxies are the address ranges of reverse proxies whose X-Forwarded-For tells
	// who a visitor is, for the limits on attempts alone. None: the peer is.
	Proxies []string

	// Ready returns an error while the server can't do its work, as when the
	// database is away. nil means always ready.
	Ready func(context.Context) error

	// Tile returns a gzipped vector tile of the base map, or tiles.ErrTile for one
	// that cannot exist. nil means there is no map.
	Tile func(ctx context.Context, z, x, y int) ([]byte, error)
}

// Server answers every request to Runde.
type Server struct {
	Config
	router chi.Router
	auth   *auth.Service
	engine *pages.Engine
}

// New wires the server. It returns app.ErrNotBuilt where the pages' scripts are
// not built, and an error for a broken template or catalogue.
func New(c Config) (*Server, error) {
	c = c.withDatabase()
	if c.Bundle == nil {
		var err error
		if c.Bundle, err = app.Load(); err != nil {
			return nil, err
		}
	}
	var err error
	s := &Server{Config: c, router: chi.NewRouter()}
	s.auth = auth.New(auth.Config{
		Store: c.Sessions, Lookup: c.Lookup, Current: c.Current, Record: c.Record, NotFound: store.ErrNotFound, Secure: c.HTTPS,
	}, s.refuse)
	s.engine, err = pages.New(pages.Config{Bundle: c.Bundle, Auth: s.auth, Log: c.Log, Demo: c.Demo})
	if err != nil {
		return nil, err
	}
	return s, s.routes()
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.router.ServeHTTP(w, r) }

func (s *Server) routes() error {
	r := s.router
	r.Use(s.logRequests, s.recoverPanics, securityHeaders(s.HTTPS), auth.Answer(s.refuse), limitAddress,
		middleware.GetHead, middleware.Compress(5, compressed...))
	if len(s.Proxies) > 0 {
		r.Use(middleware.ClientIPFromXFF(s.Proxies...))
	}
	r.Get("/healthz", s.healthy)
	r.Get("/readyz", s.ready)
	r.Get("/assets/*", s.Bundle.Handler().ServeHTTP)
	r.Get(TilePattern, s.tile)

	var mounted error
	r.Group(func(r chi.Router) {
		r.Use(s.engine.Language(s.HTTPS), s.crossSite, s.auth.Load, s.recoverPanics)
		desk := s.desk()
		r.Mount(api.Prefix, api.New(api.Deps{Log: s.Log, DB: s.DB, Desk: desk, Jobs: s.Jobs}))
		mounted = s.mountPages(r, desk)
	})
	r.NotFound(s.notFound)
	r.MethodNotAllowed(s.notFound)
	return mounted
}

// desk takes in concerns, nil where there is no database.
func (s *Server) desk() *reception.Desk {
	if s.DB == nil {
		return nil
	}
	return reception.New(s.DB, s.Municipality)
}

// compressed are the media types worth packing on their way.
var compressed = []string{
	"text/html", "text/css", "text/javascript", "image/svg+xml", "application/json", "application/geo+json",
}

// mountPages adds every area of pages.
func (s *Server) mountPages(r chi.Router, desk *reception.Desk) error {
	if err := entrance.Mount(r, s.engine); err != nil || s.DB == nil {
		return err
	}
	if err := coordinator.Mount(r, s.engine, s.DB, s.Jobs); err != nil {
		return err
	}
	if err := public.Mount(r, s.engine, desk, s.DB); err != nil {
		return err
	}
	if err := worker.Mount(r, s.engine, s.DB); err != nil {
		return err
	}
	return management.Mount(r, s.engine, s.DB)
}

// refuse answers with an error: a problem to the API's clients, a page to others.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if strings.HasPrefix(r.URL.Path, api.Prefix+"/") {
		api.Answer(w, r, err)
		return
	}
	s.engine.Fail(w, r, err)
}

// notFound gives an unknown address the same page as an object that is not there.
func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	s.engine.Language(s.HTTPS)(s.auth.Load(s.engine.Handle(
		func(http.ResponseWriter, *http.Request) error { return store.ErrNotFound },
	))).ServeHTTP(w, r)
}

func (s *Server) healthy(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") }

func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	if s.Ready != nil {
		if err := s.Ready(r.Context()); err != nil {
			s.Log.WarnContext(r.Context(), "not ready", "error", err)
			plain(w, http.StatusServiceUnavailable, "not ready\n")
			return
		}
	}
	plain(w, http.StatusOK, "ready\n")
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text)) // the client is gone
}

// addressLimit is the longest path and query together, in bytes.
const addressLimit = 4 << 10

func limitAddress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.RequestURI) > addressLimit {
			http.Error(w, http.StatusText(http.StatusRequestURITooLong), http.StatusRequestURITooLong)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// crossSite refuses a change that another site asked for: net/http's guard, and on
// top of it requests that carry a session but neither Origin nor Sec-Fetch-Site,
// which that guard lets pass.
func (s *Server) crossSite(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if guard.Check(r) != nil || s.isUnattributed(r) {
			auth.Refuse(w, r, fault.ErrCrossSite)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) isUnattributed(r *http.Request) bool {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return false
	}
	_, err := r.Cookie(s.auth.CookieName())
	return err == nil && r.Header.Get("Origin") == "" && r.Header.Get("Sec-Fetch-Site") == ""
}
