package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"runde/web"
)

// packedTile is a tile as the map gives it.
func packedTile(t *testing.T, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tileWorld serves one content at every address.
func tileWorld(t *testing.T, content *[]byte) *world {
	return build(t, func(c *web.Config) {
		c.Tile = func(context.Context, int, int, int) ([]byte, error) { return *content, nil }
	})
}

// A browser that has a tile gets 304 until the map changes there, and then the
// tile with another tag.
func TestTileIsAskedForAnew(t *testing.T) {
	content := packedTile(t, "before")
	w := tileWorld(t, &content)
	first := w.do(http.MethodGet, "/tiles/8/1/2.mvt", "", "Accept-Encoding", "gzip")
	tag := first.Header().Get("ETag")
	if first.Code != 200 || strings.HasPrefix(tag, "W/") || len(tag) < 10 {
		t.Fatalf("%d, tag %q", first.Code, tag)
	}
	for _, known := range []string{tag, `"other", ` + tag, "*"} {
		again := w.do(http.MethodGet, "/tiles/8/1/2.mvt", "", "Accept-Encoding", "gzip", "If-None-Match", known)
		if again.Code != 304 || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
			t.Errorf("If-None-Match %s: %d, %d bytes, tag %q", known, again.Code, again.Body.Len(), again.Header().Get("ETag"))
		}
		if again.Header().Get("Cache-Control") == "" || again.Header().Get("Vary") == "" {
			t.Errorf("304 without how long it holds: %v", again.Header())
		}
	}
	content = packedTile(t, "after an import")
	changed := w.do(http.MethodGet, "/tiles/8/1/2.mvt", "", "Accept-Encoding", "gzip", "If-None-Match", tag)
	if changed.Code != 200 || changed.Header().Get("ETag") == tag {
		t.Errorf("after an import: %d, tag %q", changed.Code, changed.Header().Get("ETag"))
	}
}

// Who takes gzip gets it; who refuses gets the tile unpacked, under another tag.
func TestTileForClientsWithoutGzip(t *testing.T) {
	content := packedTile(t, "a tile")
	w := tileWorld(t, &content)
	packed := w.do(http.MethodGet, "/tiles/8/1/2.mvt", "").Header().Get("ETag")
	for accept, want := range map[string]bool{
		"gzip": true, "GZIP": true, "br, gzip;q=0.5": true, "*": true, "br, *;q=0.1": true,
		"": false, "identity": false, "br": false, "gzip;q=0": false, "gzip; q=0.000, *": false, "*;q=0": false,
	} {
		got := w.do(http.MethodGet, "/tiles/8/1/2.mvt", "", "Accept-Encoding", accept)
		body, encoding, tag := got.Body.Bytes(), got.Header().Get("Content-Encoding"), got.Header().Get("ETag")
		if want && (encoding != "gzip" || !bytes.Equal(body, content) || tag != packed) {
			t.Errorf("Accept-Encoding %q: %q, %d bytes, tag %s", accept, encoding, len(body), tag)
		}
		if !want && (encoding != "" || string(body) != "a tile" || tag == packed) {
			t.Errorf("Accept-Encoding %q: %q, %q, tag %s", accept, encoding, body, tag)
		}
		if got.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: Vary %q", accept, got.Header().Get("Vary"))
		}
	}
}

// HEAD says what GET would, and sends nothing.
func TestHeadOfATile(t *testing.T) {
	content := packedTile(t, "a tile")
	w := tileWorld(t, &content)
	get := w.do(http.MethodGet, "/tiles/8/1/2.mvt", "", "Accept-Encoding", "gzip")
	head := w.do(http.MethodHead, "/tiles/8/1/2.mvt", "", "Accept-Encoding", "gzip")
	if head.Code != 200 || head.Body.Len() != 0 {
		t.Errorf("%d with %d bytes", head.Code, head.Body.Len())
	}
	for _, name := range []string{"ETag", "Content-Length", "Content-Encoding", "Content-Type", "Cache-Control", "Vary"} {
		if got, want := head.Header().Get(name), get.Header().Get(name); got != want || want == "" {
			t.Errorf("%s: %q, GET says %q", name, got, want)
		}
	}
}

// A part of a tile is not given: with its packing it would be no use.
func TestTileComesWhole(t *testing.T) {
	content := packedTile(t, "a tile")
	w := tileWorld(t, &content)
	got := w.do(http.MethodGet, "/tiles/8/1/2.mvt", "", "Accept-Encoding", "gzip", "Range", "bytes=2-4")
	if got.Code != 200 || !bytes.Equal(got.Body.Bytes(), content) {
		t.Errorf("%d with %d bytes of %d", got.Code, got.Body.Len(), len(content))
	}
}

// What somebody looked at is not in the log: neither the address of a tile nor a
// word that a client added.
func TestLogKnowsNoTile(t *testing.T) {
	content := packedTile(t, "a tile")
	w := tileWorld(t, &content)
	for _, path := range []string{"/tiles/14/8765/5123.mvt", "/tiles/14/8765/5123.mvt?at=5123", "/tiles/14/8765/5123", "/tiles/14/-8765/5123.mvt"} {
		w.do(http.MethodGet, path, "", "If-None-Match", `"8765"`, "Referer", "http://example.dk/5123")
	}
	for _, canary := range []string{"8765", "5123"} {
		if strings.Contains(w.log.String(), canary) {
			t.Errorf("the log holds %s:\n%s", canary, w.log.String())
		}
	}
}
