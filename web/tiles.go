package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"runde/store"
	"runde/web/fault"

	"github.com/go-chi/chi/v5"
)

// TilePattern is where tiles are answered.
const TilePattern = "/tiles/{z}/{x}/{y}"

// tileCaching lets a browser keep a tile for an hour without asking, and for a day
// while it asks anew. Tiles are nobody's secret; after an import their tags differ.
const tileCaching = "public, max-age=3600, stale-while-revalidate=86400"

// tile answers one vector tile of the base map.
func (s *Server) tile(w http.ResponseWriter, r *http.Request) {
	s.engine.Handle(TileHandler(s.Tile))(w, r)
}

// TileHandler answers vector tiles under [TilePattern], as zoom, column and row
// with the ending .mvt. tile returns one packed by gzip, or an error that
// [fault] knows; nil means there is no map. The strong tag is that of the content,
// so that an import changes it only where the map has changed, and so that it is
// the same on every server. A client that refuses gzip gets the tile unpacked.
func TileHandler(tile func(ctx context.Context, z, x, y int) ([]byte, error)) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		z, x, y, err := tileAddress(r)
		if err != nil {
			return err
		}
		if tile == nil {
			return store.ErrNotFound
		}
		data, err := tile(r.Context(), z, x, y)
		if err != nil {
			return err
		}
		return writeTile(w, r, data)
	}
}

func writeTile(w http.ResponseWriter, r *http.Request, packed []byte) error {
	data, tag := packed, tileTag(packed)
	plain := !takesGzip(r.Header)
	if plain {
		var err error
		if data, err = unpack(packed); err != nil {
			return err
		}
		tag += "-plain"
	}
	h := w.Header()
	h.Set("Cache-Control", tileCaching)
	h.Set("Content-Type", "application/vnd.mapbox-vector-tile")
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("ETag", `"`+tag+`"`)
	h.Add("Vary", "Accept-Encoding")
	if !plain {
		h.Set("Content-Encoding", "gzip")
	}
	r.Header.Del("Range") // a tile is small, and a part of it is no use
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	return nil
}

// tileTag names a content by half of its SHA-256.
func tileTag(data []byte) string {
	sum := sha256.Sum256(data)
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

// takesGzip reports whether a client takes gzip: it says so, by name or by *, or
// says nothing of encodings.
func takesGzip(h http.Header) bool {
	list, said := h["Accept-Encoding"]
	if !said {
		return true
	}
	others := false
	for part := range strings.SplitSeq(strings.Join(list, ","), ",") {
		name, weight, _ := strings.Cut(part, ";")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "gzip", "x-gzip":
			return !refused(weight)
		case "*":
			others = !refused(weight)
		}
	}
	return others
}

// refused reports whether a weight such as q=0.0 is zero.
func refused(weight string) bool {
	value, ok := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(weight), " ", ""), "q=")
	q, err := strconv.ParseFloat(value, 64)
	return ok && err == nil && q == 0
}

func unpack(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func tileAddress(r *http.Request) (z, x, y int, err error) {
	name, ok := strings.CutSuffix(chi.URLParam(r, "y"), ".mvt")
	if !ok {
		return 0, 0, 0, store.ErrNotFound
	}
	var n [3]int
	for i, text := range []string{chi.URLParam(r, "z"), chi.URLParam(r, "x"), name} {
		if n[i], err = strconv.Atoi(text); err != nil || n[i] < 0 {
			return 0, 0, 0, fault.ErrMalformed
		}
	}
	return n[0], n[1], n[2], nil
}
