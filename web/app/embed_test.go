package app

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// A build of two entries: board imports map, which has a stylesheet of its own and
// imports dom.
var built = fstest.MapFS{
	"manifest.json": {Data: []byte(`{
		"icons.svg":          {"file": "icons-1.svg", "src": "icons.svg"},
		"src/site/index.ts":  {"file": "site-2.js", "src": "src/site/index.ts", "isEntry": true, "css": ["site-3.css"]},
		"src/board/index.ts": {"file": "board-4.js", "src": "src/board/index.ts", "isEntry": true, "imports": ["_map.js", "_dom.js"], "css": ["board-5.css"]},
		"_map.js":            {"file": "map-6.js", "imports": ["_dom.js"], "css": ["map-7.css"]},
		"_dom.js":            {"file": "dom-8.js"}
	}`)},
	"board-4.js": {Data: []byte("export {}")},
	".gitkeep":   {},
}

func TestEntryGathersWhatItImports(t *testing.T) {
	b, err := Read(built)
	if err != nil {
		t.Fatal(err)
	}
	got, err := b.Entry("board")
	if err != nil {
		t.Fatal(err)
	}
	want := Entry{
		Script:  "/assets/board-4.js",
		Styles:  []string{"/assets/map-7.css", "/assets/board-5.css"},
		Preload: []string{"/assets/map-6.js", "/assets/dom-8.js"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if b.Icons() != "/assets/icons-1.svg" {
		t.Errorf("icons at %s", b.Icons())
	}
	if _, err := b.Entry("nothing"); err == nil {
		t.Error("an unknown island is no error")
	}
}

// A fresh clone compiles; what it lacks is said in one sentence.
func TestUnbuiltIsSaid(t *testing.T) {
	if _, err := Read(fstest.MapFS{".gitkeep": {}}); !errors.Is(err, ErrNotBuilt) {
		t.Errorf("%v, want ErrNotBuilt", err)
	}
}

// Files are kept for a year by their hash; folders and dotfiles are not served.
func TestHandlerServesBuiltFilesOnly(t *testing.T) {
	b, err := Read(built)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{
		"/assets/board-4.js": 200, "/assets/": 404, "/assets/.gitkeep": 404, "/assets/../embed.go": 404, "/assets/x": 404,
	} {
		w := httptest.NewRecorder()
		b.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
		if cached := w.Header().Get("Cache-Control") != ""; cached != (want == 200) {
			t.Errorf("%s: Cache-Control %q", path, w.Header().Get("Cache-Control"))
		}
	}
}
