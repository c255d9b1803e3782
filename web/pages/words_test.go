package pages_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"runde/web/pages/catalogue"
)

var (
	action    = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	tag       = regexp.MustCompile(`(?s)<[^>]*>`)
	entity    = regexp.MustCompile(`&[a-z]+;|&#\d+;`)
	letters   = regexp.MustCompile(`\pL+`)
	spoken    = regexp.MustCompile(`(?:aria-label|aria-description|title|alt|placeholder|label)="([^"]*)"`)
	usedKey   = regexp.MustCompile(`\bt(?:or)?\s+(?:\$?\.L\s+)?"([^"]+)"`)
	usedStart = regexp.MustCompile(`\bt(?:or)?\s+(?:\$?\.L\s+)?\(print\s+"([^"]+)"`)
)

// rawWords are the letters of a template that no catalogue knows: in text, and in
// attributes that are read aloud.
func rawWords(source string) []string {
	source = action.ReplaceAllString(source, "")
	var found []string
	for _, m := range spoken.FindAllStringSubmatch(source, -1) {
		found = append(found, letters.FindAllString(m[1], -1)...)
	}
	text := entity.ReplaceAllString(tag.ReplaceAllString(source, " "), " ")
	return append(found, letters.FindAllString(text, -1)...)
}

func TestRawWordsAreFound(t *testing.T) {
	for source, want := range map[string]int{
		`<p class="x">{{t .L "a"}} · {{.N}}</p>`: 0,
		`<p>{{.N}} stop</p>`:                     1,
		`<img alt="Kort" src="{{.X}}">`:          1,
		`<a aria-label="{{t .L "x"}}">–</a>`:     0,
		`{{/* a note */}}<!DOCTYPE html>&nbsp;`:  0,
	} {
		if got := rawWords(source); len(got) != want {
			t.Errorf("%s: %q, want %d words", source, got, want)
		}
	}
}

func templates(t *testing.T, each func(path, source string)) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".html") {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		each(filepath.ToSlash(path), string(raw))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		t.Fatal("found no templates: the test looks at nothing")
	}
}

// Every word a user reads comes from the catalogue.
func TestTemplatesHoldNoWords(t *testing.T) {
	templates(t, func(path, source string) {
		if words := rawWords(source); len(words) > 0 {
			t.Errorf("%s holds words of its own: %q", path, words)
		}
	})
}

// Every key that a template or a handler names is in the catalogue, so that no page
// fails because of a word.
func TestEveryKeyIsInTheCatalogue(t *testing.T) {
	all, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	l := all[catalogue.Danish]
	templates(t, func(path, source string) {
		for _, m := range usedKey.FindAllStringSubmatch(source, -1) {
			if !l.Has(m[1]) {
				t.Errorf("%s: no %s in the catalogue", path, m[1])
			}
		}
		for _, m := range usedStart.FindAllStringSubmatch(source, -1) {
			if len(l.Words(m[1])) == 0 {
				t.Errorf("%s: nothing in the catalogue begins with %s", path, m[1])
			}
		}
	})
	for path, keys := range keysInGo(t) {
		for _, key := range keys {
			if !l.Has(key) {
				t.Errorf("%s: no %s in the catalogue", path, key)
			}
		}
	}
}

// keyArgument is which argument of a method is a key.
var keyArgument = map[string]int{"T": 0, "Fail": 1, "Flash": 1}

// keysInGo are the literal keys that handlers pass to T, Fail and Flash, or set as
// the Key of a menu item, by file.
func keysInGo(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(syntax, func(n ast.Node) bool {
			if key, ok := literalKey(n); ok {
				found[path] = append(found[path], key)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func literalKey(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.CallExpr:
		method, ok := n.Fun.(*ast.SelectorExpr)
		if !ok {
			return "", false
		}
		if at, ok := keyArgument[method.Sel.Name]; ok && len(n.Args) > at {
			return text(n.Args[at])
		}
	case *ast.KeyValueExpr:
		if name, ok := n.Key.(*ast.Ident); ok && name.Name == "Key" {
			return text(n.Value)
		}
	}
	return "", false
}

func text(e ast.Expr) (string, bool) {
	literal, ok := e.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(literal.Value)
	return s, err == nil && strings.Contains(s, ".")
}
