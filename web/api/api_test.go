package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write testdata/*.golden.json")

// The API's description is part of the contract: a change to it is seen in review.
func TestDescription(t *testing.T) {
	_, a := build(Deps{Log: slog.New(slog.DiscardHandler)})
	raw, err := json.Marshal(a.OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := json.Indent(&got, raw, "", "  "); err != nil {
		t.Fatal(err)
	}
	got.WriteByte('\n')
	const golden = "testdata/openapi.golden.json"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("run with -update and read the difference (-golden +got):\n%s", diff)
	}
}

// No operation has a field for a coordinate: whatever concerns a person is a cell.
func TestNoOperationTakesACoordinate(t *testing.T) {
	_, a := build(Deps{Log: slog.New(slog.DiscardHandler)})
	for name, schema := range a.OpenAPI().Components.Schemas.Map() {
		for field := range schema.Properties {
			for _, word := range []string{"lat", "lng", "lon", "longitude", "latitude", "coordinates", "position"} {
				if strings.EqualFold(field, word) {
					t.Errorf("%s has the field %s", name, field)
				}
			}
		}
	}
}

func TestVisitorHasNoSession(t *testing.T) {
	router := New(Deps{Log: slog.New(slog.DiscardHandler)})
	w := httptest.NewRecorder()
	router.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/session", nil))
	if p := readProblem(t, w); p.Status != 401 || p.Code != "sign_in" {
		t.Errorf("%+v", p)
	}
}
