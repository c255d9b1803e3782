package intake

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// A body is read whole and exactly, or not at all.
func TestStrict(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want []FieldError
	}{
		"as it should be":        {`{"a": "x", "n": 3}`, nil},
		"less":                   {`{}`, nil},
		"with space around":      {" \n{} \t", nil},
		"a field too many":       {`{"a": "x", "b": 1}`, []FieldError{{"body", UnknownField}}},
		"a field in other case":  {`{"A": "x"}`, []FieldError{{"body", UnknownField}}},
		"a field twice":          {`{"a": "x", "a": "y"}`, []FieldError{{"body", Malformed}}},
		"another type":           {`{"a": 1}`, []FieldError{{"body", Malformed}}},
		"a number out of bounds": {`{"n": 1e99}`, []FieldError{{"body", Malformed}}},
		"something after":        {`{} {}`, []FieldError{{"body", Malformed}}},
		"cut off":                {`{"a": "x"`, []FieldError{{"body", Malformed}}},
		"broken UTF-8":           {"{\"a\": \"\xff\"}", []FieldError{{"body", Malformed}}},
		"a lone surrogate":       {`{"a": "\udc00"}`, []FieldError{{"body", Malformed}}},
		"a comment":              {`{} // x`, []FieldError{{"body", Malformed}}},
		"nothing":                {``, []FieldError{{"body", Malformed}}},
		"too long":               {`{"a": "` + strings.Repeat("x", 64) + `"}`, []FieldError{{"body", TooMany}}},
		"nested without an end":  {strings.Repeat("[", 60), []FieldError{{"body", Malformed}}},
	} {
		var into struct {
			A string `json:"a"`
			N int    `json:"n"`
		}
		if diff := cmp.Diff(c.want, Strict([]byte(c.body), 64, &into)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Only ids that tell nothing pass: random ones, written in the one usual form.
func TestIDs(t *testing.T) {
	for text, random := range map[string]bool{
		"0b5e2b6e-66f3-4d4b-9a53-0d3a6a1f2b11": true,
		"0b5e2b6e-66f3-1d4b-9a53-0d3a6a1f2b11": false, // clock and network address
		"0b5e2b6e-66f3-3d4b-9a53-0d3a6a1f2b11": false, // hash of a name
		"0b5e2b6e-66f3-7d4b-9a53-0d3a6a1f2b11": false, // clock
		"0b5e2b6e-66f3-4d4b-ca53-0d3a6a1f2b11": false, // another variant
		"00000000-0000-0000-0000-000000000000": false,
		"ffffffff-ffff-ffff-ffff-ffffffffffff": false,
	} {
		id, err := ParseID(text)
		if err != nil || RandomID(id) != random {
			t.Errorf("%s: random %v %v, want %v", text, RandomID(id), err, random)
		}
	}
	for _, text := range []string{"", "0b5e2b6e66f34d4b9a530d3a6a1f2b11", "urn:uuid:0b5e2b6e-66f3-4d4b-9a53-0d3a6a1f2b11",
		"{0b5e2b6e-66f3-4d4b-9a53-0d3a6a1f2b11}", "0B5E2B6E-66F3-4D4B-9A53-0D3A6A1F2B11", "x"} {
		if id, err := ParseID(text); err == nil {
			t.Errorf("%q was read as %v", text, id)
		}
	}
	if !RandomID(uuid.New()) {
		t.Error("a fresh id is not random")
	}
}

// Fields are read in order, and each that cannot be is named once.
func TestFields(t *testing.T) {
	var f Fields
	f.Read("a", "x", nil)
	f.Read("b", "", nil)
	f.Read("c", "x", func(string) error { return errors.New("secret x") })
	f.Read("d", "x", func(string) error { return nil })
	if diff := cmp.Diff([]FieldError{{"b", Required}, {"c", Malformed}}, f.Errors); diff != "" {
		t.Error(diff)
	}
}
