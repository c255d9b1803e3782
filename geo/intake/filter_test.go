package intake

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// cases reads a table of texts with the verdict each must get: block, warn, ok
// in one column, the text in another.
func cases(t *testing.T, path, expected, text string) (want []Verdict, texts []string) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	e, c := slices.Index(rows[0], expected), slices.Index(rows[0], text)
	for _, row := range rows[1:] {
		v, ok := map[string]Verdict{"block": Refuse, "warn": Warn, "ok": Accept}[row[e]]
		if !ok {
			t.Fatalf("%s: no verdict %q", path, row[e])
		}
		want, texts = append(want, v), append(texts, row[c])
	}
	return want, texts
}

// Every case designed for the filter, and every case written afterwards, gets
// the verdict it was meant to get.
func TestDesignedCases(t *testing.T) {
	f := NewFilter(nil)
	for path, n := range map[string]int{"testdata/pii_cases.csv": 117, "testdata/texts.csv": 101} {
		want, texts := cases(t, path, "expected", "text")
		for i, text := range texts {
			if got, found := f.Check(text); got != want[i] {
				t.Errorf("%s: %q: got %v %v, want %v", path, text, got, found, want[i])
			}
		}
		if len(texts) != n {
			t.Errorf("%s: read %d cases, want %d", path, len(texts), n)
		}
	}
}

// A finding says what it is and where, in characters of the text as written,
// invisible characters and wide digits included.
func TestPositions(t *testing.T) {
	f := NewFilter(nil)
	for _, c := range []struct {
		text string
		want []Finding
	}{
		{"æøå 20123456 her", []Finding{{Phone, Refuse, 4, 12}}},
		{"tal \u200b２０ \u00a0１２ ３４ ５６!", []Finding{{Phone, Refuse, 5, 17}}},
		{"a\u030a, Søndergade 14 B, tv", []Finding{{Address, Refuse, 4, 19}}},
		{"Mette og Fatima", []Finding{{Name, Warn, 0, 5}, {Name, Warn, 9, 15}}},
	} {
		if _, got := f.Check(c.text); !cmp.Equal(got, c.want) {
			t.Errorf("%q: %s", c.text, cmp.Diff(c.want, got))
		}
	}
}

// The municipality's street names catch an address that has no street ending,
// in any case, and a unit after the number still wins.
func TestStreetNames(t *testing.T) {
	f, without := NewFilter([]string{"Langelinie", "Hans Broges Gade", "Carrer de la Sardana", "H.C. Ørsteds Vænge"}), NewFilter(nil)
	for text, want := range map[string]Verdict{
		"Langelinie 4":                      Refuse,
		"bor langelinie nr. 4":              Refuse,
		"i hans broges gade 5 tror jeg":     Refuse,
		"Carrer de la Sardana 18":           Refuse,
		"h.c. ørsteds vænge 3":              Refuse,
		"på Langelinie 4 dage i træk":       Accept,
		"på Langelinie kl. 14":              Accept,
		"på Langelinie, mest om aftenen":    Accept,
		"langs Langelinie 3 til 4 personer": Accept,
	} {
		if got, found := f.Check(text); got != want {
			t.Errorf("%q: got %v %v, want %v", text, got, found, want)
		}
	}
	if got, _ := without.Check("Langelinie 4"); got != Accept {
		t.Errorf("without the list: got %v, want accept: the list must make the difference", got)
	}
}

// Of the street names only those are kept that the rules would miss, in the form
// in which they are looked up; and those alone judge as the whole list does.
func TestStreetsAreWhatTheRulesMiss(t *testing.T) {
	f := NewFilter([]string{
		"Vestergade", "Langelinie", "H.C. Ørsteds Vænge", "Hovedgaden", "Torvet", "Strandparken", "Langelinie", "",
		"Vej 7", "Den meget lange gade bag det gamle værk",
	})
	want := []string{"h.c ørsteds vænge", "hovedgaden", "langelinie", "strandparken", "torvet"}
	if diff := cmp.Diff(want, f.Streets()); diff != "" {
		t.Error(diff)
	}
	again := NewFilter(f.Streets())
	for _, text := range []string{
		"Vestergade 3", "vestergade 3", "på langelinie 4", "h.c. ørsteds vænge 3", "hovedgaden 2", "torvet 4", "Torvet 4", "strandparken 1",
	} {
		v, found := f.Check(text)
		v2, found2 := again.Check(text)
		if v != v2 || !cmp.Equal(found, found2) {
			t.Errorf("%q: %v %v, by the kept names %v %v", text, v, found, v2, found2)
		}
	}
}

// The public cannot pass a warning; staff can, by confirming it; nobody can pass
// a refusal, and nothing of a refused note is kept.
func TestAdmit(t *testing.T) {
	f := NewFilter(nil)
	for _, c := range []struct {
		note      string
		confirmed bool
		kept      bool
	}{
		{"fryser, har sovepose", false, true},
		{"talte med Jens igen", false, false},
		{"talte med Jens igen", true, true},
		{"ring 20123456", false, false},
		{"ring 20123456", true, false},
	} {
		keep, found := f.Admit(c.note, c.confirmed)
		if (keep == c.note) != c.kept || (keep == "") == c.kept || (found == nil) != c.kept {
			t.Errorf("%q confirmed %v: kept %q, found %v; want kept %v", c.note, c.confirmed, keep, found, c.kept)
		}
	}
}

// A text longer than the filter reads is refused, never passed unread.
func TestTooLong(t *testing.T) {
	f := NewFilter(nil)
	if v, found := f.Check(strings.Repeat("å", MaxText)); v != Accept {
		t.Errorf("%d characters: got %v %v, want accept", MaxText, v, found)
	}
	if v, found := f.Check(strings.Repeat("å", MaxText+1)); v != Refuse || found[0].Kind != TooLong {
		t.Errorf("%d characters: got %v %v, want refuse as too long", MaxText+1, v, found)
	}
}

// Every rule of the table is used by some case, so that none can rot; and every
// kind and check it names exists.
func TestRuleTable(t *testing.T) {
	_, designed := cases(t, "testdata/pii_cases.csv", "expected", "text")
	_, later := cases(t, "testdata/texts.csv", "expected", "text")
	texts := append(append(designed, later...), "ab12345", "GB29 NWBK 6016 1331 9268 19", "lejl. 3", "se http://example")
	for i, r := range tableOf().rules {
		hit := slices.ContainsFunc(texts, func(text string) bool {
			any := false
			r.find(tableOf(), tableOf().plain(text), func(int, int) { any = true })
			return any
		})
		if !hit || !slices.Contains(Kinds, r.kind) || r.verdict == Accept {
			t.Errorf("rule %d (%s): hit %v, verdict %v", i, r.kind, hit, r.verdict)
		}
	}
	if n := strings.Count(string(TextRules()), `"check":`); n < len(checks) {
		t.Errorf("the table names %d checks, the code has %d", n, len(checks))
	}
}
