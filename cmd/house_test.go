// Package cmd_test holds the tests of the house itself: which package may import
// which, what may lie where, and what may be written nowhere.
package cmd_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = ".."

// order is the way data flows; a package imports only from folders before its own.
var order = []string{"migrations", "geo", "routes", "store", "web", "cmd"}

// confined says which modules only some of the folders may import.
var confined = []struct {
	prefix  string
	folders []string
}{
	{"github.com/jackc/pgx", []string{"store"}},
	{"github.com/riverqueue/river", []string{"store"}},
	{"github.com/pressly/goose", []string{"store"}},
	{"net/http", []string{"web", "cmd"}},
	{"github.com/go-chi/chi", []string{"web", "cmd"}},
}

type goFile struct {
	path   string // slash-separated, below the root
	folder string // its first element
	syntax *ast.File
	fset   *token.FileSet
}

// goFiles reads every Go file itself: a test that asked the go command would be
// answered from the test cache.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	walk(t, func(path string) {
		if !strings.HasSuffix(path, ".go") {
			return
		}
		fset := token.NewFileSet()
		syntax, err := parser.ParseFile(fset, filepath.Join(root, path), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		folder, _, _ := strings.Cut(path, "/")
		files = append(files, goFile{path, folder, syntax, fset})
	})
	if len(files) < 50 {
		t.Fatalf("read %d Go files: the walk starts in the wrong folder", len(files))
	}
	return files
}

// walk visits every file that belongs to the source, by its slash-separated path.
func walk(t *testing.T, visit func(path string)) {
	t.Helper()
	skip := []string{".git", "node_modules", "dist", "bin", "data"}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != root && slices.Contains(skip, d.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err == nil {
			visit(filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// wrongArrow says what is wrong with folder importing path, or nothing.
func wrongArrow(folder, path string) string {
	if rest, ok := strings.CutPrefix(path, "runde/"); ok {
		to, _, _ := strings.Cut(rest, "/")
		if slices.Index(order, to) > slices.Index(order, folder) {
			return fmt.Sprintf("%s may not import %s: data flows %s", folder, path, strings.Join(order, " <- "))
		}
		if (folder == "geo" || folder == "routes") && to == "migrations" {
			return folder + " knows no SQL"
		}
	}
	for _, c := range confined {
		if strings.HasPrefix(path, c.prefix) && !slices.Contains(c.folders, folder) {
			return fmt.Sprintf("%s may not import %s: only %s may", folder, path, strings.Join(c.folders, " and "))
		}
	}
	return ""
}

func TestImportsFollowTheFlow(t *testing.T) {
	for _, f := range goFiles(t) {
		if slices.Index(order, f.folder) < 0 {
			t.Errorf("%s: %s is not a folder of the house", f.path, f.folder)
		}
		for _, imp := range f.syntax.Imports {
			path, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if wrong := wrongArrow(f.folder, path); wrong != "" {
				t.Errorf("%s: %s", f.path, wrong)
			}
		}
	}
}

// TestWrongArrowsAreSeen keeps the check itself honest.
func TestWrongArrowsAreSeen(t *testing.T) {
	for _, c := range []struct {
		folder, path string
		wrong        bool
	}{
		{"geo", "runde/routes", true},
		{"geo", "runde/geo/cells", false},
		{"routes", "runde/geo", false},
		{"routes", "runde/store", true},
		{"store", "runde/web/auth", true},
		{"web", "github.com/jackc/pgx/v5", true},
		{"store", "github.com/jackc/pgx/v5/pgxpool", false},
		{"routes", "net/http", true},
		{"cmd", "net/http/httptest", false},
	} {
		if got := wrongArrow(c.folder, c.path) != ""; got != c.wrong {
			t.Errorf("wrongArrow(%q, %q) is wrong: %v, want %v", c.folder, c.path, got, c.wrong)
		}
	}
}

// TestClockAndChanceAreInputs: geo and routes are pure functions, so that every
// figure and every plan can be computed again.
func TestClockAndChanceAreInputs(t *testing.T) {
	sourceless := map[string][]string{
		"time": {"Now", "Since", "Until", "After", "Tick", "NewTimer", "NewTicker"},
		"rand": {"Int", "IntN", "Intn", "Float64", "Shuffle", "Perm", "N", "Uint64", "Int64", "Read"},
	}
	for _, f := range goFiles(t) {
		if f.folder != "geo" && f.folder != "routes" || strings.HasSuffix(f.path, "_test.go") {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := sel.X.(*ast.Ident); ok && slices.Contains(sourceless[pkg.Name], sel.Sel.Name) {
				t.Errorf("%s: %s.%s: pass the clock or the generator in", f.fset.Position(n.Pos()), pkg.Name, sel.Sel.Name)
			}
			return true
		})
	}
}

// TestTopLevelHoldsNothingElse: what is not listed in the README's project
// structure has no place of its own.
func TestTopLevelHoldsNothingElse(t *testing.T) {
	allowed := append([]string{"go.mod", "go.sum", "README.md", "Makefile", "CHANGELOG.md", "bin", "data"}, order...)
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong on the top level", e.Name())
		}
	}
}

// TestFilesStaySmall: a file is one noun; past 600 lines it is two.
func TestFilesStaySmall(t *testing.T) {
	for _, f := range goFiles(t) {
		text, err := os.ReadFile(filepath.Join(root, f.path))
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(text, []byte("\n")); n > 600 {
			t.Errorf("%s has %d lines: split it by noun", f.path, n)
		}
	}
}
