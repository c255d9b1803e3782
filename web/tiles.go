package web

import (
	"net/http"
	"strconv"
	"strings"

	"runde/store"
	"runde/web/fault"

	"github.com/go-chi/chi/v5"
)

// tile answers one vector tile of the base map.
func (s *Server) tile(w http.ResponseWriter, r *http.Request) {
	s.engine.Handle(s.writeTile)(w, r)
}

func (s *Server) writeTile(w http.ResponseWriter, r *http.Request) error {
	z, x, y, err := tileAddress(r)
	if err != nil {
		return err
	}
	if s.Tile == nil {
		return store.ErrNotFound
	}
	data, err := s.Tile(r.Context(), z, x, y)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "public, max-age=86400")
	w.Header().Set("Content-Type", "application/vnd.mapbox-vector-tile")
	if isGzip(data) {
		w.Header().Set("Content-Encoding", "gzip")
	}
	_, err = w.Write(data)
	return err
}

func isGzip(data []byte) bool { return len(data) > 1 && data[0] == 0x1f && data[1] == 0x8b }

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
