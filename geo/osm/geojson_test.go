package osm

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

const triangle = `[[[12.0, 55.0, -999.0], [12.5, 55.0, -999.0], [12.5, 55.5, -999.0], [12.0, 55.0, -999.0]]]`

func TestReadBoundary(t *testing.T) {
	one := orb.MultiPolygon{{{{12, 55}, {12.5, 55}, {12.5, 55.5}, {12, 55}}}}
	two := append(one.Clone(), one...)
	for name, c := range map[string]struct {
		text string
		want orb.MultiPolygon
	}{
		"geometry":       {`{"type":"Polygon","coordinates":` + triangle + `}`, one},
		"BOM":            {"\xef\xbb\xbf" + `{"type":"Polygon","coordinates":` + triangle + `}`, one},
		"not closed":     {`{"type":"Polygon","coordinates":[[[12,55],[12.5,55],[12.5,55.5]]]}`, one},
		"feature":        {`{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[` + triangle + `]}}`, one},
		"collection":     {`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":` + triangle + `}},{"type":"Feature","geometry":null},{"type":"Feature","geometry":{"type":"Polygon","coordinates":` + triangle + `}}]}`, two},
		"point left out": {`{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"Polygon","coordinates":` + triangle + `}]}`, one},
	} {
		got, err := ReadBoundary(strings.NewReader(c.text))
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestReadBoundaryErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "the file is empty"},
		{"<html>", "no valid JSON at byte 1"},
		{`{"type":"Polygon"`, "no valid JSON"},
		{`{"type":7}`, "a member has a value of the wrong type"},
		{`{"features":[]}`, `the member "type" is missing`},
		{`{"type":"FeatureCollection","features":[]}`, "must hold a polygon with an area"},
		{`{"type":"Point","coordinates":[1,2]}`, "must hold a polygon with an area"},
		{`{"type":"Polygon","coordinates":[[[12,55],[13,55],[12,55]]]}`, "a ring must have at least three corners"},
		{`{"type":"Polygon","coordinates":[[1,2],[3,4]]}`, "coordinates do not fit the geometry's type"},
		{`{"type":"Polygon"}`, "coordinates do not fit the geometry's type"},
		{`{"type":"Polygon","coordinates":[[[724000,6175000],[725000,6175000],[725000,6176000],[724000,6175000]]]}`,
			"longitude and latitude in degrees (WGS 84)"},
	} {
		_, err := ReadBoundary(strings.NewReader(c.text))
		if !errors.Is(err, ErrNotGeoJSON) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.text, err, c.want)
		}
	}
}

// facilityJSON is one facility of GeoFA: a bench in force, changed by a test.
func facilityJSON(changes ...string) string {
	s := `{"type":"Feature","properties":{"objekt_id":"6086C99E-71d9-11eb-bcef-06d09fa510f4","statuskode":3,"off_kode":1,` +
		`"facil_ty_k":1371,"navn":"Bænk ved åen","beskrivels":"x"},"geometry":{"type":"Point","coordinates":[8.25,55.75]}}`
	return strings.NewReplacer(changes...).Replace(s)
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

func TestReadGeoFA(t *testing.T) {
	other := func(id string, changes ...string) string {
		return facilityJSON(append([]string{"6086C99E", id}, changes...)...)
	}
	text := collection(
		facilityJSON(),
		other("00000001", "1371", "3012", `"Bænk ved åen"`, "null"),
		other("00000002", `"Point","coordinates":[8.25,55.75]`, `"Polygon","coordinates":[[[8,55],[9,55],[9,56],[8,56],[8,55]]]`, "1371", "2051"),
		facilityJSON(), // twice
		other("00000003", `"statuskode":3`, `"statuskode":2`),
		other("00000004", `"off_kode":1`, `"off_kode":0`),
		other("00000005", "1371", "9991"),
		other("00000006", `"statuskode":3`, `"statuskode":"x"`),
		other("00000007", `{"type":"Point","coordinates":[8.25,55.75]}`, "null"),
		other("00000008", "8.25,55.75", "448000,6177000"),
	)
	places, rep, err := ReadGeoFA(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	id := "-71d9-11eb-bcef-06d09fa510f4"
	want := []Place{
		{Ref: "g6086c99e" + id, Kind: Bench, Name: "Bænk ved åen", Point: orb.Point{8.25, 55.75}},
		{Ref: "g00000001" + id, Kind: "shelter", Point: orb.Point{8.25, 55.75}},
		{Ref: "g00000002" + id, Kind: "park", Name: "Bænk ved åen", Point: orb.Point{8.5, 55.5}},
	}
	if diff := cmp.Diff(want, places); diff != "" {
		t.Error(diff)
	}
	wantDrops(t, rep, []Drop{
		{"facility", "a home or private", 1},
		{"facility", "cannot be read", 1},
		{"facility", "no public kind", 1},
		{"facility", "not in force", 1},
		{"facility", "the same element twice", 1},
		{"facility", "without a position", 2},
	})
	if rep.Features != 10 || rep.Places[Bench] != 1 {
		t.Errorf("report: %+v", rep)
	}
	if _, _, err := ReadGeoFA(strings.NewReader(`{"type":"Point"}`)); !errors.Is(err, ErrNotGeoJSON) {
		t.Errorf("got %v, want %v", err, ErrNotGeoJSON)
	}
}

// FuzzReadBoundary: a boundary that is accepted has polygons in degrees.
func FuzzReadBoundary(f *testing.F) {
	f.Add(`{"type":"Polygon","coordinates":` + triangle + `}`)
	f.Add(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[` + triangle + `]}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		mp, err := ReadBoundary(strings.NewReader(text))
		if err != nil {
			return
		}
		globe := orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
		for _, p := range mp {
			for _, r := range p {
				if !r.Closed() || !globe.Contains(r.Bound().Min) || !globe.Contains(r.Bound().Max) {
					t.Fatalf("accepted %v", r)
				}
			}
		}
	})
}

// FuzzReadGeoFA: every place has a kind of the table and a point on the globe.
func FuzzReadGeoFA(f *testing.F) {
	f.Add(collection(facilityJSON()))
	f.Add(collection(facilityJSON("Point", "MultiPoint", "[8.25,55.75]", "[[8.25,55.75]]")))
	f.Fuzz(func(t *testing.T, text string) {
		places, rep, err := ReadGeoFA(strings.NewReader(text))
		if err != nil {
			return
		}
		dropped := 0
		for _, d := range rep.Dropped {
			dropped += d.N
		}
		if len(places)+dropped != rep.Features {
			t.Fatalf("%d features, but %d places and %d dropped", rep.Features, len(places), dropped)
		}
		for _, p := range places {
			if !p.Kind.Valid() || p.Point[0] < -180 || p.Point[0] > 180 || p.Point[1] < -90 || p.Point[1] > 90 {
				t.Fatalf("accepted %+v", p)
			}
		}
	})
}
