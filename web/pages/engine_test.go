package pages_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"runde/store"
	"runde/store/access"
	"runde/web/auth"
	"runde/web/fault"
	"runde/web/pages"
	"runde/web/webtest"

	"github.com/alexedwards/scs/v2/memstore"
)

// engine has two areas' menus and one page that shows its data.
func engine(t *testing.T) *pages.Engine {
	t.Helper()
	service := auth.New(auth.Config{
		Store: memstore.NewWithCleanupInterval(0), Lookup: webtest.Lookup(t), NotFound: store.ErrNotFound,
	}, nil)
	e, err := pages.New(pages.Config{Bundle: webtest.Bundle(t), Auth: service, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	err = e.Add("probe", fstest.MapFS{
		"templates/_part.html": {Data: []byte(`{{define "part"}}<i>{{.}}</i>{{end}}`)},
		"templates/page.html":  {Data: []byte(`{{define "main"}}<h1>{{.Title}}</h1>{{template "part" .Data}}{{end}}`)},
		"templates/bad.html":   {Data: []byte(`{{define "main"}}{{t .L "no.such.key"}}{{end}}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	e.Nav(
		pages.NavItem{Key: "common.save", Path: "/week", Permission: access.EditPlans},
		pages.NavItem{Key: "common.next", Path: "/week/old", Permission: access.EditPlans},
		pages.NavItem{Key: "common.send", Path: "/today", Permission: access.WalkRounds, Roles: []access.Role{access.Worker}},
		pages.NavItem{Key: "common.none", Path: "/figures", Permission: access.ReadReleases},
	)
	return e
}

// show renders the page as the role sees it at the path.
func show(t *testing.T, e *pages.Engine, role access.Role, path string, h pages.Handler) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	handler := e.Handle(h)
	signedIn := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler(w, r) })
	if role == access.Visitor {
		e.Auth.Load(signedIn).ServeHTTP(w, r)
		return w
	}
	first := httptest.NewRecorder()
	e.Auth.Load(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if _, err := e.Auth.SignIn(r.Context(), webtest.People[role], webtest.Password); err != nil {
			t.Fatal(err)
		}
	})).ServeHTTP(first, httptest.NewRequest(http.MethodPost, "/", nil))
	r.AddCookie(first.Result().Cookies()[0])
	e.Auth.Load(signedIn).ServeHTTP(w, r)
	return w
}

func page(e *pages.Engine, p pages.Page) pages.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return e.Render(w, r, http.StatusOK, p) }
}

var probe = pages.Page{Name: "probe/page", Title: "Titel", Data: "<data>"}

// The menu shows what the role may open, and marks where one is: the page itself,
// or the longest path that holds it.
func TestMenuFollowsTheRole(t *testing.T) {
	e := engine(t)
	for role, want := range map[access.Role]string{
		access.Visitor: "", access.Coordinator: "/week /week/old /figures", access.Worker: "/today",
		access.Leader: "/figures", access.Management: "/figures",
	} {
		var got []string
		body := show(t, e, role, "/", page(e, probe)).Body.String()
		for _, item := range []string{"/week", "/week/old", "/today", "/figures"} {
			if strings.Contains(body, fmt.Sprintf(`class="nav-link" href="%s"`, item)) {
				got = append(got, item)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q sees %v, want %s", role, got, want)
		}
		if role != access.Visitor && e.Home(access.Actor{Role: role}) != got[0] {
			t.Errorf("%q: home is %s, the first link %s", role, e.Home(access.Actor{Role: role}), got[0])
		}
	}
	for path, want := range map[string]string{
		"/week": `href="/week" aria-current="page"`, "/week/3": `href="/week" aria-current="true"`,
		"/week/old/2": `href="/week/old" aria-current="true"`,
	} {
		if body := show(t, e, access.Coordinator, path, page(e, probe)).Body.String(); !strings.Contains(body, want) {
			t.Errorf("at %s nothing is marked %s", path, want)
		}
	}
	if body := show(t, e, access.Coordinator, "/weekend", page(e, probe)).Body.String(); strings.Contains(body, `aria-current="page"`) {
		t.Error("/weekend is taken for a part of /week")
	}
}

func TestPageIsEscapedAndUsesItsAreasParts(t *testing.T) {
	e := engine(t)
	body := show(t, e, access.Visitor, "/", page(e, probe)).Body.String()
	for _, want := range []string{"<h1>Titel</h1><i>&lt;data&gt;</i>", `<html lang="da">`, "<title>Titel · Runde</title>", `id="main-content"`, `role="status"`} {
		if !strings.Contains(body, want) {
			t.Errorf("lacks %s:\n%s", want, body)
		}
	}
	if strings.Contains(body, `id="catalogue"`) {
		t.Error("a page without islands carries their words")
	}
}

// An island gets its script and its words, and no others.
func TestIslandGetsItsWords(t *testing.T) {
	e := engine(t)
	p := probe
	p.Islands, p.Words = []string{"site"}, []string{"daypart."}
	body := show(t, e, access.Visitor, "/", page(e, p)).Body.String()
	for _, want := range []string{`src="/assets/site.js"`, `"daypart.night":"nat"`, `"map.zoom_in":"Zoom ind"`} {
		if !strings.Contains(body, want) {
			t.Errorf("lacks %s", want)
		}
	}
	if strings.Contains(body, "weekday.1") {
		t.Error("carries words that nobody asked for")
	}
}

// Errors of a handler become their page; nothing half written precedes it.
func TestErrorsBecomePages(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		name   string
		h      pages.Handler
		status int
		says   string
	}{
		{"not found", func(http.ResponseWriter, *http.Request) error { return store.ErrNotFound }, 404, "Siden findes ikke"},
		{"forbidden", func(http.ResponseWriter, *http.Request) error { return access.ErrForbidden }, 403, "ikke adgang"},
		{"away", func(http.ResponseWriter, *http.Request) error { return store.ErrUnavailable }, 503, "optaget"},
		{"of another version", func(http.ResponseWriter, *http.Request) error { return store.ErrMapUnusable }, 503, "Kortet skal læses ind igen"},
		{"unforeseen", func(http.ResponseWriter, *http.Request) error { return errors.New("secret") }, 500, "gik noget galt"},
		{"without a page of its own", func(http.ResponseWriter, *http.Request) error { return fault.ErrMediaType }, 415, "forespørgslen"},
		{"a key that is missing", page(e, pages.Page{Name: "probe/bad", Title: "x"}), 500, "gik noget galt"},
		{"a template that is missing", page(e, pages.Page{Name: "probe/none", Title: "x"}), 500, "gik noget galt"},
		{"an island that is missing", page(e, pages.Page{Name: "probe/page", Islands: []string{"none"}}), 500, "gik noget galt"},
	} {
		w := show(t, e, access.Visitor, "/", c.h)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s: %d\n%s", c.name, w.Code, w.Body)
		}
	}
}

func TestWhoMustSignInIsLedThereAndBack(t *testing.T) {
	e := engine(t)
	w := show(t, e, access.Visitor, "/week?uge=48", func(http.ResponseWriter, *http.Request) error { return fault.ErrSignIn })
	if got := w.Header().Get("Location"); w.Code != 303 || got != "/log-ind?next=%2Fweek%3Fuge%3D48" {
		t.Errorf("%d to %s", w.Code, got)
	}
}

// A page of somebody signed in, an error included, is kept nowhere; a handler that
// has its own rule keeps it.
func TestPageIsKeptInNoCache(t *testing.T) {
	e := engine(t)
	missing := func(http.ResponseWriter, *http.Request) error { return store.ErrNotFound }
	own := func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "max-age=60")
		return e.Render(w, r, http.StatusOK, probe)
	}
	for _, c := range []struct {
		role access.Role
		h    pages.Handler
		want string
	}{
		{access.Worker, page(e, probe), "no-store"},
		{access.Worker, missing, "no-store"},
		{access.Visitor, page(e, probe), "private, no-cache"},
		{access.Visitor, own, "max-age=60"},
	} {
		if got := show(t, e, c.role, "/", c.h).Header().Get("Cache-Control"); got != c.want {
			t.Errorf("%q: Cache-Control %q, want %q", c.role, got, c.want)
		}
	}
}

// The answer to a form offers no other language: the link would lead away from it, and
// a receipt is shown once.
func TestAnswerToAFormOffersNoOtherLanguage(t *testing.T) {
	e := engine(t)
	for method, want := range map[string]bool{http.MethodGet: true, http.MethodPost: false} {
		w := httptest.NewRecorder()
		e.Auth.Load(e.Handle(page(e, probe))).ServeHTTP(w, httptest.NewRequest(method, "/kvittering/tilfoej", nil))
		if got := strings.Contains(w.Body.String(), "lang=en"); got != want {
			t.Errorf("%s: offers English %v, want %v", method, got, want)
		}
	}
}

// A message is shown on the next page once.
func TestFlashIsShownOnce(t *testing.T) {
	e := engine(t)
	var said []bool
	show(t, e, access.Worker, "/", func(_ http.ResponseWriter, r *http.Request) error {
		e.Auth.Flash(r.Context(), "signin.signed_out")
		for range 2 {
			w := httptest.NewRecorder()
			if err := e.Render(w, r, 200, probe); err != nil {
				return err
			}
			said = append(said, strings.Contains(w.Body.String(), "Du er logget ud."))
		}
		return nil
	})
	if len(said) != 2 || !said[0] || said[1] {
		t.Errorf("shown on the two pages: %v", said)
	}
}

func TestForm(t *testing.T) {
	e := engine(t)
	read := func(kind, body string) (*pages.Form, error) {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		return e.ReadForm(httptest.NewRecorder(), r.WithContext(context.Background()))
	}
	const form = "application/x-www-form-urlencoded"
	f, err := read(form, "channel=shop&box=a&box=b&empty=")
	if err != nil {
		t.Fatal(err)
	}
	if f.OneOf("channel", "shop", "friend") != "shop" || !f.Checked("box", "b") || f.Checked("box", "c") || !f.OK() {
		t.Error("a sound form is read wrongly")
	}
	f.Need("empty")
	f.OneOf("box", "x")
	f.Fail("empty", "common.field.choose")
	if f.OK() || f.Error("empty") != "Udfyld feltet" || f.Error("box") != "Vælg en mulighed" || len(f.Errors()) != 2 {
		t.Errorf("mistakes are %v", f.Errors())
	}
	if f.Only("channel", "box", "empty") != nil || !errors.Is(f.Only("channel", "box"), fault.ErrMalformed) {
		t.Error("a form is held against its fields wrongly")
	}
	for name, c := range map[string]struct {
		kind, body string
		want       error
	}{
		"too long":   {form, "x=" + strings.Repeat("a", pages.MaxForm), fault.ErrTooLarge},
		"not UTF-8":  {form, "x=%ff", fault.ErrMalformed},
		"bad escape": {form, "x=%zz", fault.ErrMalformed},
		"json":       {"application/json", "{}", fault.ErrMediaType},
	} {
		if _, err := read(c.kind, c.body); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
