package web

import "net/http"

// Handle adds a route behind the guards that every page has.
func (s *Server) Handle(pattern string, h http.Handler) {
	s.router.With(s.crossSite, s.auth.Load, s.engine.Language(s.HTTPS)).Handle(pattern, h)
}
