package osm

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/osm"
)

// rule holds for an element whose tags meet all of its terms.
type rule []term

// term is "key=a|b", "key=*" for any value, or either behind "!" for the
// opposite.
type term struct {
	key    string
	values []string // none means any
	not    bool
}

// parseRule reads terms separated by spaces.
func parseRule(s string) (rule, error) {
	var r rule
	for _, field := range strings.Fields(s) {
		t := term{}
		field, t.not = strings.CutPrefix(field, "!")
		key, values, ok := strings.Cut(field, "=")
		if !ok || key == "" || values == "" {
			return nil, fmt.Errorf("rule %q: a term must be key=value", s)
		}
		t.key = key
		if values != "*" {
			t.values = strings.Split(values, "|")
		}
		r = append(r, t)
	}
	if len(r) == 0 {
		return nil, fmt.Errorf("rule %q: no terms", s)
	}
	return r, nil
}

func (r rule) holds(tags osm.Tags) bool {
	for _, t := range r {
		if !t.holds(tags) {
			return false
		}
	}
	return true
}

// holds looks the key up. A value may list several, separated by semicolons.
func (t term) holds(tags osm.Tags) bool {
	v := tags.Find(t.key)
	return t.matches(v) != t.not
}

func (t term) matches(v string) bool {
	if v == "" {
		return false
	}
	if t.values == nil || slices.Contains(t.values, v) {
		return true
	}
	for part := range strings.SplitSeq(v, ";") {
		if slices.Contains(t.values, strings.TrimSpace(part)) {
			return true
		}
	}
	return false
}

// readTable reads an embedded table: lines of columns separated by tabs, empty
// lines and lines that begin with # left out. A wrong line is a mistake in the
// program and panics at its start.
func readTable(name, text string, columns int) [][]string {
	var rows [][]string
	for i, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) < columns {
			panic(fmt.Sprintf("%s: line %d has fewer than %d columns", name, i+1, columns))
		}
		rows = append(rows, row)
	}
	return rows
}

// mustRule is parseRule for embedded tables.
func mustRule(s string) rule {
	r, err := parseRule(s)
	if err != nil {
		panic(err)
	}
	return r
}
