// Package osmtest finds a real map extract for tests: Andorra, which ships in
// the module github.com/paulmach/osm. It is downloaded by the go command like
// any module and read once for all tests of a package.
package osmtest

import (
	"context"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"runde/geo/osm"
)

// module is the version whose testdata folder holds the extract.
const module = "github.com/paulmach/osm@v0.8.0"

var path = sync.OnceValues(func() (string, error) {
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		return "", err
	}
	var m struct{ Dir string }
	if err := json.Unmarshal(out, &m); err != nil {
		return "", err
	}
	return filepath.Join(m.Dir, "testdata", "andorra-latest.osm.bz2"), nil
})

var andorra = sync.OnceValues(func() (*osm.Extract, error) {
	p, err := path()
	if err != nil {
		return nil, err
	}
	return osm.Read(context.Background(), p, osm.Options{})
})

// AndorraPath is the extract's file, .osm.bz2.
func AndorraPath(tb testing.TB) string {
	tb.Helper()
	p, err := path()
	if err != nil {
		tb.Fatalf("go mod download %s: %v", module, err)
	}
	return p
}

// Andorra is the extract, read without a boundary. It is shared: a test must
// not change it.
func Andorra(tb testing.TB) *osm.Extract {
	tb.Helper()
	e, err := andorra()
	if err != nil {
		tb.Fatalf("reading Andorra: %v", err)
	}
	return e
}
