package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"runde/store/pgtest"
)

// queryFolders hold SQL: this package and those below it that use it.
var queryFolders = []string{".", "access", "jobs"}

// Every query that the program can send is one that the schema understands:
// PostgreSQL prepares each of them.
func TestEveryQueryPrepares(t *testing.T) {
	conn, err := pgx.Connect(t.Context(), pgtest.DSN(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	queries := sqlConstants(t)
	if len(queries) < 20 {
		t.Fatalf("found %d queries; want 20 or more: the search has gone blind", len(queries))
	}
	for name, sql := range queries {
		if _, err := conn.Prepare(t.Context(), name, sql); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// SQL is a named constant and never written inside a call, where the test above
// would not find it.
func TestNoQueryIsWrittenInACall(t *testing.T) {
	call := regexp.MustCompile(`^(Query|QueryRow|Exec|Queue|Prepare)$`)
	for _, folder := range queryFolders {
		for _, file := range parseFolder(t, folder) {
			ast.Inspect(file, func(n ast.Node) bool {
				c, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				method, ok := c.Fun.(*ast.SelectorExpr)
				if !ok || !call.MatchString(method.Sel.Name) {
					return true
				}
				for _, arg := range c.Args {
					if text, ok := constants(nil).text(arg); ok && looksLikeSQL(text) {
						t.Errorf("%s: SQL inside a call of %s", folder, method.Sel.Name)
					}
				}
				return true
			})
		}
	}
}

// sqlConstants are the constants that hold a statement that can be prepared, by
// folder and name.
func sqlConstants(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, folder := range queryFolders {
		all := constants{}
		for _, file := range parseFolder(t, folder) {
			all.add(file)
		}
		for name, value := range all {
			if text, ok := all.text(value); ok && looksLikeSQL(text) {
				found[folder+"/"+name] = text
			}
		}
	}
	return found
}

var statement = regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|VALUES)\s`)

func looksLikeSQL(text string) bool { return statement.MatchString(text) }

// constants are the constants of a package by name.
type constants map[string]ast.Expr

func (c constants) add(file *ast.File) {
	for _, d := range file.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.CONST {
			continue
		}
		for _, s := range decl.Specs {
			spec := s.(*ast.ValueSpec)
			for i, v := range spec.Values {
				c[spec.Names[i].Name] = v
			}
		}
	}
}

// text is the value of a string literal, or of literals and constants joined.
func (c constants) text(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		x, okX := c.text(e.X)
		y, okY := c.text(e.Y)
		return x + y, okX && okY
	case *ast.Ident:
		if v, ok := c[e.Name]; ok {
			return c.text(v)
		}
	}
	return "", false
}

// parseFolder reads the source files itself, so that a test result is not taken
// from the cache when a query has changed.
func parseFolder(t *testing.T, folder string) []*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, n := range names {
		if strings.HasSuffix(n, "_test.go") {
			continue
		}
		src, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), n, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}
