package intake

import (
	"errors"

	"github.com/go-json-experiment/json"
	"github.com/google/uuid"
)

// Strict decodes a JSON body of at most max bytes. A field that into does not have,
// one twice or in another case, broken UTF-8, a lone surrogate or anything after
// the value refuses all of it. The error names the field "body" and the rule, and
// never repeats what was sent.
func Strict(data []byte, max int, into any) []FieldError {
	if len(data) > max {
		return []FieldError{{"body", TooMany}}
	}
	err := json.Unmarshal(data, into, json.RejectUnknownMembers(true))
	switch {
	case err == nil:
		return nil
	case errors.Is(err, json.ErrUnknownName):
		return []FieldError{{"body", UnknownField}}
	}
	return []FieldError{{"body", Malformed}}
}

// RandomID reports whether an id is random: version 4, of the standard variant.
// Version 7 would tell when it was made.
func RandomID(id uuid.UUID) bool {
	return id.Version() == 4 && id.Variant() == uuid.RFC4122
}

// Fields reads the fields of a body one by one and collects what cannot be read.
type Fields struct{ Errors []FieldError }

// Read hands a field's text to parse; an empty one is Required, one that parse
// refuses Malformed. parse may be nil for a text that needs no reading.
func (f *Fields) Read(field, text string, parse func(string) error) {
	switch {
	case text == "":
		f.Errors = append(f.Errors, FieldError{field, Required})
	case parse != nil && parse(text) != nil:
		f.Errors = append(f.Errors, FieldError{field, Malformed})
	}
}

// ParseID reads the usual form of a UUID, 36 characters in small letters; the
// other forms that package uuid reads would let one id be written many ways.
func ParseID(s string) (uuid.UUID, error) {
	id, err := uuid.Parse(s)
	if err == nil && id.String() != s {
		err = errors.New("uuid: not in the usual form")
	}
	return id, err
}
