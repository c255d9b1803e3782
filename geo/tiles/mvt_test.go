package tiles

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"pgregory.net/rapid"
)

// What is written is what another library reads: geometry, attributes, layers.
func TestAnotherLibraryReadsOurLayers(t *testing.T) {
	m := &Map{attrs: []attr{
		{"streets", "primary", "Nygade", "bridge"}, {"streets", "path", "", ""}, {"water", "water", "", ""}, {"names", "town", "primary", ""},
	}}
	street := &mvtFeature{attr: 0, geometry: lines}
	street.addLine([]point{{0, 0}, {100, -64}})
	street.addLine([]point{{4160, 4160}, {0, 0}, {5, 5}})
	path := &mvtFeature{attr: 1, geometry: lines}
	path.addLine([]point{{1, 2}, {3, 4}})
	lake := &mvtFeature{attr: 2, geometry: areas}
	lake.addRing([]point{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, false)
	lake.addRing([]point{{2, 2}, {8, 2}, {8, 8}, {2, 8}}, true)
	town := &mvtFeature{attr: 3, geometry: points}
	town.addPoint(point{7, 9})

	tile := m.appendLayer(nil, "streets", []*mvtFeature{street, path})
	tile = m.appendLayer(tile, "water", []*mvtFeature{lake})
	tile = m.appendLayer(tile, "names", []*mvtFeature{town})
	layers, err := mvt.Unmarshal(tile)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]any{}
	for _, l := range layers {
		for _, f := range l.Features {
			got[l.Name] = append(got[l.Name], map[string]any(f.Properties), f.Geometry)
		}
	}
	want := map[string][]any{
		"streets": {
			map[string]any{"class": "primary", "name": "Nygade", "at": "bridge"},
			orb.MultiLineString{{{0, 0}, {100, -64}}, {{4160, 4160}, {0, 0}, {5, 5}}},
			map[string]any{"class": "path"}, orb.LineString{{1, 2}, {3, 4}},
		},
		"water": {
			map[string]any{"class": "water"},
			orb.Polygon{{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {{2, 8}, {8, 8}, {8, 2}, {2, 2}, {2, 8}}},
		},
		"names": {map[string]any{"class": "town", "name": "primary"}, orb.Point{7, 9}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Any line within reach of a tile comes back as it was written.
func TestLinesComeBack(t *testing.T) {
	m := &Map{attrs: []attr{{layer: "rails", class: "rail"}}}
	rapid.Check(t, func(t *rapid.T) {
		line := randomPoints(t, 2)
		f := &mvtFeature{geometry: lines}
		f.addLine(line)
		layers, err := mvt.Unmarshal(m.appendLayer(nil, "rails", []*mvtFeature{f}))
		if err != nil {
			t.Fatal(err)
		}
		var want orb.LineString
		for _, p := range line {
			want = append(want, orb.Point{float64(p[0]), float64(p[1])})
		}
		if diff := cmp.Diff(orb.Geometry(want), layers[0].Features[0].Geometry); diff != "" {
			t.Fatal(diff)
		}
	})
}
