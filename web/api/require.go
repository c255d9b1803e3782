package api

import (
	"runde/store/access"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
)

// requires refuses an operation's requests before their input is read, unless the
// actor's role has the permission. An operation that streams needs it: once the
// stream has begun, its status is sent.
//
//	huma.Operation{…, Middlewares: requires(access.ReadPlans)}
func requires(p access.Permission) huma.Middlewares {
	return huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
		if _, err := permitted(ctx.Context(), p); err != nil {
			r, w := humachi.Unwrap(ctx)
			Answer(w, r, err)
			return
		}
		next(ctx)
	}}
}
