// Package api is Runde's JSON API under /api/v1: one file a resource, types that
// are validation and OpenAPI description at once (huma).
//
// # How to add a resource
//
// A file concerns.go with a function that registers its operations, called from
// register in api.go:
//
//	type concernInput struct {
//		Body struct {
//			Cell    string `json:"cell" maxLength:"15" doc:"an H3 cell of the cover, or rest"`
//			Channel string `json:"channel" enum:"neighbour,shop,…"`
//		}
//	}
//
//	func concerns(a huma.API, d Deps) {
//		huma.Register(a, huma.Operation{
//			OperationID: "send-concern", Method: http.MethodPost, Path: "/concerns",
//			DefaultStatus: http.StatusCreated, Summary: "Report a concern",
//		}, func(ctx context.Context, in *concernInput) (*receipt, error) {
//			cell, err := geo.ParseCell(in.Body.Cell) // a domain error is answer enough
//			if err != nil {
//				return nil, err
//			}
//			…
//		})
//	}
//
// An operation for staff begins with
//
//	actor, err := permitted(ctx, access.WalkRounds)
//	if err != nil {
//		return nil, err
//	}
//
// (one that streams has Middlewares: requires(access.WalkRounds) besides) and passes
// actor.Municipality to the store. Return the store's errors as they
// are: package fault has the one table from errors to status. The description of
// the whole API is testdata/openapi.golden.json; run the test with -update after a
// change and read the difference.
//
// # Why a strict decoder comes first
//
// A body that names a field twice, in another case, with broken Unicode, or with a
// field nobody asked for (a coordinate, say) is a sign that a client believes in
// something that is not so. Such a body is refused before any of it is read. What
// was refused is never repeated, neither in the answer nor in a log: it may be a
// citizen's words.
package api
