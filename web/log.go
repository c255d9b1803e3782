package web

import (
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// logRequests writes one line a request: the route's template, never the path.
func (s *Server) logRequests(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		seen := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		next.ServeHTTP(seen, r)
		status := seen.Status()
		if status == 0 {
			status = http.StatusOK
		}
		s.Log.InfoContext(r.Context(), "request", "method", method(r), "route", route(r),
			"status", status, "ms", time.Since(began).Milliseconds())
	})
}

// route is the template that matched, such as /rounds/{id}.
func route(r *http.Request) string {
	if pattern := chi.RouteContext(r.Context()).RoutePattern(); pattern != "" {
		return pattern
	}
	return "none"
}

// method is the request's method, or OTHER for a word of the client's own.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "OTHER"
}

// recoverPanics turns a panic into the answer to an error. It logs where, by the type of
// what was thrown and the stack, and not what: the value may hold a visitor's words.
func (s *Server) recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			thrown := recover()
			if thrown == nil {
				return
			}
			if thrown == http.ErrAbortHandler {
				panic(thrown)
			}
			s.Log.ErrorContext(r.Context(), "panic", "route", route(r), "type", fmt.Sprintf("%T", thrown), "stack", frames(debug.Stack()))
			s.refuse(w, r, errPanic)
		}()
		next.ServeHTTP(w, r)
	})
}

var errPanic = fmt.Errorf("web: a handler panicked")

// frames keeps the files and lines of a stack and drops the arguments of calls.
func frames(stack []byte) []string {
	var kept []string
	for line := range strings.Lines(string(stack)) {
		if file, ok := strings.CutPrefix(line, "\t"); ok {
			kept = append(kept, strings.TrimSpace(file))
		}
	}
	return kept
}

// serverLog passes on that Go's HTTP server complained and what about, without the
// remote address and whatever else its message holds.
type serverLog struct{ log *slog.Logger }

// complaints are the openings of net/http's messages that may be told.
var complaints = []string{
	"http: TLS handshake error",
	"http: Accept error",
	"http: panic serving",
	"http: superfluous response.WriteHeader call",
	"http: response.WriteHeader on hijacked connection",
	"http2: server",
}

// Write implements io.Writer for log.New.
func (l serverLog) Write(p []byte) (int, error) {
	about := "http: other"
	for _, c := range complaints {
		if strings.HasPrefix(string(p), c) {
			about = c
		}
	}
	l.log.Warn("http server", "about", about)
	return len(p), nil
}

// Timeouts and limits of a connection.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 10 * time.Second
	writeTimeout      = 20 * time.Second
	idleTimeout       = 60 * time.Second
	maxHeaderBytes    = 8 << 10
)

// HTTPServer is a net/http server for the handler with the timeouts and limits
// that a public form needs, and a log that knows no remote address. A handler that
// streams sets its own write deadline with http.ResponseController.
func HTTPServer(address string, h http.Handler, l *slog.Logger) *http.Server {
	return &http.Server{
		Addr: address, Handler: h, ErrorLog: log.New(serverLog{l}, "", 0),
		ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeaderBytes,
	}
}
