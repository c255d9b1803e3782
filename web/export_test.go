package web

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

// Handle adds a route behind the guards that every page has.
func (s *Server) Handle(pattern string, h http.Handler) {
	s.router.With(s.engine.Language(s.HTTPS), s.crossSite, s.auth.Load, s.recoverPanics).Handle(pattern, h)
}

// Routes lists every route as "METHOD /pattern".
func (s *Server) Routes() []string {
	var all []string
	_ = chi.Walk(s.router, func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		all = append(all, method+" "+route)
		return nil
	})
	return all
}
