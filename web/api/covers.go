package api

import (
	"context"
	"net/http"

	"runde/geo"
	"runde/store"

	"github.com/danielgtaylor/huma/v2"
)

type coverInput struct {
	Level       string `query:"level" enum:"street,home" default:"street" doc:"street: where people are met; home: the coarse cover of homes"`
	Hash        string `query:"v" maxLength:"16" doc:"the hash that a page names; the answer may then be kept for a year"`
	IfNoneMatch string `header:"If-None-Match"`
}

type coverBody struct {
	Level        string     `json:"level"`
	Version      int        `json:"version" doc:"the calendar year it holds for"`
	Cells        []geo.Cell `json:"cells" doc:"the cells that may be sent, sorted; rest is what no finer cell holds"`
	Municipality []geo.Cell `json:"municipality" doc:"the municipality as compacted cells of resolution 9 and coarser"`
}

type coverOutput struct {
	Status       int
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         coverBody
}

// The cover is no secret, yet the answer to somebody signed in carries the session's
// cookie: no cache that others share may keep it.
const (
	keepForever = "private, max-age=31536000, immutable"
	askAgain    = "private, no-cache"
)

// covers gives a device all cells at once: it turns a point into one of them by
// itself, and the server never learns the point.
func covers(a huma.API, d Deps) {
	huma.Register(a, huma.Operation{
		OperationID: "get-cover", Method: http.MethodGet, Path: "/cover",
		Summary: "The cells in which concerns are told",
	}, func(ctx context.Context, in *coverInput) (*coverOutput, error) {
		if d.Desk == nil {
			return nil, store.ErrUnavailable
		}
		c, err := d.Desk.Cover(ctx, store.Level(in.Level))
		if err != nil {
			return nil, err
		}
		out := &coverOutput{Status: http.StatusOK, ETag: `"` + c.Hash + `"`, CacheControl: askAgain}
		if in.Hash == c.Hash {
			out.CacheControl = keepForever
		}
		if in.IfNoneMatch == out.ETag {
			out.Status = http.StatusNotModified
			return out, nil
		}
		out.Body = coverBody{in.Level, c.Version, c.Cells, c.Municipality}
		return out, nil
	})
}
