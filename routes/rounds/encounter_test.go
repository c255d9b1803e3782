package rounds

import (
	"strings"
	"testing"

	"runde/geo"
	"runde/geo/intake"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// Each broken rule is named at its field, and only that one.
func TestCheck(t *testing.T) {
	rule := func(field string, r intake.Rule) []intake.FieldError {
		return []intake.FieldError{{Field: field, Rule: r}}
	}
	for name, c := range map[string]struct {
		change func(*Encounter)
		want   []intake.FieldError
	}{
		"a greeting":                      {func(*Encounter) {}, nil},
		"nobody met":                      {func(e *Encounter) { e.Outcome, e.Persons = NobodyMet, "" }, nil},
		"nobody met, but one person":      {func(e *Encounter) { e.Outcome = NobodyMet }, rule("persons", Mismatch)},
		"somebody met, but how many":      {func(e *Encounter) { e.Persons = "" }, rule("persons", Mismatch)},
		"a number of persons":             {func(e *Encounter) { e.Persons = "3" }, rule("persons", intake.UnknownCode)},
		"a bridge to two":                 {func(e *Encounter) { e.Outcome, e.Targets = Bridged, []Target{Doctor, DropIn} }, nil},
		"a bridge to nowhere":             {func(e *Encounter) { e.Outcome = Bridged }, rule("targets", Mismatch)},
		"a bridge twice the same":         {func(e *Encounter) { e.Outcome, e.Targets = Bridged, []Target{Doctor, Doctor} }, rule("targets", intake.Repeated)},
		"a bridge to somewhere unknown":   {func(e *Encounter) { e.Outcome, e.Targets = Bridged, []Target{"police"} }, rule("targets", intake.UnknownCode)},
		"a target without a bridge":       {func(e *Encounter) { e.Targets = []Target{Doctor} }, rule("targets", Mismatch)},
		"an unknown outcome":              {func(e *Encounter) { e.Outcome = "arrested" }, rule("outcome", intake.UnknownCode)},
		"an unplanned meeting in a wood":  {func(e *Encounter) { e.Cell, e.Unplanned = wood, true }, nil},
		"an unplanned meeting in a rest":  {func(e *Encounter) { e.Cell, e.Unplanned = geo.Rest, true }, nil},
		"a planned meeting without stop":  {func(e *Encounter) { e.Cell = wood }, rule("cell", NotOnRound)},
		"a meeting outside the cover":     {func(e *Encounter) { e.Cell, e.Unplanned = 0x891f2058043ffff, true }, rule("cell", intake.Outside)},
		"another round's":                 {func(e *Encounter) { e.Round = first }, rule("round", OtherRound)},
		"an id that tells the time":       {func(e *Encounter) { e.ID = uuid.MustParse("01938f3a-1c2b-7d3e-8f4a-5b6c7d8e9f00") }, rule("id", intake.NotRandom)},
		"no id":                           {func(e *Encounter) { e.ID = uuid.Nil }, rule("id", intake.NotRandom)},
		"a fifth daypart":                 {func(e *Encounter) { e.Daypart = 4 }, rule("daypart", intake.UnknownCode)},
		"no thanks needs nothing further": {func(e *Encounter) { e.Outcome = Declined }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			e := greeting(first)
			c.change(&e)
			if diff := cmp.Diff(c.want, evening().Check(e, holds)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

const encounterJSON = `{"id": "31111111-1111-4111-8111-111111111111", "round": "11111111-1111-4111-8111-111111111111",
	"cell": "881f205801fffff", "daypart": "evening", "outcome": "greeted", "persons": "one"}`

// What a phone sends is read strictly: a coordinate, a clock time or anything else
// that an encounter does not have refuses all of it.
func TestParseEncounter(t *testing.T) {
	got, errs := ParseEncounter([]byte(encounterJSON))
	if diff := cmp.Diff(greeting(first), got); diff != "" || errs != nil {
		t.Errorf("%v %s", errs, diff)
	}
	with := func(old, new string) string { return strings.Replace(encounterJSON, old, new, 1) }
	for name, c := range map[string]struct {
		body string
		want []intake.FieldError
	}{
		"a latitude":     {with(`"cell"`, `"lat": 56.4, "cell"`), []intake.FieldError{{Field: "body", Rule: intake.UnknownField}}},
		"a stop":         {with(`"cell"`, `"stop": "x", "cell"`), []intake.FieldError{{Field: "body", Rule: intake.UnknownField}}},
		"a cell twice":   {with(`"cell"`, `"cell": "rest", "cell"`), []intake.FieldError{{Field: "body", Rule: intake.Malformed}}},
		"a finer cell":   {with("881f205801fffff", "8a1f205801fffff"), []intake.FieldError{{Field: "cell", Rule: intake.Malformed}}},
		"a clock time":   {with("evening", "21:14"), []intake.FieldError{{Field: "daypart", Rule: intake.Malformed}}},
		"far too much":   {with("one", strings.Repeat("x", maxRecord)), []intake.FieldError{{Field: "body", Rule: intake.TooMany}}},
		"nothing at all": {"", []intake.FieldError{{Field: "body", Rule: intake.Malformed}}},
		"an empty object": {"{}", []intake.FieldError{{Field: "id", Rule: intake.Required}, {Field: "round", Rule: intake.Required},
			{Field: "cell", Rule: intake.Required}, {Field: "daypart", Rule: intake.Required}, {Field: "outcome", Rule: intake.Required}}},
	} {
		got, errs := ParseEncounter([]byte(c.body))
		if diff := cmp.Diff(c.want, errs); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(Encounter{}, got); diff != "" {
			t.Errorf("%s: something of a refused body came back: %s", name, diff)
		}
	}
}

// Whatever the bytes: no panic, and an encounter that passes the checks lies in
// the cover, pairs its outcome, and is stored once however often it is sent.
func FuzzParseEncounter(f *testing.F) {
	f.Add([]byte(encounterJSON))
	f.Add([]byte(strings.Replace(encounterJSON, `"greeted"`, `"bridged", "targets": ["drop_in", "doctor"]`, 1)))
	f.Add([]byte(`{"id":"\u0000"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, errs := ParseEncounter(data)
		if errs != nil {
			return
		}
		r, results := evening().Merge([]Record{{Encounter: &e}, {Encounter: &e}}, holds)
		if (results[0].Answer == Refused) != (evening().Check(e, holds) != nil) {
			t.Fatalf("merge says %v of %+v", results, e)
		}
		if results[0].Answer == Refused {
			return
		}
		if results[1].Answer != Known || len(r.Encounters) != 1 {
			t.Fatalf("sent twice: %v, %d stored", results, len(r.Encounters))
		}
		if !holds(e.Cell) || (e.Outcome == Bridged) != (len(e.Targets) > 0) || (e.Outcome == NobodyMet) != (e.Persons == "") {
			t.Fatalf("accepted %+v", e)
		}
	})
}
