package api_test

import (
	"net/http"
	"strings"
	"testing"

	"runde/store/access"
	"runde/web"
	"runde/web/webtest"
)

// A visitor's and a worker's browser get the street names that the rules miss, by
// their hash to be kept for a year; a device that has them is told so.
func TestStreets(t *testing.T) {
	town := webtest.NewTown(t)
	server, err := web.New(town.Config(t, webtest.Bundle(t)))
	if err != nil {
		t.Fatal(err)
	}
	var tags []string
	for _, role := range []access.Role{access.Visitor, access.Worker} {
		c := webtest.SignIn(t, server, webtest.People[role])
		got := c.API(http.MethodGet, "/streets", "")
		if body := strings.TrimSpace(got.Body.String()); got.Code != http.StatusOK || body != `{"streets":["bag hegnet"]}` {
			t.Fatalf("%s: %d %s", role, got.Code, body)
		}
		if kept := got.Header().Get("Cache-Control"); kept != "private, no-cache" {
			t.Errorf("%s: without a hash: Cache-Control %q", role, kept)
		}
		tag := got.Header().Get("ETag")
		byHash := c.API(http.MethodGet, "/streets?v="+strings.Trim(tag, `"`), "")
		if kept := byHash.Header().Get("Cache-Control"); kept != "private, max-age=31536000, immutable" {
			t.Errorf("%s: by the hash: Cache-Control %q", role, kept)
		}
		tags = append(tags, tag)
	}
	if tags[0] == "" || tags[0] != tags[1] {
		t.Errorf("one list has the tags %q", tags)
	}
	counter := counter{town, t, town.Server(t, webtest.Bundle(t)).URL + "/api/v1"}
	r, err := http.NewRequest(http.MethodGet, counter.url+"/streets", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("If-None-Match", tags[0])
	answer, err := http.DefaultClient.Do(r)
	if again := counter.read(answer, err); again.status != http.StatusNotModified || again.text != "" {
		t.Errorf("asked with its tag: %d %q", again.status, again.text)
	}
}
