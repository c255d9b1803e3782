package intake

import (
	"fmt"
	"strings"
	"testing"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
)

const validJSON = `{"id": "0b5e2b6e-66f3-4d4b-9a53-0d3a6a1f2b11", "context": "street", "cover": "3", "cell": "881f205807fffff",
	"day": "2026-11-22", "met": ["evening"], "channel": "neighbour", "worries": ["sleeps_out", "alone"], "note": "fryser, har sovepose"}`

// What a form sends and what a program sends give the same concern.
func TestParse(t *testing.T) {
	got, errs := Parse([]byte(validJSON))
	if diff := cmp.Diff(valid(), got); diff != "" || errs != nil {
		t.Errorf("%v %s", errs, diff)
	}
	form := map[string][]string{
		"id": {"0b5e2b6e-66f3-4d4b-9a53-0d3a6a1f2b11"}, "context": {"street"}, "cover": {"3"}, "cell": {"881f205807fffff"},
		"day": {"2026-11-22"}, "met": {"evening"}, "channel": {"neighbour"}, "worries": {"sleeps_out", "alone"},
		"note": {" fryser,\r\nhar sovepose\t"}, "place": {"n1"},
	}
	got, errs = ParseForm(form, "place")
	if diff := cmp.Diff(valid(), got); diff != "" || errs != nil {
		t.Errorf("%v %s", errs, diff)
	}
	form["cell"] = []string{"881f205807fffff", "881f205801fffff"}
	form["day"] = []string{"2026-11-22", "2026-11-21"}
	if _, errs = ParseForm(form, "place"); !cmp.Equal(errs, []FieldError{{"cell", Repeated}, {"day", Repeated}}) {
		t.Errorf("two cells and two days: got %v", errs)
	}
	if _, errs = ParseForm(form); !cmp.Equal(errs, []FieldError{{"body", UnknownField}}) {
		t.Errorf("a field the form has not: got %v", errs)
	}
}

// A body that is not exactly a concern is refused as a whole: above all one that
// carries a coordinate. The answer never repeats a value.
func TestParseRefuses(t *testing.T) {
	with := func(old, new string) string { return strings.Replace(validJSON, old, new, 1) }
	for name, c := range map[string]struct {
		body string
		want []FieldError
	}{
		"a latitude":        {with(`"met"`, `"lat": 56.4, "met"`), []FieldError{{"body", UnknownField}}},
		"a name in capital": {with(`"met"`, `"Cell": "rest", "met"`), []FieldError{{"body", UnknownField}}},
		"a field twice":     {with(`"met"`, `"cell": "rest", "met"`), []FieldError{{"body", Malformed}}},
		"a lone surrogate":  {with("fryser", `\ud800`), []FieldError{{"body", Malformed}}},
		"broken UTF-8":      {with("fryser", "\xff"), []FieldError{{"body", Malformed}}},
		"two objects":       {validJSON + validJSON, []FieldError{{"body", Malformed}}},
		"a list":            {"[" + validJSON + "]", []FieldError{{"body", Malformed}}},
		"nothing":           {"", []FieldError{{"body", Malformed}}},
		"far too much":      {with("fryser", strings.Repeat("x", maxBody)), []FieldError{{"body", TooMany}}},
		"a cell of a shape": {with("881f205807fffff", "0x881f205807fffff"), []FieldError{{"cell", Malformed}}},
		"no real cell":      {with("881f205807fffff", "881f205807ffff0"), []FieldError{{"cell", Malformed}}},
		"an id in braces":   {with("0b5e2b6e-66f3-4d4b-9a53-0d3a6a1f2b11", "{0b5e2b6e-66f3-4d4b-9a53-0d3a6a1f2b11}"), []FieldError{{"id", Malformed}}},
		"an id in capitals": {with("0b5e2b6e", "0B5E2B6E"), []FieldError{{"id", Malformed}}},
		"a clock time":      {with("2026-11-22", "2026-11-22T21:14"), []FieldError{{"day", Malformed}}},
		"a daypart unknown": {with("evening", "21:14"), []FieldError{{"met", UnknownCode}}},
		"an empty object": {"{}", []FieldError{{"id", Required}, {"context", Required}, {"cover", Required},
			{"cell", Required}, {"day", Required}, {"channel", Required}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, errs := Parse([]byte(c.body))
			if diff := cmp.Diff(c.want, errs); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(Concern{}, got); diff != "" {
				t.Errorf("something of a refused body came back: %s", diff)
			}
		})
	}
}

// Whatever the bytes: no panic, no value of the body in an error, and what was
// read and passes the checks can be written and read again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(validJSON))
	f.Add([]byte(`{"id":"","lat":1}`))
	f.Add([]byte(`{"note":"\u0000\ud83d\ude00"}`))
	known := "id context cover cell day met channel worries note body"
	f.Fuzz(func(t *testing.T, data []byte) {
		c, errs := Parse(data)
		for _, e := range errs {
			if !strings.Contains(known, e.Field) || e.Rule == "" {
				t.Fatalf("%v names no field of ours", e)
			}
		}
		if errs != nil || Check(c, street, home, today) != nil {
			return
		}
		if c.Cell != fine && c.Cell != coarse && c.Cell != geo.Rest {
			t.Fatalf("accepted the cell %v of no cover", c.Cell)
		}
		met := make([]string, len(c.Met))
		for i, p := range c.Met {
			met[i] = p.String()
		}
		worries := make([]string, len(c.Worries))
		for i, w := range c.Worries {
			worries[i] = string(w)
		}
		again, errs := ParseForm(map[string][]string{
			"id": {c.ID.String()}, "context": {string(c.Context)}, "cover": {fmt.Sprint(c.CoverVersion)}, "cell": {c.Cell.String()},
			"day": {c.Day.String()}, "met": met, "channel": {string(c.Channel)}, "worries": worries, "note": {c.Note},
		})
		if diff := cmp.Diff(c, again); diff != "" || errs != nil {
			t.Fatalf("read again: %v %s", errs, diff)
		}
	})
}
