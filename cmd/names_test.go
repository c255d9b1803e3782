package cmd_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// personal finds what could be somebody's: an address, a phone number, a CPR number.
var personal = map[string]*regexp.Regexp{
	"an e-mail address outside example.dk": regexp.MustCompile(`(?i)[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}`),
	"a phone number":                       regexp.MustCompile(`(^|[^\w.#=-])(\+45 ?)?([2-9]\d( \d\d){3}|[2-9]\d{7}|[2-9]\d{2} \d{2} \d{3})($|[^\w.-])`),
	"a CPR number":                         regexp.MustCompile(`(^|[^\w.-])([0-3]\d[01]\d)(\d\d)[- ]?(\d)\d{3}($|[^\w.-])`),
}

// found returns the kinds of personal data in a line. Numbers whose birth date lies
// before 1905 are samples: nobody has them.
func found(line string) []string {
	var kinds []string
	for kind, pattern := range personal {
		for _, match := range pattern.FindAllStringSubmatch(line, -1) {
			switch {
			case strings.HasSuffix(strings.ToLower(match[0]), "example.dk"):
			case strings.HasPrefix(kind, "a CPR") && match[3] < "05" && match[4] < "4":
			default:
				kinds = append(kinds, kind)
			}
		}
	}
	return kinds
}

// TestNobodyIsNamed: no real person's data anywhere, in code, tests or demo data.
// The allow-list names the files that must hold such words, each with its reason.
func TestNobodyIsNamed(t *testing.T) {
	list, err := os.ReadFile("testdata/may_look_personal.txt")
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]bool{}
	for line := range strings.Lines(string(list)) {
		if path, _, _ := strings.Cut(strings.TrimSpace(line), " "); path != "" {
			allowed[path] = false
		}
	}
	readable := map[string]bool{".go": true, ".ts": true, ".md": true, ".html": true, ".toml": true, ".sql": true, ".csv": true, ".txt": true, ".scss": true, ".tsv": true, ".osm": true}
	walk(t, func(path string) {
		if !readable[filepath.Ext(path)] {
			return
		}
		text, err := os.ReadFile(filepath.Join(root, path))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(text)) {
			n++
			for _, kind := range found(line) {
				if _, ok := allowed[path]; ok {
					allowed[path] = true
				} else {
					t.Errorf("%s:%d looks like %s", path, n, kind)
				}
			}
		}
	})
	for path, used := range allowed {
		if !used {
			t.Errorf("the allow-list names %s without need", path)
		}
	}
}

// TestWhatLooksPersonal keeps the patterns honest.
func TestWhatLooksPersonal(t *testing.T) {
	for line, want := range map[string]bool{
		"skriv til nogen" + "@firma.dk":    true,
		"skriv til koordinator@example.dk": false,
		"ring " + "20 30 40 " + "50":       true,
		"ring +45 " + "2030" + "4050":      true,
		"cpr 010190" + "-1235":             true,
		"cpr 010100" + "-0001":             false,
		"2026-11-18, 12345 celler":         false,
		"00 00 00 00":                      false,
	} {
		if got := len(found(line)) > 0; got != want {
			t.Errorf("%q looks personal: %v, want %v", line, got, want)
		}
	}
}
