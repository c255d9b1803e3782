package webtest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Client asks a handler as one browser would that is signed in, without a browser.
type Client struct {
	t       testing.TB
	handler http.Handler
	cookies []*http.Cookie
}

// SignIn signs a login of [Password] in; a Client of the login "" is a visitor.
func SignIn(t testing.TB, handler http.Handler, login string) *Client {
	t.Helper()
	c := &Client{t: t, handler: handler}
	if login == "" {
		return c
	}
	answer := c.Form("/log-ind", url.Values{"login": {login}, "password": {Password}})
	c.cookies = answer.Result().Cookies()
	if answer.Code != http.StatusSeeOther || len(c.cookies) == 0 {
		t.Fatalf("sign in as %s: %d", login, answer.Code)
	}
	return c
}

// Get asks for an address.
func (c *Client) Get(path string) *httptest.ResponseRecorder {
	return c.do(http.MethodGet, path, "", "")
}

// Form sends a form.
func (c *Client) Form(path string, values url.Values) *httptest.ResponseRecorder {
	return c.do(http.MethodPost, path, "application/x-www-form-urlencoded", values.Encode())
}

// API calls an address below /api/v1 with a JSON body, none where it is empty.
func (c *Client) API(method, path, body string) *httptest.ResponseRecorder {
	kind := ""
	if body != "" {
		kind = "application/json"
	}
	return c.do(method, "/api/v1"+path, kind, body)
}

func (c *Client) do(method, path, contentType, body string) *httptest.ResponseRecorder {
	c.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	for _, cookie := range c.cookies {
		r.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, r)
	return w
}
