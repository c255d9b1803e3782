package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"runde/web/fault"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
)

// Problem is the body of every error, after RFC 9457. It names fields and rules
// and never a value.
type Problem struct {
	Title  string   `json:"title" doc:"the status in words"`
	Status int      `json:"status" doc:"the HTTP status"`
	Code   string   `json:"code" doc:"what went wrong, for programs"`
	Errors []Detail `json:"errors,omitempty" doc:"the fields that broke a rule"`
}

// Detail is one field that broke one rule.
type Detail struct {
	Field string `json:"field,omitempty" doc:"where, as a path into the request"`
	Rule  string `json:"rule" doc:"what holds there"`
}

// Error names the code only.
func (p *Problem) Error() string { return "api: " + p.Code }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

func newProblem(status int, code string, details ...Detail) *Problem {
	return &Problem{Title: http.StatusText(status), Status: status, Code: code, Errors: details}
}

// ofError is the problem of a domain error.
func ofError(err error) *Problem {
	var ready *Problem
	if errors.As(err, &ready) {
		return ready
	}
	f := fault.Of(err)
	if f.Field == "" {
		return newProblem(f.Status, f.Code)
	}
	rule := f.Rule
	if rule == "" {
		rule = f.Code
	}
	return newProblem(f.Status, f.Code, Detail{f.Field, rule})
}

// Answer writes the problem of an error outside huma.
func Answer(w http.ResponseWriter, _ *http.Request, err error) {
	p := ofError(err)
	w.Header().Set("Content-Type", p.ContentType(""))
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the client is gone
}

// malformed are huma's findings that mean the client misunderstands the shape of
// the request, not only a value in it.
var malformed = []string{
	validation.MsgUnexpectedProperty,
	validation.MsgExpectedString, validation.MsgExpectedNumber, validation.MsgExpectedInteger,
	validation.MsgExpectedBoolean, validation.MsgExpectedArray, validation.MsgExpectedObject,
	unexpectedParameter,
}

// unexpectedParameter is huma's finding of a query parameter that an operation does
// not have.
const unexpectedParameter = "unknown query parameter"

// fromHuma makes the problem of what huma found. A name or a value that the client
// chose does not come back: only fields of the schema are named, and rules.
func fromHuma(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
	if status >= http.StatusInternalServerError || len(errs) == 1 && !isDetail(errs[0]) {
		return unforeseen(ctx, status, errs)
	}
	code := codeOf(status)
	var details []Detail
	for _, err := range errs {
		var found *huma.ErrorDetail
		if !errors.As(err, &found) {
			continue
		}
		if slices.Contains(malformed, found.Message) && code != unknownField {
			status, code = http.StatusBadRequest, "malformed"
		}
		if found.Message == validation.MsgUnexpectedProperty || found.Message == unexpectedParameter {
			code = unknownField
			details = append(details, Detail{Rule: found.Message})
			continue
		}
		details = append(details, Detail{Field: found.Location, Rule: rule(found.Message)})
	}
	return newProblem(status, code, details...)
}

const unknownField = "unknown_field"

func isDetail(err error) bool {
	var d *huma.ErrorDetail
	return errors.As(err, &d)
}

// unforeseen answers what a handler returned, and logs what no table foresees.
func unforeseen(ctx huma.Context, status int, errs []error) *Problem {
	p := ofError(errors.Join(errs...))
	if len(errs) == 0 || p.Code == "internal" && status < http.StatusInternalServerError {
		p = newProblem(status, codeOf(status))
	}
	if p.Status >= http.StatusInternalServerError {
		logFailure(ctx, p.Code, errors.Join(errs...))
	}
	return p
}

type logKey struct{}

// withLog gives the request the log for what no table foresees.
func withLog(log *slog.Logger) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), logKey{}, log)))
		})
	}
}

func logFailure(ctx huma.Context, code string, err error) {
	if ctx == nil {
		return
	}
	if log, ok := ctx.Context().Value(logKey{}).(*slog.Logger); ok {
		log.ErrorContext(ctx.Context(), "api failed", "code", code, "error", err)
	}
}

// huma's error constructors are its package variables: one for the program.
func init() {
	huma.ValidateStrictCasing = true
	huma.NewErrorWithContext = fromHuma
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return fromHuma(nil, status, msg, errs...)
	}
}

// rule is huma's message without the reason that it takes from the value.
func rule(message string) string {
	kept, _, _ := strings.Cut(message, ": ")
	return kept
}

func codeOf(status int) string {
	switch status {
	case http.StatusNotFound:
		return "not_found"
	case http.StatusMethodNotAllowed:
		return "method_not_allowed"
	case http.StatusUnsupportedMediaType:
		return "media_type"
	case http.StatusRequestEntityTooLarge:
		return "too_large"
	case http.StatusUnprocessableEntity:
		return "invalid"
	}
	if status >= http.StatusInternalServerError {
		return "internal"
	}
	return "malformed"
}
