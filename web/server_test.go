package web_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"runde/geo/tiles"
	"runde/store/access"
	"runde/web"
	"runde/web/webtest"

	"github.com/alexedwards/scs/v2/memstore"
)

// world is a server without a database, and what it logged.
type world struct {
	*web.Server
	log bytes.Buffer
}

func build(t *testing.T, change func(*web.Config)) *world {
	t.Helper()
	w := &world{}
	c := web.Config{
		Log:      slog.New(slog.NewTextHandler(&w.log, nil)),
		Sessions: memstore.NewWithCleanupInterval(0), Lookup: webtest.Lookup(t), Bundle: webtest.Bundle(t),
	}
	if change != nil {
		change(&c)
	}
	s, err := web.New(c)
	if err != nil {
		t.Fatal(err)
	}
	w.Server = s
	return w
}

func (w *world) do(method, path, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer := httptest.NewRecorder()
	w.ServeHTTP(answer, r)
	return answer
}

// signIn returns the session's cookie.
func (w *world) signIn(t *testing.T, role access.Role) *http.Cookie {
	t.Helper()
	form := url.Values{"login": {webtest.People[role]}, "password": {webtest.Password}}
	answer := w.do(http.MethodPost, "/log-ind", form.Encode())
	if answer.Code != http.StatusSeeOther {
		t.Fatalf("sign-in: %d", answer.Code)
	}
	return answer.Result().Cookies()[0]
}

// Every answer, also an error, keeps the browser from loading anything of another
// host or running anything inline.
func TestSecurityHeaders(t *testing.T) {
	w := build(t, func(c *web.Config) { c.HTTPS = true })
	for _, path := range []string{"/", "/log-ind", "/not-there", "/api/v1/session", "/assets/site.js", "/healthz"} {
		h := w.do(http.MethodGet, path, "").Header()
		policy := h.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'self'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: the policy lacks %s", path, part)
			}
		}
		if strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") {
			t.Errorf("%s: the policy opens up: %s", path, policy)
		}
		for name, want := range map[string]string{
			"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if h.Get("Strict-Transport-Security") == "" {
			t.Errorf("%s: no Strict-Transport-Security over https", path)
		}
	}
	if h := build(t, nil).do(http.MethodGet, "/", "").Header(); h.Get("Strict-Transport-Security") != "" {
		t.Error("Strict-Transport-Security over http")
	}
}

// No page holds a script, a style or an event handler of its own: the policy would
// stop them, and the page would break.
func TestPagesHoldNothingInline(t *testing.T) {
	w := build(t, func(c *web.Config) { c.Demo = webtest.Demo() })
	for _, path := range []string{"/", "/log-ind", "/not-there"} {
		page := w.do(http.MethodGet, path, "").Body.String()
		for _, inline := range []string{" style=", "<style", "onclick=", "onload=", "javascript:", "<script>"} {
			if strings.Contains(page, inline) {
				t.Errorf("%s holds %s", path, inline)
			}
		}
	}
}

// A change that another site asks for is refused before any handler sees it.
func TestCrossSiteChangesAreRefused(t *testing.T) {
	w := build(t, nil)
	session := w.signIn(t, access.Worker).String()
	for _, c := range []struct {
		name   string
		header []string
		want   int
	}{
		{"same origin", []string{"Sec-Fetch-Site", "same-origin"}, 303},
		{"typed in", []string{"Sec-Fetch-Site", "none"}, 303},
		{"origin of this host", []string{"Origin", "http://example.com"}, 303},
		{"another site", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"a sister host", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"another origin", []string{"Origin", "http://evil.example"}, 403},
		{"no origin at all, with a session", []string{"Cookie", session}, 403},
		{"no origin at all, without a session", nil, 303},
	} {
		if got := w.do(http.MethodPost, "/log-ud", "x=1", c.header...).Code; got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	api := w.do(http.MethodPost, "/api/v1/session", "{}", "Sec-Fetch-Site", "cross-site", "Content-Type", "text/plain")
	if api.Code != 403 {
		t.Errorf("the API: %d, want 403", api.Code)
	}
}

// Canaries of everything a visitor could leave behind. None of them may be in the
// log, whatever happens to the request.
func TestLogKnowsNoVisitor(t *testing.T) {
	const (
		cpr     = "010103-1234"
		address = "203.0.113.77"
		place   = "56.4612"
		agent   = "Mozilla-canary\n2026 INFO"
	)
	w := build(t, func(c *web.Config) {
		c.Tile = func(context.Context, int, int, int) ([]byte, error) { panic("tile of " + place) }
		c.Ready = func(context.Context) error { return errors.New("away") }
	})
	for _, r := range []*http.Request{
		httptest.NewRequest(http.MethodGet, "/"+cpr+"?q="+place, nil),
		httptest.NewRequest(http.MethodPost, "/log-ind", strings.NewReader("login="+cpr+"&password="+cpr)),
		httptest.NewRequest(http.MethodPost, "/api/v1/session", strings.NewReader(`{"`+cpr+`":`+place+`}`)),
		httptest.NewRequest(http.MethodGet, "/tiles/8/1/2.mvt?"+cpr, nil),
		httptest.NewRequest(http.MethodGet, "/readyz", nil),
		httptest.NewRequest("BREW"+strings.ReplaceAll(cpr, "-", ""), "/", nil),
	} {
		r.RemoteAddr = address + ":4711"
		r.Header.Set("User-Agent", agent)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w.ServeHTTP(httptest.NewRecorder(), r)
	}
	text := w.log.String()
	for _, canary := range []string{cpr, "0101031234", address, place, "canary", "4711"} {
		if strings.Contains(text, canary) {
			t.Errorf("the log holds %q:\n%s", canary, text)
		}
	}
	for _, want := range []string{"route=/log-ind", "route=/tiles/{z}/{x}/{y}", "msg=panic", "status=404"} {
		if !strings.Contains(text, want) {
			t.Errorf("the log lacks %q:\n%s", want, text)
		}
	}
}

// A handler that panics answers with the error page.
func TestPanicIsAnErrorPage(t *testing.T) {
	w := build(t, func(c *web.Config) {
		c.Tile = func(context.Context, int, int, int) ([]byte, error) { panic("boom") }
	})
	answer := w.do(http.MethodGet, "/tiles/8/1/2.mvt", "")
	if answer.Code != 500 || !strings.Contains(answer.Body.String(), "Der gik noget galt hos os") || strings.Contains(answer.Body.String(), "boom") {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
}

// Whoever was signed in still is on the error page, in their language.
func TestPanicKeepsWhoAndLanguage(t *testing.T) {
	w := build(t, nil)
	w.Server.Handle("/probe", http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") }))
	cookie := w.signIn(t, access.Worker)
	page := w.do(http.MethodGet, "/probe", "", "Cookie", cookie.String()+"; runde-lang=en").Body.String()
	for _, want := range []string{`<html lang="en">`, "Something went wrong", "Logged in as worker"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// The API's clients get a problem whatever refuses them.
func TestGuardsAnswerTheAPIWithProblems(t *testing.T) {
	w := build(t, nil)
	answer := w.do(http.MethodPost, "/api/v1/session", "{}", "Sec-Fetch-Site", "cross-site")
	if got := answer.Header().Get("Content-Type"); answer.Code != 403 || got != "application/problem+json" {
		t.Errorf("%d %s", answer.Code, got)
	}
}

func TestTiles(t *testing.T) {
	w := build(t, func(c *web.Config) {
		c.Tile = func(_ context.Context, z, x, y int) ([]byte, error) {
			if z != 8 {
				return nil, tiles.ErrTile
			}
			return []byte{0x1f, 0x8b, byte(x), byte(y)}, nil
		}
	})
	got := w.do(http.MethodGet, "/tiles/8/1/2.mvt", "")
	if got.Code != 200 || got.Header().Get("Content-Encoding") != "gzip" || got.Body.Bytes()[3] != 2 {
		t.Errorf("%d %v %v", got.Code, got.Header(), got.Body.Bytes())
	}
	for path, want := range map[string]int{
		"/tiles/9/1/2.mvt": 404, "/tiles/8/1/2": 404, "/tiles/8/-1/2.mvt": 400, "/tiles/a/1/2.mvt": 400,
		"/tiles/99999999999999999999/1/2.mvt": 400,
	} {
		if got := w.do(http.MethodGet, path, "").Code; got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
}

func TestHealth(t *testing.T) {
	away := errors.New("away")
	w := build(t, func(c *web.Config) { c.Ready = func(context.Context) error { return away } })
	if got := w.do(http.MethodGet, "/healthz", "").Code; got != 200 {
		t.Errorf("/healthz: %d", got)
	}
	if got := w.do(http.MethodGet, "/readyz", "").Code; got != 503 {
		t.Errorf("/readyz without a database: %d, want 503", got)
	}
	away = nil
	if got := w.do(http.MethodGet, "/readyz", "").Code; got != 200 {
		t.Errorf("/readyz: %d", got)
	}
}

// After signing in one is where one wanted to go, and never on another host.
func TestSignInLeadsBackWithinTheSite(t *testing.T) {
	for next, want := range map[string]string{
		"/runde?dag=1":         "/runde?dag=1",
		"https://evil.example": "/",
		"//evil.example/x":     "/",
		"/\\evil.example":      "/",
		"":                     "/",
	} {
		w := build(t, nil)
		form := url.Values{"login": {webtest.People[access.Worker]}, "password": {webtest.Password}, "next": {next}}
		if got := w.do(http.MethodPost, "/log-ind", form.Encode()).Header().Get("Location"); got != want {
			t.Errorf("next %q leads to %q, want %q", next, got, want)
		}
	}
}

// Guessing passwords from one address is slowed down with a page that says so.
func TestSignInIsLimited(t *testing.T) {
	w := build(t, nil)
	for i := range 20 { // another login each time: no login is slowed down
		w.do(http.MethodPost, "/log-ind", fmt.Sprintf("login=x%d@example.dk&password=y", i))
	}
	answer := w.do(http.MethodPost, "/log-ind", "login=x@example.dk&password=y")
	if answer.Code != http.StatusTooManyRequests || !strings.Contains(answer.Body.String(), "Vent et minut") {
		t.Errorf("attempt 21: %d", answer.Code)
	}
}

func TestLanguageIsKept(t *testing.T) {
	w := build(t, nil)
	answer := w.do(http.MethodGet, "/log-ind?lang=en&next=%2Frunde", "")
	if got := answer.Header().Get("Location"); got != "/log-ind?next=%2Frunde" {
		t.Errorf("leads to %q", got)
	}
	cookie := answer.Result().Cookies()[0]
	page := w.do(http.MethodGet, "/log-ind", "", "Cookie", cookie.String()).Body.String()
	if !strings.Contains(page, `<html lang="en">`) || !strings.Contains(page, "Password") {
		t.Error("the page is not in English")
	}
	if page := w.do(http.MethodGet, "/log-ind?lang=xx", "").Body.String(); !strings.Contains(page, `<html lang="da">`) {
		t.Error("an unknown language changes the page")
	}
}

// A client that sends its header slowly is cut off; Go's own complaint about it
// does not name the client.
func TestSlowHeadersAreCut(t *testing.T) {
	var log bytes.Buffer
	server := web.HTTPServer("", http.NotFoundHandler(), slog.New(slog.NewTextHandler(&log, nil)))
	if server.ReadHeaderTimeout != 5*time.Second || server.ReadTimeout != 10*time.Second ||
		server.WriteTimeout != 20*time.Second || server.IdleTimeout != time.Minute || server.MaxHeaderBytes != 8<<10 {
		t.Errorf("limits are %+v", server)
	}
	server.ReadHeaderTimeout = 10 * time.Millisecond
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	slow, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	if _, err := io.WriteString(slow, "GET / HTTP/1.1\r\n"); err != nil {
		t.Fatal(err)
	}
	slow.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.ReadAll(slow); err != nil {
		t.Errorf("the connection was not closed: %v", err)
	}
	server.ErrorLog.Printf("http: TLS handshake error from 203.0.113.77:4711: EOF")
	server.ErrorLog.Printf("something else about 203.0.113.77")
	if text := log.String(); strings.Contains(text, "203.0.113.77") || !strings.Contains(text, "TLS handshake error") {
		t.Errorf("the server's log: %s", text)
	}
}

func TestLongAddressIsRefused(t *testing.T) {
	w := build(t, nil)
	if got := w.do(http.MethodGet, "/"+strings.Repeat("a", 64<<10), "").Code; got != http.StatusRequestURITooLong {
		t.Errorf("%d, want 414", got)
	}
}
