package pgtest

import (
	"bytes"
	"testing"

	"runde/geo/osm"
	"runde/geo/tiles"
	"runde/routes/street"

	"github.com/paulmach/orb"
)

// Network is a saved street network of one street along the bottom of the box, for
// tests in which no street matters.
func Network(t testing.TB, box orb.Bound) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := street.Build(oneStreet(box), nil).WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Basemap is an encoded base map of that street alone.
func Basemap(t testing.TB, box orb.Bound) []byte {
	t.Helper()
	b, err := tiles.New(&osm.Extract{Bound: box, Streets: oneStreet(box)}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func oneStreet(box orb.Bound) []osm.Street {
	return []osm.Street{{
		ID: 1, Nodes: []int64{1, 2}, Line: orb.LineString{box.Min, {box.Max[0], box.Min[1]}},
		Tags: map[string]string{"highway": "residential"},
	}}
}
