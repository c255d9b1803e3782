package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"runde/geo"
	"runde/store"
	"runde/store/access"

	"github.com/danielgtaylor/huma/v2"
)

type probeInput struct {
	Body struct {
		Cell  string `json:"cell" maxLength:"15"`
		Count int    `json:"count,omitempty" minimum:"0" maximum:"9"`
		Kind  string `json:"kind,omitempty" enum:"bench,park"`
	}
}

// probe is an API with one operation, which answers with what fail says.
func probe(t *testing.T, log *slog.Logger, fail error) http.Handler {
	t.Helper()
	router, a := build(Deps{Log: log})
	huma.Register(a, huma.Operation{
		OperationID: "probe", Method: http.MethodPost, Path: "/probe", DefaultStatus: http.StatusCreated,
	}, func(_ context.Context, in *probeInput) (*struct{}, error) {
		if fail != nil {
			return nil, fail
		}
		_, err := geo.ParseCell(in.Body.Cell)
		return nil, err
	})
	return router
}

func send(h http.Handler, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/probe", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const (
	good   = `{"cell":"891f05a9a6bffff"}`
	canary = "010103-1234" // a CPR-like number that must never come back
)

// What the API refuses before it reads a field, each with its status.
func TestStrictBodies(t *testing.T) {
	h := probe(t, slog.New(slog.DiscardHandler), nil)
	deep := strings.Repeat(`{"a":`, 1000) + "1" + strings.Repeat("}", 1000)
	for _, c := range []struct {
		name   string
		body   string
		header []string
		status int
		code   string
	}{
		{"sound", good, nil, 201, ""},
		{"sound, with charset", good, []string{"Content-Type", "application/json; charset=utf-8"}, 201, ""},
		{"unknown field", `{"cell":"891f05a9a6bffff","lat":56.4612}`, nil, 400, "unknown_field"},
		{"unknown field named like a value", `{"cell":"891f05a9a6bffff","` + canary + `":1}`, nil, 400, "unknown_field"},
		{"field in another case", `{"CELL":"891f05a9a6bffff"}`, nil, 400, "unknown_field"},
		{"field twice", `{"cell":"891f05a9a6bffff","cell":"` + canary + `"}`, nil, 400, "malformed"},
		{"field twice by escape", `{"cell":"a","c\u0065ll":"b"}`, nil, 400, "malformed"},
		{"cell as a number loses bits", `{"cell":617700169958293503}`, nil, 400, "malformed"},
		{"cell that is none", `{"cell":"0x8928308280f"}`, nil, 400, "bad_cell"},
		{"broken UTF-8", "{\"cell\":\"\xff\"}", nil, 400, "malformed"},
		{"lone surrogate", `{"cell":"\ud800"}`, nil, 400, "malformed"},
		{"something behind", good + good, nil, 400, "malformed"},
		{"not JSON", canary, nil, 400, "malformed"},
		{"deep", deep, nil, 400, ""},
		{"empty", "", nil, 400, "malformed"},
		{"a list", `[` + good + `]`, nil, 400, "malformed"},
		{"too long", `{"cell":"` + strings.Repeat("a", MaxBody) + `"}`, nil, 413, "too_large"},
		{"form", "cell=891f05a9a6bffff", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "media_type"},
		{"plain text", good, []string{"Content-Type", "text/plain"}, 415, "media_type"},
		{"no type", good, []string{"Content-Type", ""}, 415, "media_type"},
		{"another charset", good, []string{"Content-Type", "application/json; charset=utf-16"}, 415, "media_type"},
		{"compressed", good, []string{"Content-Encoding", "gzip"}, 415, "media_type"},
		{"too high", `{"cell":"891f05a9a6bffff","count":10}`, nil, 422, "invalid"},
		{"not in the list", `{"cell":"891f05a9a6bffff","kind":"` + canary + `"}`, nil, 422, "invalid"},
		{"missing", `{"count":1}`, nil, 422, "invalid"},
		{"too long a field", `{"cell":"` + canary + canary + `"}`, nil, 422, "invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := send(h, c.body, c.header...)
			if w.Code != c.status {
				t.Fatalf("%d, want %d: %s", w.Code, c.status, w.Body)
			}
			if c.status < 400 {
				return
			}
			p := readProblem(t, w)
			if c.code != "" && p.Code != c.code {
				t.Errorf("code %q, want %q", p.Code, c.code)
			}
			if strings.Contains(w.Body.String(), "010103") {
				t.Errorf("the answer repeats what was sent: %s", w.Body)
			}
		})
	}
}

func readProblem(t *testing.T, w *httptest.ResponseRecorder) Problem {
	t.Helper()
	if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("content type %q", got)
	}
	var p Problem
	d := json.NewDecoder(w.Body)
	text := w.Body.String()
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if p.Status != w.Code {
		t.Errorf("the body says %d, the answer %d", p.Status, w.Code)
	}
	w.Body = bytes.NewBufferString(text)
	return p
}

// A chunked body without end is cut at the limit; the server reads no further.
func TestEndlessBodyIsCut(t *testing.T) {
	h := probe(t, slog.New(slog.DiscardHandler), nil)
	endless := &counting{}
	r := httptest.NewRequest(http.MethodPost, "/probe", endless)
	r.Header.Set("Content-Type", "application/json")
	r.ContentLength = -1
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("%d, want 413", w.Code)
	}
	if endless.read > 4*MaxBody {
		t.Errorf("the server read %d bytes", endless.read)
	}
}

type counting struct{ read int }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	c.read += len(p)
	return len(p), nil
}

func (c *counting) Close() error { return nil }

// Errors of handlers become the status of the one table.
func TestHandlersErrorsFollowTheTable(t *testing.T) {
	for want, err := range map[int]error{
		404: store.ErrNotFound, 409: store.ErrConflict, 403: access.ErrForbidden, 503: store.ErrUnavailable,
	} {
		w := send(probe(t, slog.New(slog.DiscardHandler), err), good)
		if p := readProblem(t, w); p.Status != want {
			t.Errorf("%v: %d, want %d", err, p.Status, want)
		}
	}
}

func TestInvalidErrorNamesTheField(t *testing.T) {
	w := send(probe(t, slog.New(slog.DiscardHandler), &store.InvalidError{Field: "day", Rule: "not in the future"}), good)
	p := readProblem(t, w)
	if p.Status != 422 || len(p.Errors) != 1 || p.Errors[0] != (Detail{"day", "not in the future"}) {
		t.Errorf("%+v", p)
	}
}

// An error that nobody foresaw is logged once and tells the client nothing; what
// the client did wrong is not logged at all.
func TestOnlyUnforeseenErrorsAreLogged(t *testing.T) {
	var log bytes.Buffer
	to := slog.New(slog.NewTextHandler(&log, nil))
	w := send(probe(t, to, errors.New("the disk is on fire")), good)
	if p := readProblem(t, w); p.Status != 500 || p.Code != "internal" || strings.Contains(w.Body.String(), "fire") {
		t.Errorf("%s", w.Body)
	}
	if n := strings.Count(log.String(), "fire"); n != 1 {
		t.Errorf("logged %d times: %s", n, &log)
	}
	log.Reset()
	send(probe(t, to, nil), `{"cell":"`+canary+`"}`)
	if log.Len() > 0 {
		t.Errorf("a client's mistake is logged: %s", &log)
	}
}

func TestUnknownAddressIsAProblem(t *testing.T) {
	h := probe(t, slog.New(slog.DiscardHandler), nil)
	for method, want := range map[string]int{http.MethodGet: 405, http.MethodPost: 404} {
		path := "/probe"
		if want == 404 {
			path = "/not-there"
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
		if p := readProblem(t, w); p.Status != want {
			t.Errorf("%s %s: %d, want %d", method, path, p.Status, want)
		}
	}
}

// Whatever bytes arrive, the strict reader either passes them on unchanged or
// refuses them, and what it passes is one JSON value without duplicate names.
func FuzzStrict(f *testing.F) {
	for _, seed := range []string{good, `{"a":1,"a":2}`, "{\"a\":\"\xff\"}", `{"a":"\ud800"}`, "[]", "", " ", "nul"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		got, err := readStrict(httptest.NewRecorder(), r)
		if err != nil {
			return
		}
		if !bytes.Equal(got, body) {
			t.Fatalf("passed on %q", got)
		}
		if len(body) > 0 && !json.Valid(body) {
			t.Fatal("passed on what is no JSON")
		}
		if len(body) > MaxBody {
			t.Fatal("passed on too much")
		}
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			t.Fatal(err)
		}
	})
}

// A parameter that an operation does not have is refused, and its name, which a
// client may have made of anything, does not come back.
func TestUnknownParametersAreRefused(t *testing.T) {
	h := probe(t, slog.New(slog.DiscardHandler), nil)
	r := httptest.NewRequest(http.MethodPost, "/probe?"+canary+"="+canary, strings.NewReader(good))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	text := w.Body.String()
	if p := readProblem(t, w); p.Status != 400 || p.Code != "unknown_field" || strings.Contains(text, canary) {
		t.Errorf("%+v: %s", p, text)
	}
}
