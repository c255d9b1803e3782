// Package fault is the one table from what went wrong to the answer a user gets.
//
// Handlers of pages and of the API return errors; one place each logs them and
// answers. Both ask this package for the HTTP status and a short code. What the
// error says inside never reaches a user: it may hold the value that was refused.
package fault

import (
	"context"
	"errors"
	"net/http"

	"runde/geo"
	"runde/geo/tiles"
	"runde/store"
	"runde/store/access"
)

// Errors that belong to HTTP alone.
var (
	// ErrSignIn is returned where a page needs somebody signed in.
	ErrSignIn = errors.New("web: sign in first")
	// ErrTooLarge is returned for a body above its limit.
	ErrTooLarge = errors.New("web: the body is too large")
	// ErrMalformed is returned for a body or address that cannot be read at all.
	ErrMalformed = errors.New("web: malformed request")
	// ErrMediaType is returned for a body that is not what the address takes.
	ErrMediaType = errors.New("web: unsupported media type")
	// ErrCrossSite is returned for a change that another site asked for.
	ErrCrossSite = errors.New("web: cross-site request")
	// ErrTooMany is returned when a limit on attempts is used up.
	ErrTooMany = errors.New("web: too many attempts")
	// ErrNotPublished is returned for figures of another time or ground than those
	// that are published.
	ErrNotPublished = errors.New("web: not a published period")
)

// Fault is an error as a user may see it.
type Fault struct {
	Status int
	Code   string // stable, for programs
	Field  string // the field that broke a rule, if one did; never its value
	Rule   string // the rule, in words
}

// table is read from the top; the first error that matches decides.
var table = []struct {
	err   error
	fault Fault
}{
	{ErrSignIn, Fault{Status: http.StatusUnauthorized, Code: "sign_in"}},
	{ErrCrossSite, Fault{Status: http.StatusForbidden, Code: "cross_site"}},
	{ErrTooLarge, Fault{Status: http.StatusRequestEntityTooLarge, Code: "too_large"}},
	{ErrMediaType, Fault{Status: http.StatusUnsupportedMediaType, Code: "media_type"}},
	{ErrMalformed, Fault{Status: http.StatusBadRequest, Code: "malformed"}},
	{ErrTooMany, Fault{Status: http.StatusTooManyRequests, Code: "too_many"}},
	{ErrNotPublished, Fault{Status: http.StatusBadRequest, Code: "not_a_published_period", Field: "period"}},
	{store.ErrNotFound, Fault{Status: http.StatusNotFound, Code: "not_found"}},
	{store.ErrConflict, Fault{Status: http.StatusConflict, Code: "conflict"}},
	{store.ErrInvalid, Fault{Status: http.StatusUnprocessableEntity, Code: "invalid"}},
	{store.ErrForbidden, Fault{Status: http.StatusForbidden, Code: "forbidden"}},
	{store.ErrMapUnusable, Fault{Status: http.StatusServiceUnavailable, Code: "map_unusable"}},
	{store.ErrUnavailable, Fault{Status: http.StatusServiceUnavailable, Code: "unavailable"}},
	{tiles.ErrTile, Fault{Status: http.StatusNotFound, Code: "not_found"}},
	{access.ErrForbidden, Fault{Status: http.StatusForbidden, Code: "forbidden"}},
	{geo.ErrBadCell, Fault{Status: http.StatusBadRequest, Code: "bad_cell", Field: "cell"}},
	{geo.ErrBadDate, Fault{Status: http.StatusUnprocessableEntity, Code: "bad_date", Field: "date"}},
	{geo.ErrBadWeek, Fault{Status: http.StatusUnprocessableEntity, Code: "bad_week", Field: "week"}},
	{geo.ErrBadDaypart, Fault{Status: http.StatusUnprocessableEntity, Code: "bad_daypart", Field: "daypart"}},
	{context.DeadlineExceeded, Fault{Status: http.StatusServiceUnavailable, Code: "unavailable"}},
	{context.Canceled, Fault{Status: http.StatusServiceUnavailable, Code: "unavailable"}},
}

// Of is the answer to an error: 500 "internal" for one that the table lacks.
func Of(err error) Fault {
	var invalid *store.InvalidError
	if errors.As(err, &invalid) {
		return Fault{http.StatusUnprocessableEntity, "invalid", invalid.Field, invalid.Rule}
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		err = ErrTooLarge
	}
	for _, row := range table {
		if errors.Is(err, row.err) {
			return row.fault
		}
	}
	return Fault{Status: http.StatusInternalServerError, Code: "internal"}
}
