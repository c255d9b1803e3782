// Package app holds the browser's half of Runde: stylesheets, fonts, icons and
// the TypeScript islands that make a page better than its forms alone.
//
// Vite builds src/ into dist/, and this package embeds dist/ into the program.
// Only dist/.gitkeep is under version control, so that a fresh clone compiles;
// [Load] then answers [ErrNotBuilt] until `make build` has run.
//
// Each folder of src/ with an index.ts is an entry that a page may ask for by the
// folder's name. src/lib is shared code and src/styles the look. File names carry
// a hash of their content, so browsers keep them for a year.
package app

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strings"
)

//go:embed all:dist
var dist embed.FS

// ErrNotBuilt is returned where the program was compiled without a built dist/.
var ErrNotBuilt = errors.New("app: the pages' scripts and styles are missing: run make build")

// Entry is what a page must link to so that one island works.
type Entry struct {
	Script  string   // address of the module, e.g. /assets/board-D3x.js
	Styles  []string // addresses of its stylesheets, the imported ones included
	Preload []string // addresses of the modules it imports
}

// Bundle knows the built files by the names that pages use.
type Bundle struct {
	entries map[string]Entry
	icons   string
	files   fs.FS
}

// chunk is one record of Vite's manifest.
type chunk struct {
	File    string   `json:"file"`
	Src     string   `json:"src"`
	IsEntry bool     `json:"isEntry"`
	Imports []string `json:"imports"`
	CSS     []string `json:"css"`
}

// Load reads the embedded build. Returns [ErrNotBuilt] where there is none.
func Load() (*Bundle, error) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	return Read(files)
}

// Read reads a build from other files: a folder with Vite's manifest.json.
func Read(files fs.FS) (*Bundle, error) {
	raw, err := fs.ReadFile(files, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	var manifest map[string]chunk
	if err := json.Unmarshal(raw, &manifest); err != nil {
		return nil, fmt.Errorf("app: manifest.json: %w", err)
	}
	b := &Bundle{entries: map[string]Entry{}, files: files}
	for _, c := range manifest {
		if c.IsEntry {
			b.entries[entryName(c.Src)] = newEntry(manifest, c)
		}
	}
	b.icons = address(manifest["icons.svg"].File)
	return b, nil
}

// entryName is the folder's name in src/<name>/index.ts.
func entryName(src string) string {
	return strings.TrimSuffix(strings.TrimPrefix(src, "src/"), "/index.ts")
}

// newEntry gathers the modules and stylesheets that c reaches by static imports.
func newEntry(manifest map[string]chunk, c chunk) Entry {
	e := Entry{Script: address(c.File)}
	seen := map[string]bool{}
	var walk func(chunk)
	walk = func(c chunk) {
		for _, name := range c.Imports {
			if seen[name] {
				continue
			}
			seen[name] = true
			e.Preload = append(e.Preload, address(manifest[name].File))
			walk(manifest[name])
		}
		for _, css := range c.CSS {
			if !slices.Contains(e.Styles, address(css)) {
				e.Styles = append(e.Styles, address(css))
			}
		}
	}
	walk(c)
	return e
}

func address(file string) string { return "/assets/" + file }

// Entry is the island of that folder; an error names the folder if there is none.
func (b *Bundle) Entry(name string) (Entry, error) {
	e, ok := b.entries[name]
	if !ok {
		return Entry{}, fmt.Errorf("app: no src/%s/index.ts in the build: run make build", name)
	}
	return e, nil
}

// Icons is the address of the sprite with the design system's icons.
func (b *Bundle) Icons() string { return b.icons }

// Handler serves the built files below /assets/, to be kept for a year.
func (b *Bundle) Handler() http.Handler {
	serve := http.StripPrefix("/assets/", http.FileServerFS(b.files))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/assets/")
		if info, err := fs.Stat(b.files, name); err != nil || info.IsDir() || strings.HasPrefix(name, ".") {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		serve.ServeHTTP(w, r)
	})
}
