package app

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"path"
	"strings"
	"testing"
)

// Budgets in bytes after gzip, so that a page opens on a poor connection.
const (
	islandBudget = 15_000
	pageBudget   = 120_000
	h3Budget     = 65_000
	filterBudget = 15_000
	fontBudget   = 20_000
)

func zipped(t *testing.T, files fs.FS, name string) int {
	t.Helper()
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// An island's own script, the scripts of a page with it, the cell library and the text
// filter each keep within their budget.
func TestBudgets(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, entry := range b.entries {
		own := zipped(t, b.files, path.Base(entry.Script))
		if own > islandBudget {
			t.Errorf("island %s: %d bytes, at most %d", name, own, islandBudget)
		}
		page := own
		for _, script := range entry.Preload {
			page += zipped(t, b.files, path.Base(script))
		}
		if page > pageBudget {
			t.Errorf("a page with %s loads %d bytes of script, at most %d", name, page, pageBudget)
		}
	}
	names, err := fs.Glob(b.files, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		size := 0
		for prefix, budget := range map[string]int{"h3-": h3Budget, "textfilter-": filterBudget} {
			if strings.HasPrefix(name, prefix) && strings.HasSuffix(name, ".js") {
				if size = zipped(t, b.files, name); size > budget {
					t.Errorf("%s: %d bytes, at most %d", name, size, budget)
				}
			}
		}
		if strings.HasSuffix(name, ".woff2") {
			if size = zipped(t, b.files, name); size > fontBudget {
				t.Errorf("%s: %d bytes, at most %d", name, size, fontBudget)
			}
		}
	}
}

// A page without a map and notes loads neither map nor filter.
func TestSiteLoadsNoMap(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	site, err := b.Entry("site")
	if err != nil {
		t.Fatal(err)
	}
	for _, script := range append(site.Preload, site.Script) {
		if strings.Contains(script, "/map-") || strings.Contains(script, "/h3-") || strings.Contains(script, "/textfilter-") {
			t.Errorf("every page loads %s", script)
		}
	}
}

// No stylesheet names another host, so that no font or picture comes from there.
func TestStylesNameNoOtherHost(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(b.files, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if path.Ext(name) != ".css" {
			continue
		}
		raw, err := fs.ReadFile(b.files, name)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(raw), "http://www.w3.org/", "")
		if strings.Contains(text, "http:") || strings.Contains(text, "https:") {
			t.Errorf("%s names another host", name)
		}
	}
}
