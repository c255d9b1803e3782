package api

import (
	"context"
	"log/slog"
	"net/http"

	"runde/store"
	"runde/store/access"
	"runde/store/jobs"
	"runde/web/auth"
	"runde/web/fault"
	"runde/web/reception"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"
)

// Prefix is where the API is mounted.
const Prefix = "/api/v1"

// Deps is what resources need.
type Deps struct {
	Log  *slog.Logger
	DB   *store.DB       // nil serves only the addresses that need none
	Jobs *jobs.Runner    // makes proposals
	Desk *reception.Desk // takes in concerns; nil where there is no database
}

// register adds every resource.
func register(a huma.API, d Deps) {
	session(a)
	weekPlans(a, d)
	proposals(a, d)
	planStops(a, d)
	planRest(a, d)
	planLocks(a, d)
	needs(a, d)
	standouts(a, d)
	covers(a, d)
	streets(a, d)
	concerns(a, d)
	walks(a, d)
	encounters(a, d)
	releases(a, d.DB)
}

// New makes the API, to be mounted at [Prefix].
func New(d Deps) chi.Router {
	router, _ := build(d)
	return router
}

func build(d Deps) (chi.Router, huma.API) {
	r := chi.NewRouter()
	r.Use(auth.Answer(Answer), withLog(d.Log), strict, noStore)
	r.NotFound(func(w http.ResponseWriter, r *http.Request) {
		Answer(w, r, newProblem(http.StatusNotFound, "not_found"))
	})
	r.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		Answer(w, r, newProblem(http.StatusMethodNotAllowed, "method_not_allowed"))
	})
	a := humachi.New(r, config())
	register(a, d)
	return r, a
}

// config leaves out what huma adds by itself: a documentation page with scripts of
// another host, and a $schema field in every body.
func config() huma.Config {
	c := huma.DefaultConfig("Runde", "1")
	c.Servers = []*huma.Server{{URL: Prefix}}
	c.DocsPath = ""
	c.SchemasPath = ""
	c.CreateHooks = nil
	c.RejectUnknownQueryParameters = true
	json := huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: unmarshal}
	c.Formats = map[string]huma.Format{"application/json": json, "json": json}
	return c
}

func noStore(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// permitted is the request's actor. Returns fault.ErrSignIn for a visitor and
// access.ErrForbidden for a role without the permission.
func permitted(ctx context.Context, p access.Permission) (access.Actor, error) {
	a := auth.From(ctx)
	if !a.SignedIn() {
		return a, fault.ErrSignIn
	}
	return a, a.Require(p)
}
