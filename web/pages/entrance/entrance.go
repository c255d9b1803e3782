// Package entrance has the pages before signing in that every installation needs:
// the front page with its two doors, the sign-in page, and signing out.
package entrance

import (
	"embed"
	"errors"
	"net/http"
	"strings"
	"time"

	"runde/web/auth"
	"runde/web/pages"

	"github.com/go-chi/chi/v5"
)

//go:embed templates/*.html
var files embed.FS

// Attempts at signing in from one address.
const (
	attempts = 20
	window   = time.Minute
)

type handlers struct {
	*pages.Engine
}

// Mount adds the pages to the router.
func Mount(r chi.Router, e *pages.Engine) error {
	if err := e.Add("entrance", files); err != nil {
		return err
	}
	h := handlers{e}
	r.Get("/", e.Handle(h.front))
	r.Get(pages.SignInPath, e.Handle(h.signInForm))
	r.With(auth.Limit(attempts, window)).Post(pages.SignInPath, e.Handle(h.signIn))
	r.Post("/log-ud", e.Handle(h.signOut))
	return nil
}

func (h handlers) front(w http.ResponseWriter, r *http.Request) error {
	return h.Render(w, r, http.StatusOK, pages.Page{Name: "entrance/front", Title: h.L(r).T("common.front")})
}

// signInData is what the sign-in page shows.
type signInData struct {
	Login   string
	Next    string // where to go afterwards
	Problem string // why the last attempt failed
}

func (h handlers) signInForm(w http.ResponseWriter, r *http.Request) error {
	if a := auth.From(r.Context()); a.SignedIn() {
		return pages.SeeOther(w, r, h.Home(a))
	}
	return h.showSignIn(w, r, http.StatusOK, signInData{Next: r.URL.Query().Get("next")})
}

func (h handlers) showSignIn(w http.ResponseWriter, r *http.Request, status int, data signInData) error {
	w.Header().Set("Cache-Control", "no-store")
	return h.Render(w, r, status, pages.Page{Name: "entrance/signin", Title: h.L(r).T("signin.title"), Data: data})
}

func (h handlers) signIn(w http.ResponseWriter, r *http.Request) error {
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	login := strings.ToLower(strings.TrimSpace(form.Get("login")))
	actor, err := h.Auth.SignIn(r.Context(), login, form.Get("password"))
	switch {
	case errors.Is(err, auth.ErrWrongPassword):
		return h.showSignIn(w, r, http.StatusUnprocessableEntity, signInData{
			Login: login, Next: form.Get("next"), Problem: h.L(r).T("signin.failed"),
		})
	case err != nil:
		return err
	}
	return pages.SeeOther(w, r, pages.LocalPath(form.Get("next"), h.Home(actor)))
}

func (h handlers) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := h.Auth.SignOut(r.Context()); err != nil {
		return err
	}
	return pages.SeeOther(w, r, "/")
}
