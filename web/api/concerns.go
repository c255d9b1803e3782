package api

import (
	"context"
	"errors"
	"net/http"
	"regexp"

	"runde/geo/intake"
	"runde/store"
	"runde/web/reception"

	"github.com/danielgtaylor/huma/v2"
)

// concernBody describes the body; intake reads it, so that pages and API judge
// alike. Everything travels as text: a cell as a number would lose its last digits.
type concernBody struct {
	ID      string   `json:"id" doc:"a random UUID (version 4) of the sender's own; the same concern sent again has the same"`
	Context string   `json:"context" doc:"street or home"`
	Cover   string   `json:"cover" doc:"the version of the cover that the cell is of"`
	Cell    string   `json:"cell" doc:"an H3 cell of the street cover, or of the home cover for a home, or rest"`
	Day     string   `json:"day" doc:"YYYY-MM-DD"`
	Met     []string `json:"met,omitempty" required:"false" doc:"when one may be met: night, morning, afternoon, evening"`
	Channel string   `json:"channel" doc:"who tells: neighbour, relative, job_centre, undisclosed, …"`
	Worries []string `json:"worries,omitempty" required:"false" doc:"what worries: sleeps_out, looks_ill, confused, substances, alone, conflict, not_eating, other"`
	Note    string   `json:"note,omitempty" required:"false" doc:"at most 200 characters, without names, addresses or numbers of persons"`
}

type concernInput struct {
	RawBody []byte
	Body    concernBody
}

type concernOutput struct {
	Body struct {
		Receipt     string           `json:"receipt" doc:"four words, shown to the reporter once: the only way back to the concern"`
		NoteRefused []intake.Finding `json:"note_refused,omitempty" doc:"where the note held personal data: the concern is kept without it"`
	}
}

// concerns takes in what worries people. It asks for no sign-in and keeps nothing
// about who sent it.
func concerns(a huma.API, d Deps) {
	huma.Register(a, huma.Operation{
		OperationID: "send-concern", Method: http.MethodPost, Path: "/concerns",
		DefaultStatus: http.StatusCreated, Summary: "Report a concern",
		MaxBodyBytes: MaxBody, Errors: []int{http.StatusBadRequest, http.StatusConflict, http.StatusUnprocessableEntity, http.StatusTooManyRequests},
	}, func(ctx context.Context, in *concernInput) (*concernOutput, error) {
		if d.Desk == nil {
			return nil, store.ErrUnavailable
		}
		c, broken := intake.Parse(in.RawBody)
		if broken != nil {
			return nil, refusal(broken, in.Body)
		}
		sent, err := d.Desk.Send(ctx, c)
		var refused *reception.Refused
		if errors.As(err, &refused) {
			return nil, refusal(refused.Fields, in.Body)
		}
		if err != nil {
			return nil, err
		}
		out := &concernOutput{}
		out.Body.Receipt, out.Body.NoteRefused = sent.Words, sent.Found
		return out, nil
	})
}

// cellText is what a cell looks like, whether there is such a cell or not.
var cellText = regexp.MustCompile(`^[0-9a-f]{15}$`)

// refusal is the problem of broken rules: 400 where the body is not of its shape,
// 409 for a cover that has a successor, 422 otherwise.
func refusal(broken []intake.FieldError, body concernBody) *Problem {
	status, code := http.StatusUnprocessableEntity, "invalid"
	var details []Detail
	for _, f := range broken {
		details = append(details, Detail{f.Field, string(f.Rule)})
		switch {
		case f.Field == "body", f.Field == "cell" && f.Rule == intake.Malformed && !cellText.MatchString(body.Cell):
			status, code = http.StatusBadRequest, "malformed"
		case f.Rule == intake.Outdated && status == http.StatusUnprocessableEntity:
			status, code = http.StatusConflict, "cover_outdated"
		}
	}
	return newProblem(status, code, details...)
}
