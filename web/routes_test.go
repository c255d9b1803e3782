package web_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"runde/store"
	"runde/store/access"
	"runde/web"
	"runde/web/webtest"
)

// public are the openings of the routes that everybody may use; all others answer
// staff only.
var public = []string{
	"GET /healthz", "GET /readyz", "GET /assets/", "GET /tiles/", "GET /log-ind", "POST /log-ind", "POST /log-ud",
	"GET /bekymring", "POST /bekymring", "GET /kvittering", "POST /kvittering", "GET /hvad-gemmer-systemet",
	"GET /api/v1/openapi", "GET /api/v1/cover", "GET /api/v1/streets", "POST /api/v1/concerns",
}

// released are the routes that management may use besides.
var released = []string{"GET /ledelse", "POST /ledelse", "GET /api/v1/releases", "GET /api/v1/session"}

func among(route string, openings []string) bool {
	return route == "GET /" || slices.ContainsFunc(openings, func(o string) bool { return strings.HasPrefix(route, o) })
}

// everywhere is a server with all routes. Its database is empty of everything, even
// of a connection: a request that gets past the guards cannot be answered.
func everywhere(t *testing.T) *world {
	t.Helper()
	return build(t, func(c *web.Config) { c.DB = new(store.DB) })
}

// values stand for the parameters of a route that are no ids.
var values = strings.NewReplacer("{week}", "2026-W48", "{family}", "encounters", "{level}", "week", "{period}", "2026-W40")

var parameter = regexp.MustCompile(`\{\w+\}`)

// address is the route with a value for each parameter.
func address(pattern string) string {
	return parameter.ReplaceAllString(values.Replace(pattern), "3f0b8a52-9d53-4a7e-8f53-0f1de3c0a001")
}

// ask sends an empty request to the route, with the cookie if there is one.
func (w *world) ask(route string, cookie *http.Cookie) *httptest.ResponseRecorder {
	method, pattern, _ := strings.Cut(route, " ")
	header := []string{"Sec-Fetch-Site", "same-origin"}
	body := ""
	if method != http.MethodGet {
		body = "x=1"
		if strings.HasPrefix(pattern, "/api/") {
			body, header = "{}", append(header, "Content-Type", "application/json")
		}
	}
	if cookie != nil {
		header = append(header, "Cookie", cookie.String())
	}
	return w.do(method, address(pattern), body, header...)
}

// refused reports whether an answer says nothing: an empty body is refused by the API
// before it asks who sent it.
func refused(route string, status int) bool {
	if strings.HasPrefix(route, "GET /api/") || !strings.Contains(route, " /api/") {
		return status == http.StatusForbidden || status == http.StatusUnauthorized
	}
	return status == http.StatusForbidden || status == http.StatusUnauthorized ||
		status == http.StatusUnprocessableEntity || status == http.StatusBadRequest
}

// The front page leads everybody who has signed in on to their own first page, and tells
// a role without one so.
func TestFrontPageLeadsOn(t *testing.T) {
	w := everywhere(t)
	for role, want := range map[access.Role]string{
		access.Coordinator: `href="/uge"`, access.Worker: `href="/runde"`, access.Management: `href="/ledelse"`,
		access.Administrator: "Din rolle har ingen sider her endnu",
	} {
		page := w.ask("GET /", w.signIn(t, role)).Body.String()
		_, staff, _ := strings.Cut(page, `id="staff"`)
		if !strings.Contains(staff, want) || strings.Contains(staff, "Fortsæt") != (role != access.Administrator) {
			t.Errorf("%s is led nowhere:\n%s", role, staff)
		}
	}
}

// A visitor is asked to sign in wherever the list of public routes ends.
func TestVisitorReachesPublicRoutesOnly(t *testing.T) {
	w := everywhere(t)
	for _, route := range w.Routes() {
		if among(route, public) {
			continue
		}
		answer := w.ask(route, nil)
		toSignIn := answer.Code == http.StatusSeeOther && strings.HasPrefix(answer.Header().Get("Location"), "/log-ind?")
		if !toSignIn && !refused(route, answer.Code) {
			t.Errorf("%s answers a visitor with %d", route, answer.Code)
		}
	}
}

// Management reaches released figures and what is public: nothing that shows a
// single concern, meeting, plan or worker.
func TestManagementReachesReleasedFiguresOnly(t *testing.T) {
	w := everywhere(t)
	cookie := w.signIn(t, access.Management)
	n := 0
	for _, route := range w.Routes() {
		if among(route, public) || among(route, released) {
			continue
		}
		n++
		if got := w.ask(route, cookie).Code; !refused(route, got) {
			t.Errorf("%s answers management with %d", route, got)
		}
	}
	if n < 10 {
		t.Errorf("only %d routes are closed to management: the test looks at too little", n)
	}
}

// A worker walks rounds and writes down a concern that was met on one: neither the
// inbox, the week's plan nor the figures are theirs.
func TestWorkerReachesRoundsOnly(t *testing.T) {
	w := everywhere(t)
	cookie := w.signIn(t, access.Worker)
	own := []string{"GET /runde", "POST /runde", "PUT /api/v1/rounds", "DELETE /api/v1/rounds", "GET /api/v1/session",
		"GET /henvendelser/ny", "POST /henvendelser/ny"}
	for _, route := range w.Routes() {
		if among(route, public) || among(route, own) {
			continue
		}
		if got := w.ask(route, cookie).Code; !refused(route, got) {
			t.Errorf("%s answers a worker with %d", route, got)
		}
	}
}

// Runde has no route that follows or ranks people.
func TestNoRouteFollowsPeople(t *testing.T) {
	w := everywhere(t)
	for _, route := range w.Routes() {
		for _, word := range []string{"position", "gps", "track", "spor", "rangliste", "ranking", "medarbejdere", "workers"} {
			if strings.Contains(strings.ToLower(route), word) {
				t.Errorf("%s: %s", route, word)
			}
		}
	}
}

// The pages' own sign-in works with every role of the test's logins.
func TestEveryRoleSignsIn(t *testing.T) {
	w := everywhere(t)
	for role := range webtest.People {
		if w.signIn(t, role) == nil {
			t.Errorf("%s gets no session", role)
		}
	}
}
