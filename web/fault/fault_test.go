package fault

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"runde/geo"
	"runde/geo/tiles"
	"runde/store"
	"runde/store/access"

	"github.com/google/go-cmp/cmp"
)

// The whole table, read the other way: which answer each error gets, also when it
// is wrapped.
func TestStatusOfErrors(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
	}{
		{ErrSignIn, 401}, {ErrCrossSite, 403}, {ErrTooLarge, 413}, {ErrMediaType, 415},
		{ErrMalformed, 400}, {ErrTooMany, 429},
		{&http.MaxBytesError{Limit: 1}, 413},
		{store.ErrNotFound, 404}, {store.ErrConflict, 409}, {store.ErrInvalid, 422},
		{store.ErrForbidden, 403}, {store.ErrUnavailable, 503}, {store.ErrMapUnusable, 503}, {access.ErrForbidden, 403},
		{tiles.ErrTile, 404},
		{geo.ErrBadCell, 400}, {geo.ErrBadDate, 422}, {geo.ErrBadWeek, 422}, {geo.ErrBadDaypart, 422},
		{context.DeadlineExceeded, 503}, {context.Canceled, 503},
		{errors.New("something nobody foresaw"), 500},
	} {
		if got := Of(fmt.Errorf("deep: %w", c.err)).Status; got != c.status {
			t.Errorf("%v: %d, want %d", c.err, got, c.status)
		}
	}
}

// A broken rule is told by field and rule.
func TestInvalidNamesFieldAndRule(t *testing.T) {
	err := fmt.Errorf("saving: %w", &store.InvalidError{Field: "k", Rule: "must lie in 3–20"})
	want := Fault{Status: 422, Code: "invalid", Field: "k", Rule: "must lie in 3–20"}
	if diff := cmp.Diff(want, Of(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What an unforeseen error says stays inside.
func TestUnforeseenErrorTellsNothing(t *testing.T) {
	want := Fault{Status: 500, Code: "internal"}
	if diff := cmp.Diff(want, Of(errors.New("secret 010103-1234"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
