package tiles

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"slices"
	"testing"

	"runde/geo/osm/osmtest"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
)

// A map that was stored draws the same tiles.
func TestDecodedMapIsTheSame(t *testing.T) {
	m := New(osmtest.Andorra(t))
	b, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if again.Bound() != m.Bound() {
		t.Errorf("bound: got %v, want %v", again.Bound(), m.Bound())
	}
	for z := MinZoom; z <= MaxZoom; z++ {
		c := coordOf(z, orb.Point{1.5218, 42.5075})
		want, err1 := m.Tile(c.Z, c.X, c.Y)
		got, err2 := again.Tile(c.Z, c.X, c.Y)
		if err := errors.Join(err1, err2); err != nil || !bytes.Equal(got, want) {
			t.Errorf("zoom %d: %d and %d bytes, %v", z, len(got), len(want), err)
		}
	}
}

// Any byte changed, any end cut off: refused.
func TestBrokenMapIsRefused(t *testing.T) {
	b, err := New(nyby()).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for i := range b {
		altered := slices.Clone(b)
		altered[i] ^= 4
		if _, err := Decode(altered); !errors.Is(err, ErrMap) {
			t.Fatalf("byte %d changed: got %v, want %v", i, err, ErrMap)
		}
		if _, err := Decode(b[:i]); !errors.Is(err, ErrMap) {
			t.Fatalf("cut to %d bytes: got %v, want %v", i, err, ErrMap)
		}
	}
}

// seal puts a body behind a magic and a checksum that fit.
func seal(body []byte) []byte {
	sum := sha256.Sum256(body)
	return slices.Concat([]byte(magic), sum[:], body)
}

// columns packs columns as Encode does.
func columns(t testing.TB, e encoded) []byte {
	var body bytes.Buffer
	z := zlib.NewWriter(&body)
	if err := gob.NewEncoder(z).Encode(e); err != nil {
		t.Fatal(err)
	}
	z.Close()
	return seal(body.Bytes())
}

// Columns that do not fit each other are refused though the checksum fits.
func TestColumnsMustFit(t *testing.T) {
	good := func() encoded {
		return encoded{
			Strings: []string{"land", ""}, Attrs: []int32{0, 0, 1, 1}, Shapes: []int32{0, 6, 1, 1},
			Parts: []int32{2}, Zooms: []byte{6, 6}, Coords: []int32{1, 2, 3, 4},
		}
	}
	if _, err := Decode(columns(t, good())); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*encoded){
		"an attribute cut short": func(e *encoded) { e.Attrs = e.Attrs[:3] },
		"an unknown string":      func(e *encoded) { e.Attrs[0] = 2 },
		"a negative string":      func(e *encoded) { e.Attrs[2] = -1 },
		"a shape cut short":      func(e *encoded) { e.Shapes = e.Shapes[:3] },
		"an unknown attribute":   func(e *encoded) { e.Shapes[0] = 1 },
		"a negative attribute":   func(e *encoded) { e.Shapes[0] = -1 },
		"a zoom too far":         func(e *encoded) { e.Shapes[1] = 17 },
		"an unknown geometry":    func(e *encoded) { e.Shapes[2] = 3 },
		"no parts":               func(e *encoded) { e.Shapes[3] = 0 },
		"a part that is missing": func(e *encoded) { e.Shapes[3] = 2 },
		"an empty part":          func(e *encoded) { e.Parts[0] = 0 },
		"a hole in a line":       func(e *encoded) { e.Parts[0] = -2 },
		"too few coordinates":    func(e *encoded) { e.Coords = e.Coords[:3] },
		"too many coordinates":   func(e *encoded) { e.Coords = append(e.Coords, 5, 6) },
		"points without a zoom":  func(e *encoded) { e.Zooms = e.Zooms[:1] },
		"a part too many":        func(e *encoded) { e.Parts = append(e.Parts, 1) },
		"points of no part":      func(e *encoded) { e.Zooms, e.Coords = append(e.Zooms, 6), append(e.Coords, 5, 6) },
		"a part of all and more": func(e *encoded) { e.Parts[0] = 3 },
		"a part of nearly 2^31":  func(e *encoded) { e.Parts[0] = 1<<31 - 1 },
		"a part of minus 2^31":   func(e *encoded) { e.Parts[0] = -1 << 31 },
	} {
		e := good()
		spoil(&e)
		if _, err := Decode(columns(t, e)); !errors.Is(err, ErrMap) {
			t.Errorf("%s: got %v, want %v", name, err, ErrMap)
		}
	}
}

// FuzzDecode: bytes behind a checksum that fits never crash the decoder, and a
// map that it accepts can be drawn.
func FuzzDecode(f *testing.F) {
	b, err := New(nyby()).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b[len(magic)+sha256.Size:])
	f.Fuzz(func(t *testing.T, body []byte) {
		m, err := Decode(seal(body))
		if err != nil {
			return
		}
		for z := MinZoom; z <= MaxZoom; z += 5 {
			c := coordOf(z, centre)
			b, err := m.Tile(c.Z, c.X, c.Y)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := mvt.UnmarshalGzipped(b); err != nil {
				t.Fatal(err)
			}
		}
	})
}
