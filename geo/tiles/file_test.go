package tiles

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"runde/geo/osm/osmtest"

	"github.com/google/go-cmp/cmp"
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

// A map that was stored is encoded to the bytes that it came from.
func TestStoredMapIsEncodedTheSame(t *testing.T) {
	first, err := New(nyby()).Encode()
	if err != nil {
		t.Fatal(err)
	}
	stored, err := Decode(first)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := stored.Encode(); err != nil || !bytes.Equal(again, first) {
		t.Errorf("%d bytes, %v; want the same %d", len(again), err, len(first))
	}
}

// The bytes are those of the format and of nothing else, such as what the process
// encoded before. If they change, so must the version in the magic.
func TestColumnsByteByByte(t *testing.T) {
	e := encoded{
		Bound:   orb.Bound{Min: orb.Point{12, 55}, Max: orb.Point{12.5, 55.5}},
		Strings: []string{"", "å"}, Attrs: []int32{1}, Shapes: []int32{2, 3}, Parts: []int32{-4},
		Coords: []int32{256}, Zooms: []byte{6, 16},
	}
	want := "0000000000002840" + "0000000000804b40" + "0000000000002940" + "0000000000c04b40" + // west, south, east, north
		"02000000" + "00000000" + "02000000" + "c3a5" + // strings
		"01000000" + "01000000" + // attributes
		"02000000" + "02000000" + "03000000" + // shapes
		"01000000" + "fcffffff" + // parts
		"01000000" + "00010000" + // coordinates
		"02000000" + "0610" // zooms
	for range 2 {
		var b bytes.Buffer
		if err := e.write(&b); err != nil {
			t.Fatal(err)
		}
		if got := hex.EncodeToString(b.Bytes()); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	}
}

// Columns come back as they were written, and none is believed to be longer than
// the bytes that are there, wherever they are cut.
func TestColumns(t *testing.T) {
	want := encoded{
		Bound:   orb.Bound{Min: orb.Point{-12.5, 54}, Max: orb.Point{13, 55.25}},
		Strings: []string{"", "vandløb", strings.Repeat("x", 2*columnBytes)},
		Attrs:   []int32{math.MinInt32, -1, 0, 1, math.MaxInt32},
		Shapes:  []int32{},
		Parts:   []int32{7},
		Zooms:   []byte{6, 16},
		Coords:  make([]int32, columnBytes),
	}
	want.Coords[columnBytes-1] = 5
	var b bytes.Buffer
	if err := want.write(&b); err != nil {
		t.Fatal(err)
	}
	got, ok := readColumns(b.Bytes())
	if diff := cmp.Diff(want, got); diff != "" || !ok {
		t.Errorf("ok %v\n%s", ok, diff)
	}
	for n := 0; n < b.Len(); n += 1 + n/8 {
		if _, ok := readColumns(b.Bytes()[:n]); ok {
			t.Errorf("cut to %d of %d bytes: accepted", n, b.Len())
		}
	}
	if _, ok := readColumns(append(b.Bytes(), 0)); ok {
		t.Error("a byte too many: accepted")
	}
	huge := binary.LittleEndian.AppendUint32(make([]byte, 32), math.MaxUint32)
	if e, ok := readColumns(append(huge, make([]byte, 64)...)); ok || len(e.Strings) > 0 {
		t.Errorf("4 billion strings in 64 bytes: ok %v, %d made", ok, len(e.Strings))
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

// packed packs and seals what was written of columns.
func packed(plain []byte) []byte {
	var body bytes.Buffer
	z := zlib.NewWriter(&body)
	z.Write(plain)
	z.Close()
	return seal(body.Bytes())
}

// columns packs and seals columns as Encode does.
func columns(t testing.TB, e encoded) []byte {
	var plain bytes.Buffer
	if err := e.write(&plain); err != nil {
		t.Fatal(err)
	}
	return packed(plain.Bytes())
}

// A body that is not packed, or packed and cut, is refused though the checksum fits.
func TestBodyMustBePacked(t *testing.T) {
	good := packed(nil)[len(magic)+sha256.Size:]
	for _, body := range [][]byte{nil, []byte("<!doctype html><title>404</title>"), good[:len(good)-1]} {
		if _, err := Decode(seal(body)); !errors.Is(err, ErrMap) {
			t.Errorf("%q: got %v, want %v", body, err, ErrMap)
		}
	}
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
		"a beginning not drawn":  func(e *encoded) { e.Zooms[0] = 7 },
		"a vertex never drawn":   func(e *encoded) { e.Zooms[1] = never },
		"a zoom before all":      func(e *encoded) { e.Zooms[1] = 5 },
	} {
		e := good()
		spoil(&e)
		if _, err := Decode(columns(t, e)); !errors.Is(err, ErrMap) {
			t.Errorf("%s: got %v, want %v", name, err, ErrMap)
		}
	}
}

// FuzzDecode: columns behind packing and a checksum that fit never crash the
// decoder, and a map that it accepts can be drawn.
func FuzzDecode(f *testing.F) {
	f.Fuzz(func(t *testing.T, plain []byte) {
		m, err := Decode(packed(plain))
		if err != nil {
			if !errors.Is(err, ErrMap) {
				t.Fatal(err)
			}
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
