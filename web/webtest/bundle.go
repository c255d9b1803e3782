package webtest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"testing/fstest"

	"runde/web/app"
)

// Bundle stands in for the built scripts and styles in tests that look at markup
// only: it knows every folder of web/app/src by name, and its files are empty.
func Bundle(t testing.TB) *app.Bundle {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	folders, err := os.ReadDir(filepath.Join(filepath.Dir(here), "../app/src"))
	if err != nil {
		t.Fatal(err)
	}
	manifest := map[string]any{"icons.svg": map[string]any{"file": "icons.svg", "src": "icons.svg"}}
	files := fstest.MapFS{"icons.svg": {}}
	for _, f := range folders {
		source := "src/" + f.Name() + "/index.ts"
		manifest[source] = map[string]any{
			"file": f.Name() + ".js", "src": source, "isEntry": true, "css": []string{f.Name() + ".css"},
		}
		files[f.Name()+".js"], files[f.Name()+".css"] = &fstest.MapFile{}, &fstest.MapFile{}
	}
	raw, err := json.Marshal(manifest)
	if err != nil {
		t.Fatal(err)
	}
	files["manifest.json"] = &fstest.MapFile{Data: raw}
	b, err := app.Read(files)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
