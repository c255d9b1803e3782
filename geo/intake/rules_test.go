package intake

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The browser reads the same patterns: they use only what RE2 and RegExp with the
// flag u mean alike.
func TestPatternsAreShared(t *testing.T) {
	var raw struct {
		Drop, Dash, Space, Marks, Token string
		MaxText                         int
		Rules                           []struct{ ID, Kind, Verdict, Check, Pattern, Left, Right string }
	}
	if err := json.Unmarshal(TextRules(), &raw); err != nil {
		t.Fatal(err)
	}
	only := regexp.MustCompile(`\\[bBzAQECGKRXhHvV]|\(\?[^:]|\\p[^{]|\[\[:|[+*?]\+|\$|\^|\\[_'",; <>@#&%!~` + "`" + `=]`)
	for _, class := range []string{raw.Drop, raw.Dash, raw.Space, raw.Marks, raw.Token} {
		if m := only.FindString(class); m != "" {
			t.Errorf("class %s: %q is not read alike by both", class, m)
		}
	}
	if raw.MaxText != MaxText {
		t.Errorf("the browser reads %d characters, the server %d", raw.MaxText, MaxText)
	}
	seen := map[string]bool{}
	for _, r := range raw.Rules {
		for _, p := range []string{r.Pattern, r.Left, r.Right} {
			if m := only.FindString(p); m != "" {
				t.Errorf("rule %s: %q is not read alike by both", r.ID, m)
			}
		}
		if seen[r.ID] || r.ID == "" || !slices.Contains(Kinds, Kind(r.Kind)) || verdictOf[r.Verdict] == Accept || r.Check != "" && checks[r.Check] == nil {
			t.Errorf("rule %q: twice, or with an unknown kind %q, verdict %q or check %q", r.ID, r.Kind, r.Verdict, r.Check)
		}
		seen[r.ID] = true
	}
	if len(seen) < 25 {
		t.Errorf("read only %d rules", len(seen))
	}
}

// The lists are lower case, and no word of one contradicts another.
func TestLists(t *testing.T) {
	tab := tableOf()
	for name, set := range map[string]words{
		"strong endings": tab.streetStrong, "weak endings": tab.streetWeak, "common": tab.streetCommon, "either": tab.streetEither, "street words": tab.streetWords, "units": tab.units, "months": tab.months, "homes": tab.homes,
		"cardinals": tab.cardinals, "function words": tab.function, "first names": tab.firstNames, "ambiguous": tab.ambiguous,
		"last names": tab.lastNames, "common last names": tab.commonLast, "proper": tab.proper, "saints": tab.saints,
	} {
		if len(set) == 0 {
			t.Errorf("%s: empty", name)
		}
		for w := range set {
			if w != strings.ToLower(w) {
				t.Errorf("%s: %q is not lower case", name, w)
			}
		}
	}
	for w := range tab.commonLast {
		if !tab.lastNames[w] {
			t.Errorf("%q is called an ambiguous last name, but is none", w)
		}
	}
	for w := range tab.streetWeak {
		if tab.streetStrong[w] {
			t.Errorf("the ending %q is both weak and strong", w)
		}
	}
}

// number writes digits with separators between groups, as people write them, in
// some script and with things that cannot be seen in between.
func drawNumber(t *rapid.T, digits string, groups []int, separators []string) string {
	zero := rapid.SampledFrom([]rune{'0', '０', '٠', '۰'}).Draw(t, "script")
	sep := rapid.SampledFrom(separators).Draw(t, "separator")
	var b strings.Builder
	at := 0
	for i, n := range groups {
		if i > 0 {
			b.WriteString(sep)
		}
		for range n {
			b.WriteRune(zero + rune(digits[at]-'0'))
			at++
			if rapid.IntRange(0, 9).Draw(t, "hide") == 0 {
				b.WriteString(rapid.SampledFrom([]string{"\u200b", "\u2060", "\ufe0f"}).Draw(t, "hidden"))
			}
		}
	}
	return b.String()
}

// around puts a text between others that have nothing to do with it.
func around(t *rapid.T, s string) string {
	before := rapid.SampledFrom([]string{"", "han er ", "set i går: ", "(", "nr ", "3 mænd, "}).Draw(t, "before")
	after := rapid.SampledFrom([]string{"", " bor her", ".", ")", ", fryser", " 4 dage"}).Draw(t, "after")
	return before + s + after
}

// A CPR number is refused however it is written.
func TestEveryCPRIsRefused(t *testing.T) {
	f := NewFilter(nil)
	rapid.Check(t, func(t *rapid.T) {
		month := rapid.IntRange(1, 12).Draw(t, "month")
		day := rapid.IntRange(1, daysIn[month]).Draw(t, "day")
		if rapid.Bool().Draw(t, "replacement") {
			day += 60
		}
		digits := fmt.Sprintf("%02d%02d%02d%04d", day, month, rapid.IntRange(0, 4).Draw(t, "year"), rapid.IntRange(0, 9999).Draw(t, "serial"))
		groups := rapid.SampledFrom([][]int{{10}, {6, 4}, {2, 2, 2, 4}}).Draw(t, "groups")
		text := around(t, drawNumber(t, digits, groups, []string{"-", " ", ".", "–", "\u00a0"}))
		if v, found := f.Check(text); v != Refuse {
			t.Fatalf("%q: %v %v", text, v, found)
		}
	})
}

// A Danish phone number is refused however it is grouped.
func TestEveryPhoneIsRefused(t *testing.T) {
	f := NewFilter(nil)
	rapid.Check(t, func(t *rapid.T) {
		// From 30000000 on no eight digits are a date, and no pair an hour.
		digits := fmt.Sprint(rapid.IntRange(30_00_00_00, 99_99_99_99).Draw(t, "number"))
		groups := rapid.SampledFrom([][]int{{8}, {2, 2, 2, 2}, {3, 2, 3}}).Draw(t, "groups")
		text := around(t, drawNumber(t, digits, groups, []string{" ", "-", ".", "\u2009"}))
		if v, found := f.Check(text); v != Refuse {
			t.Fatalf("%q: %v %v", text, v, found)
		}
	})
}

// Plain words, and things that are counted, pass: the filter does not cry wolf at
// ordinary texts.
func TestPlainWordsPass(t *testing.T) {
	f := NewFilter([]string{"Langelinie", "Vestergade"})
	units := tableOf().units
	var counted []string
	for w := range units {
		if len(w) > 2 {
			counted = append(counted, w)
		}
	}
	slices.Sort(counted)
	rapid.Check(t, func(t *rapid.T) {
		var parts []string
		for range rapid.IntRange(1, 12).Draw(t, "length") {
			w := rapid.SampledFrom(receiptWords()).Draw(t, "word")
			if rapid.IntRange(0, 3).Draw(t, "count") == 0 {
				w += fmt.Sprintf(" %d %s", rapid.IntRange(1, 30).Draw(t, "n"), rapid.SampledFrom(counted).Draw(t, "unit"))
			}
			parts = append(parts, w)
		}
		text := strings.Join(parts, rapid.SampledFrom([]string{" ", ", ", ". "}).Draw(t, "join"))
		if v, found := f.Check(text); v != Accept {
			t.Fatalf("%q: %v %v", text, v, found)
		}
	})
}

// A number after a hut or a room that counts something else is no room number.
func TestARoomNumberCountsNothing(t *testing.T) {
	f := NewFilter(nil)
	for text, want := range map[string]Verdict{
		"hytte 1 aften": Accept, "sov i værelse 2 nætter": Accept,
		"hytte 12": Warn, "værelse 12, om aftenen": Warn, "hytte 12 bag skoven": Warn,
	} {
		if got, found := f.Check(text); got != want {
			t.Errorf("%q: %v %v, want %v", text, got, found, want)
		}
	}
}
