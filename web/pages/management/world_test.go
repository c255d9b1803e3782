package management_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"runde/store/access"
	"runde/store/pgtest"
	"runde/web"
	"runde/web/webtest"

	"github.com/alexedwards/scs/v2/memstore"
)

// world is a server on a town with published figures, and who is signed in.
type world struct {
	*webtest.ReleasedTown
	handler http.Handler
	cookies map[access.Role]*http.Cookie
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return serve(t, webtest.NewReleasedTown(t))
}

// newEmptyWorld is a municipality in which nothing has happened.
func newEmptyWorld(t *testing.T) *world {
	t.Helper()
	db := pgtest.New(t)
	m, err := db.CreateMunicipality(t.Context(), "Prøvekøbing", false)
	if err != nil {
		t.Fatal(err)
	}
	return serve(t, &webtest.ReleasedTown{DB: db, Municipality: m.ID})
}

func serve(t *testing.T, town *webtest.ReleasedTown) *world {
	t.Helper()
	server, err := web.New(web.Config{
		Log: slog.New(slog.DiscardHandler), DB: town.DB, Municipality: town.Municipality,
		Sessions: memstore.NewWithCleanupInterval(0), Lookup: webtest.Lookup(t), Bundle: webtest.Bundle(t),
	})
	if err != nil {
		t.Fatal(err)
	}
	return &world{ReleasedTown: town, handler: server, cookies: map[access.Role]*http.Cookie{}}
}

// as sends a request as somebody of the role, or as a visitor. form is nil for a
// request that only reads.
func (w *world) as(t *testing.T, role access.Role, path string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if form != nil {
		r = httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if c := w.cookie(t, role); c != nil {
		r.AddCookie(c)
	}
	answer := httptest.NewRecorder()
	w.handler.ServeHTTP(answer, r)
	return answer
}

func (w *world) cookie(t *testing.T, role access.Role) *http.Cookie {
	t.Helper()
	if role == access.Visitor {
		return nil
	}
	if w.cookies[role] == nil {
		form := url.Values{"login": {webtest.People[role]}, "password": {webtest.Password}}
		answer := w.as(t, access.Visitor, "/log-ind", form)
		if answer.Code != http.StatusSeeOther {
			t.Fatalf("sign-in as %s: %d", role, answer.Code)
		}
		w.cookies[role] = answer.Result().Cookies()[0]
	}
	return w.cookies[role]
}

// page is the body of a page that management reads.
func (w *world) page(t *testing.T, path string) string {
	t.Helper()
	answer := w.as(t, access.Management, path, nil)
	if answer.Code != http.StatusOK {
		t.Fatalf("%s: %d", path, answer.Code)
	}
	return answer.Body.String()
}
