package auth

import (
	"context"
	"net/http"
	"slices"

	"runde/store/access"
	"runde/web/fault"
)

// Fail answers a request with an error; pages and API do it differently.
type Fail func(http.ResponseWriter, *http.Request, error)

type failKey struct{}

// Answer is the middleware that decides how guards below it refuse a request.
func Answer(fail Fail) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), failKey{}, fail)))
		})
	}
}

// Refuse answers with the error in the way that [Answer] set.
func Refuse(w http.ResponseWriter, r *http.Request, err error) {
	if fail, ok := r.Context().Value(failKey{}).(Fail); ok {
		fail(w, r, err)
		return
	}
	http.Error(w, http.StatusText(fault.Of(err).Status), fault.Of(err).Status)
}

// Require lets the given roles pass: a visitor is asked to sign in, another role
// is refused.
func Require(roles ...access.Role) func(http.Handler) http.Handler {
	return guard(func(a access.Actor) bool { return slices.Contains(roles, a.Role) })
}

// Permit lets roles with the permission pass.
func Permit(p access.Permission) func(http.Handler) http.Handler {
	return guard(func(a access.Actor) bool { return a.May(p) })
}

func guard(may func(access.Actor) bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch a := From(r.Context()); {
			case !a.SignedIn():
				Refuse(w, r, fault.ErrSignIn)
			case !may(a):
				Refuse(w, r, access.ErrForbidden)
			default:
				w.Header().Set("Cache-Control", "no-store")
				next.ServeHTTP(w, r)
			}
		})
	}
}
