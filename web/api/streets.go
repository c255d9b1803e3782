package api

import (
	"context"
	"net/http"

	"runde/store"
	"runde/web/auth"
	"runde/web/reception"

	"github.com/danielgtaylor/huma/v2"
)

type streetsInput struct {
	Hash        string `query:"v" maxLength:"16" doc:"the hash that a page names; the answer may then be kept for a year"`
	IfNoneMatch string `header:"If-None-Match"`
}

type streetsBody struct {
	Streets []string `json:"streets" doc:"street names that the rules of the text filter would miss, in small letters, sorted"`
}

type streetsOutput struct {
	Status       int
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         streetsBody
}

// streets gives a device the street names of the text filter, all at once: it reads a
// note by itself, and the server never learns what was refused. Somebody signed in
// gets those of their municipality, a visitor those of the concern form's.
func streets(a huma.API, d Deps) {
	huma.Register(a, huma.Operation{
		OperationID: "get-streets", Method: http.MethodGet, Path: "/streets",
		Summary: "The street names that a note may not hold with a house number",
	}, func(ctx context.Context, in *streetsInput) (*streetsOutput, error) {
		if d.Desk == nil {
			return nil, store.ErrUnavailable
		}
		texts, err := textsFor(ctx, d.Desk)
		if err != nil {
			return nil, err
		}
		out := &streetsOutput{Status: http.StatusOK, ETag: `"` + texts.Hash + `"`, CacheControl: askAgain}
		if in.Hash == texts.Hash {
			out.CacheControl = keepForever
		}
		if in.IfNoneMatch == out.ETag {
			out.Status = http.StatusNotModified
			return out, nil
		}
		out.Body.Streets = append([]string{}, texts.Streets...)
		return out, nil
	})
}

// textsFor is the filter of whoever asks.
func textsFor(ctx context.Context, desk *reception.Desk) (reception.Texts, error) {
	if actor := auth.From(ctx); actor.SignedIn() {
		return desk.TextsOf(ctx, actor.Municipality)
	}
	return desk.Texts(ctx)
}
