package auth

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"runde/store/access"
	"runde/web/fault"
)

func copyTo(w io.Writer, r *http.Response) (int64, error) { return io.Copy(w, r.Body) }

// ask sends a request of the actor through the guard and returns the error it was
// refused with, nil if it passed.
func ask(guard func(http.Handler) http.Handler, a access.Actor) error {
	var refused error
	passed := false
	h := Answer(func(_ http.ResponseWriter, _ *http.Request, err error) { refused = err })(
		guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { passed = true })))
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	h.ServeHTTP(httptest.NewRecorder(), r.WithContext(context.WithValue(r.Context(), actorKey{}, a)))
	if passed == (refused != nil) {
		panic("the guard both passed and refused, or neither")
	}
	return refused
}

// ASVS 8.2.1: the roles named pass, everybody else is told which of the two it is.
func TestRequireLetsOnlyItsRolesPass(t *testing.T) {
	guard := Require(access.Coordinator, access.Leader)
	for _, role := range append(access.Roles[:], access.Visitor) {
		var want error
		switch role {
		case access.Coordinator, access.Leader:
		case access.Visitor:
			want = fault.ErrSignIn
		default:
			want = access.ErrForbidden
		}
		if got := ask(guard, access.Actor{Role: role}); !errors.Is(got, want) {
			t.Errorf("%q: %v, want %v", role, got, want)
		}
	}
}

func TestPermitFollowsTheTable(t *testing.T) {
	for _, role := range access.Roles {
		a := access.Actor{Role: role}
		if got := ask(Permit(access.ReadReleases), a); (got == nil) != a.May(access.ReadReleases) {
			t.Errorf("%s: %v", role, got)
		}
	}
}

// ASVS 2.4.1: guessing is slowed down by address, and no other address with it.
func TestLimitRefusesOneAddressOnly(t *testing.T) {
	var refused error
	h := Answer(func(_ http.ResponseWriter, _ *http.Request, err error) { refused = err })(
		Limit(3, time.Hour)(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})))
	try := func(address string) error {
		refused = nil
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		r.RemoteAddr = address
		h.ServeHTTP(httptest.NewRecorder(), r)
		return refused
	}
	for i := range 3 {
		if err := try("203.0.113.77:1000"); err != nil {
			t.Fatalf("attempt %d: %v", i+1, err)
		}
	}
	if err := try("203.0.113.77:2000"); !errors.Is(err, fault.ErrTooMany) {
		t.Errorf("fourth attempt: %v, want ErrTooMany", err)
	}
	if err := try("203.0.113.78:1000"); err != nil {
		t.Errorf("another address: %v", err)
	}
}

// The counter's key for an address changes with the hour and never is the address.
func TestLimitForgetsAddressesEveryHour(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	k := &hourly{now: func() time.Time { return now }}
	name := func() string {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = "203.0.113.77:1000"
		p, err := k.pseudonym(r)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	first := name()
	now = now.Add(59 * time.Minute)
	if name() != first {
		t.Error("the same address has two names within the hour")
	}
	now = now.Add(time.Minute)
	if name() == first {
		t.Error("the name outlives the hour")
	}
}
