package catalogue

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nicksnyder/go-i18n/v2/i18n"

	"github.com/BurntSushi/toml"
)

func load(t *testing.T) map[Lang]*L {
	t.Helper()
	all, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Both languages have the same keys, the same placeholders in each, and no text
// that is empty.
func TestLanguagesAgree(t *testing.T) {
	all := load(t)
	danish, english := all[Danish].texts, all[English].texts
	if diff := cmp.Diff(slices.Sorted(maps.Keys(danish)), slices.Sorted(maps.Keys(english))); diff != "" {
		t.Fatalf("keys (-Danish +English):\n%s", diff)
	}
	for key, d := range danish {
		e := english[key]
		if d.Other == "" || e.Other == "" {
			t.Errorf("%s: a text is empty", key)
		}
		if diff := cmp.Diff(placeholdersOf(d), placeholdersOf(e)); diff != "" {
			t.Errorf("%s: placeholders (-Danish +English):\n%s", key, diff)
		}
	}
}

var placeholder = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

func placeholdersOf(m *i18n.Message) []string {
	var found []string
	for _, text := range []string{m.One, m.Other} {
		for _, match := range placeholder.FindAllStringSubmatch(text, -1) {
			found = append(found, match[1])
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// A text with two forms is used with Count; a Danish text with one form and Count
// would have none for one.
func TestCountedTextsHaveBothForms(t *testing.T) {
	for lang, l := range load(t) {
		for key, m := range l.texts {
			if slices.Contains(placeholdersOf(m), "Count") && m.One == "" {
				t.Errorf("%s, %s: uses Count and has no form for one", lang, key)
			}
		}
	}
}

// commonPrefixes are the keys that belong to no single area.
var commonPrefixes = []string{
	"common.", "front.", "signin.", "error.", "map.", "date.", "weekday.", "month.", "daypart.", "mode.",
	"role.", "outcome.", "bridge.", "channel.", "channel_group.", "concern_state.", "decision.", "context.",
	"stop_state.", "skip.", "plan_state.", "kind.", "worry.", "status.", "textfilter.",
}

// A key begins with the name of its file, so that islands can ask for an area's
// words and two areas never fight over a key.
func TestKeysBeginWithTheirArea(t *testing.T) {
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		var keys map[string]any
		if _, err := toml.DecodeFS(files, entry.Name(), &keys); err != nil {
			t.Fatalf("%s: %v", entry.Name(), err)
		}
		prefixes := []string{area(entry.Name()) + "."}
		if area(entry.Name()) == "common" {
			prefixes = commonPrefixes
		}
		for key := range keys {
			if !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(key, p) }) {
				t.Errorf("%s: %s begins with none of %v", entry.Name(), key, prefixes)
			}
		}
	}
}

// forbidden are words that Runde never uses about people, and one it never uses
// about sending.
var forbidden = regexp.MustCompile(`(?i)\bklient|\bsag(en|er|erne|s)?\b|\bpatient|\budsat|\bunderretning|\bsynkroniser`)

func TestNoWordThatHurts(t *testing.T) {
	for _, sample := range []string{"Klienten", "en sag er åben", "udsatte", "synkroniseret"} {
		if !forbidden.MatchString(sample) {
			t.Fatalf("the list misses %q", sample)
		}
	}
	for _, fine := range []string{"sagsbehandler", "udskudt", "sagde", "fortsat"} {
		if forbidden.MatchString(fine) {
			t.Fatalf("the list refuses %q", fine)
		}
	}
	for key, m := range load(t)[Danish].texts {
		for _, text := range []string{m.One, m.Other} {
			if word := forbidden.FindString(text); word != "" {
				t.Errorf("%s says %q", key, word)
			}
		}
	}
}
