package auth

import (
	"context"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"runde/store/access"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/google/uuid"
)

var errNobody = errors.New("no such login")

// house is a server whose only door is /in?password=…; /who tells the role.
type house struct {
	*httptest.Server
	service *Service
	store   *memstore.MemStore
	now     access.Actor // what the worker is by now
	noted   []string     // what the audit log was told
	lost    error        // why it cannot be told
}

var worker = access.Actor{User: uuid.MustParse("6e9f2a0c-6d0a-4b0e-9a8b-0f5a5b9d8c11"), Municipality: 1, Role: access.Worker}

func build(t *testing.T) *house {
	t.Helper()
	hash := HashPassword("rigtig")
	h := &house{store: memstore.NewWithCleanupInterval(0), now: worker}
	h.service = New(Config{
		Store: h.store, NotFound: errNobody,
		Lookup: func(_ context.Context, login string) (Credential, error) {
			switch login {
			case "w@example.dk":
				return Credential{Actor: worker, Hash: hash}, nil
			case "closed@example.dk":
				return Credential{Hash: hash}, nil
			}
			return Credential{}, errNobody
		},
		Current: func(context.Context, access.Actor) (access.Actor, error) { return h.now, nil },
		Record: func(_ context.Context, a access.Actor, action string) error {
			h.noted = append(h.noted, action+" "+string(a.Role))
			return h.lost
		},
	}, func(w http.ResponseWriter, _ *http.Request, err error) { http.Error(w, err.Error(), 500) })
	mux := http.NewServeMux()
	mux.HandleFunc("/in", func(w http.ResponseWriter, r *http.Request) {
		_, err := h.service.SignIn(r.Context(), r.FormValue("login"), r.FormValue("password"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		}
	})
	mux.HandleFunc("/out", func(w http.ResponseWriter, r *http.Request) {
		if err := h.service.SignOut(r.Context()); err != nil {
			http.Error(w, err.Error(), 500)
		}
	})
	mux.HandleFunc("/who", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte(From(r.Context()).Role))
	})
	h.Server = httptest.NewServer(h.service.Load(mux))
	t.Cleanup(h.Close)
	return h
}

// browser keeps cookies.
func (h *house) browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

func (h *house) get(t *testing.T, c *http.Client, path string) (int, string) {
	t.Helper()
	r, err := c.Get(h.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var b strings.Builder
	if _, err := copyTo(&b, r); err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, b.String()
}

func (h *house) token(c *http.Client) string {
	u, _ := url.Parse(h.URL)
	for _, cookie := range c.Jar.Cookies(u) {
		if cookie.Name == h.service.CookieName() {
			return cookie.Value
		}
	}
	return ""
}

const in = "/in?login=w@example.dk&password=rigtig"

func TestSignInAndWho(t *testing.T) {
	h := build(t)
	c := h.browser(t)
	h.get(t, c, in)
	if _, who := h.get(t, c, "/who"); who != "worker" {
		t.Errorf("after signing in: %q", who)
	}
}

// ASVS 7.2.4: a token known before signing in opens nothing afterwards.
func TestSignInReplacesTheToken(t *testing.T) {
	h := build(t)
	c := h.browser(t)
	h.get(t, c, in)
	first := h.token(c)
	h.get(t, c, in)
	if second := h.token(c); first == "" || second == "" || first == second {
		t.Fatalf("tokens before and after: %q, %q", first, second)
	}
	if got := h.with(t, first); got != "" {
		t.Errorf("the old token still is %q", got)
	}
}

// with asks who a token is.
func (h *house) with(t *testing.T, token string) string {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, h.URL+"/who", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: h.service.CookieName(), Value: token})
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var b strings.Builder
	if _, err := copyTo(&b, answer); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// ASVS 7.4.1: signing out ends the session on the server, not only the cookie.
func TestSignOutEndsTheSessionOnTheServer(t *testing.T) {
	h := build(t)
	c := h.browser(t)
	h.get(t, c, in)
	token := h.token(c)
	h.get(t, c, "/out")
	if got := h.with(t, token); got != "" {
		t.Errorf("the token is still %q", got)
	}
}

// A stolen table of sessions opens none: it holds hashes.
func TestStoreNeverSeesTheToken(t *testing.T) {
	h := build(t)
	c := h.browser(t)
	h.get(t, c, in)
	all, err := h.store.All()
	if err != nil || len(all) != 1 {
		t.Fatalf("%d sessions, %v", len(all), err)
	}
	if _, found := all[h.token(c)]; found {
		t.Error("the store's key is the token itself")
	}
}

// ASVS 6.3.1: an unknown login, a closed one and a wrong password look the same.
func TestUnknownUserLooksLikeAWrongPassword(t *testing.T) {
	h := build(t)
	c := h.browser(t)
	status, text := h.get(t, c, "/in?login=w@example.dk&password=forkert")
	for _, other := range []string{
		"/in?login=ukendt@example.dk&password=forkert",
		"/in?login=closed@example.dk&password=rigtig",
		"/in?login=w@example.dk&password=" + strings.Repeat("x", MaxPassword+1),
	} {
		if s, x := h.get(t, c, other); s != status || x != text {
			t.Errorf("%.40s: %d %q, want %d %q", other, s, x, status, text)
		}
	}
	if h.token(c) != "" {
		t.Error("a failed attempt got a cookie")
	}
}

// The dummy that unknown logins are checked against costs what a real hash costs.
func TestUnknownUserCostsTheSameWork(t *testing.T) {
	costs := func(hash string) string { return strings.Join(strings.Split(hash, "$")[:4], "$") }
	if real := HashPassword("x"); costs(real) != costs(dummyHash) {
		t.Errorf("costs %s and %s", costs(real), costs(dummyHash))
	}
}

// Who signed in and out is in the audit log, failures are not; without the log
// nobody signs in.
func TestSignInIsRecorded(t *testing.T) {
	h := build(t)
	c := h.browser(t)
	h.get(t, c, "/in?login=w@example.dk&password=forkert")
	h.get(t, c, in)
	h.get(t, c, "/out")
	h.get(t, c, "/out")
	if got := strings.Join(h.noted, ", "); got != "staff.sign_in worker, staff.sign_out worker" {
		t.Errorf("noted: %s", got)
	}
	h.lost = errors.New("the log is away")
	h.get(t, c, in)
	if _, who := h.get(t, c, "/who"); who != "" {
		t.Errorf("signed in without a note, as %q", who)
	}
}

// A role that changed, or a sign-in that was closed, ends the session at once.
func TestChangedRoleEndsTheSession(t *testing.T) {
	for name, now := range map[string]access.Actor{
		"another role": {User: worker.User, Municipality: 1, Role: access.Management},
		"closed":       {},
	} {
		h := build(t)
		c := h.browser(t)
		h.get(t, c, in)
		token := h.token(c)
		h.now = now
		if _, who := h.get(t, c, "/who"); who != "" {
			t.Errorf("%s: still %q", name, who)
		}
		h.now = worker
		if got := h.with(t, token); got != "" {
			t.Errorf("%s: the session came back as %q", name, got)
		}
	}
}

// ASVS 3.3.1.
func TestCookieIsForThisHostAndNoScript(t *testing.T) {
	for _, secure := range []bool{true, false} {
		s := New(Config{Store: memstore.NewWithCleanupInterval(0), NotFound: errNobody, Secure: secure,
			Lookup: func(context.Context, string) (Credential, error) {
				return Credential{Actor: worker, Hash: HashPassword("x")}, nil
			}}, nil)
		w := httptest.NewRecorder()
		s.Load(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if _, err := s.SignIn(r.Context(), "w", "x"); err != nil {
				t.Fatal(err)
			}
		})).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", nil))
		c := w.Result().Cookies()[0]
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.Secure != secure {
			t.Errorf("https %v: %+v", secure, c)
		}
		if strings.HasPrefix(c.Name, "__Host-") != secure {
			t.Errorf("https %v: named %s", secure, c.Name)
		}
	}
}
