package web_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"runde/web"
)

// A handler can stream: what it flushes arrives before it ends, through every guard.
func TestStreamArrivesWhileItRuns(t *testing.T) {
	more := make(chan struct{})
	w := build(t, nil)
	w.Server.Handle("/probe", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, "data: 1\n\n")
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Error(err)
		}
		<-more
		io.WriteString(w, "data: 2\n\n")
	}))
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	answer, err := http.Get(server.URL + "/probe")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	if !lines.Scan() || lines.Text() != "data: 1" {
		t.Fatalf("first line %q, %v", lines.Text(), lines.Err())
	}
	close(more)
	for lines.Scan() {
	}
	if lines.Err() != nil {
		t.Error(lines.Err())
	}
}

// Pages and styles are packed for a slow connection; tiles are packed already.
func TestTextIsPacked(t *testing.T) {
	w := build(t, func(c *web.Config) {
		c.Tile = func(context.Context, int, int, int) ([]byte, error) { return []byte{0x1f, 0x8b, 8}, nil }
	})
	page := w.do(http.MethodGet, "/", "", "Accept-Encoding", "gzip")
	if page.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("the front page is not packed: %v", page.Header())
	}
	r, err := gzip.NewReader(page.Body)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(r); err != nil || !strings.Contains(string(text), "</html>") {
		t.Errorf("unpacked: %d bytes, %v", len(text), err)
	}
	if tile := w.do(http.MethodGet, "/tiles/8/1/2.mvt", "", "Accept-Encoding", "gzip").Body.Bytes(); len(tile) != 3 {
		t.Errorf("a tile of 3 bytes became %d", len(tile))
	}
	if plain := w.do(http.MethodGet, "/", ""); plain.Header().Get("Content-Encoding") != "" {
		t.Error("packed for who did not ask")
	}
}

func TestHeadIsGetWithoutBody(t *testing.T) {
	w := build(t, nil)
	if got := w.do(http.MethodHead, "/", ""); got.Code != 200 || got.Body.Len() != 0 {
		t.Errorf("%d, %d bytes", got.Code, got.Body.Len())
	}
}

// Behind a trusted proxy visitors are told apart by what the proxy says; without
// one, nobody can pretend to be somebody else.
func TestProxyTellsVisitorsApart(t *testing.T) {
	n := 0
	attempt := func(w *world, visitor string) int { // another login each time: no login is slowed down
		n++
		form := fmt.Sprintf("login=x%d@example.dk&password=y", n)
		return w.do(http.MethodPost, "/log-ind", form, "X-Forwarded-For", visitor).Code
	}
	for _, c := range []struct {
		proxies []string
		want    int
	}{
		{[]string{"192.0.2.0/24"}, http.StatusUnprocessableEntity}, // httptest's peer is 192.0.2.1
		{nil, http.StatusTooManyRequests},
	} {
		w := build(t, func(cfg *web.Config) { cfg.Proxies = c.proxies })
		for range 21 {
			attempt(w, "203.0.113.77")
		}
		if got := attempt(w, "203.0.113.78"); got != c.want {
			t.Errorf("proxies %v: another visitor gets %d, want %d", c.proxies, got, c.want)
		}
	}
}
