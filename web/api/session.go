package api

import (
	"context"
	"net/http"

	"runde/store/access"
	"runde/web/auth"
	"runde/web/fault"

	"github.com/danielgtaylor/huma/v2"
)

// sessionOutput tells a client who it is signed in as.
type sessionOutput struct {
	Body struct {
		Role access.Role `json:"role" enum:"coordinator,worker,leader,management,administrator"`
	}
}

// session lets the phone find out, without loading a page, whether what it has
// recorded can be sent or somebody must sign in first.
func session(a huma.API) {
	huma.Register(a, huma.Operation{
		OperationID: "get-session", Method: http.MethodGet, Path: "/session",
		Summary: "Who is signed in",
	}, func(ctx context.Context, _ *struct{}) (*sessionOutput, error) {
		actor := auth.From(ctx)
		if !actor.SignedIn() {
			return nil, fault.ErrSignIn
		}
		out := &sessionOutput{}
		out.Body.Role = actor.Role
		return out, nil
	})
}
