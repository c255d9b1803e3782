package pages

import (
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"unicode/utf8"

	"runde/web/fault"
	"runde/web/pages/catalogue"
	"runde/web/pages/fds"
)

// MaxForm is the most bytes that a form may send.
const MaxForm = 8 << 10

// Form is a form that was sent, with what is wrong with it. Fields are checked in
// the order of the page, and the page is shown again with the same values.
type Form struct {
	Values url.Values
	L      *catalogue.L
	errors []fds.FieldError
}

// EmptyForm is a form nobody has filled in yet.
func (e *Engine) EmptyForm(r *http.Request) *Form {
	return &Form{Values: url.Values{}, L: e.L(r)}
}

// ReadForm reads a form of at most [MaxForm] bytes. It returns fault.ErrTooLarge,
// fault.ErrMediaType, or fault.ErrMalformed for a body that is no form or not UTF-8.
func (e *Engine) ReadForm(w http.ResponseWriter, r *http.Request) (*Form, error) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, fault.ErrMediaType
	}
	r.Body = http.MaxBytesReader(w, r.Body, MaxForm)
	if err := r.ParseForm(); err != nil {
		if fault.Of(err).Status == http.StatusRequestEntityTooLarge {
			return nil, fault.ErrTooLarge
		}
		return nil, fault.ErrMalformed
	}
	for name, values := range r.PostForm {
		if !utf8.ValidString(name) {
			return nil, fault.ErrMalformed
		}
		for _, v := range values {
			if !utf8.ValidString(v) {
				return nil, fault.ErrMalformed
			}
		}
	}
	return &Form{Values: r.PostForm, L: e.L(r)}, nil
}

// Only returns fault.ErrMalformed for a form with a field that is none of these. What
// tells of people is read with it: a coordinate has nowhere to go and is refused.
func (f *Form) Only(names ...string) error {
	for name := range f.Values {
		if !slices.Contains(names, name) {
			return fault.ErrMalformed
		}
	}
	return nil
}

// Get is a field's only or first value.
func (f *Form) Get(name string) string { return f.Values.Get(name) }

// All are a field's values, as of a group of checkboxes.
func (f *Form) All(name string) []string { return f.Values[name] }

// Checked reports whether a field has the value among its own.
func (f *Form) Checked(name, value string) bool {
	for _, v := range f.Values[name] {
		if v == value {
			return true
		}
	}
	return false
}

// Fail notes what is wrong with a field: the catalogue key of the message and its
// placeholders. The first message of a field stays.
func (f *Form) Fail(name, key string, args ...any) {
	if f.Error(name) == "" {
		f.errors = append(f.errors, fds.FieldError{ID: name, Text: f.L.T(key, args...)})
	}
}

// Need returns a field's value and fails the form where it is empty.
func (f *Form) Need(name string) string {
	v := f.Get(name)
	if v == "" {
		f.Fail(name, "common.field.required")
	}
	return v
}

// OneOf returns a field's value and fails the form where it is none of the allowed.
func (f *Form) OneOf(name string, allowed ...string) string {
	v := f.Get(name)
	for _, a := range allowed {
		if v == a {
			return v
		}
	}
	f.Fail(name, "common.field.choose")
	return ""
}

// OK reports whether nothing is wrong.
func (f *Form) OK() bool { return len(f.errors) == 0 }

// Error is the message of a field, "" if nothing is wrong with it.
func (f *Form) Error(name string) string {
	for _, e := range f.errors {
		if e.ID == name {
			return e.Text
		}
	}
	return ""
}

// Errors are all messages, for {{summary "Errors" .Data.Form.Errors}}.
func (f *Form) Errors() []fds.FieldError { return f.errors }

// String tells how many mistakes the form has and none of its values.
func (f *Form) String() string { return fmt.Sprintf("form with %d mistakes", len(f.errors)) }
