package osm

import (
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"runde/geo/osm/pbf/pbftest"
)

// repeated reads a text over and over, about n bytes in all.
func repeated(text string, n int) io.Reader {
	const chunk = 64 << 10
	r := strings.NewReader(strings.Repeat(text, 1+chunk/len(text)))
	var parts []io.Reader
	for range n / chunk {
		parts = append(parts, io.NewSectionReader(r, 0, r.Size()))
	}
	return io.MultiReader(parts...)
}

// zipped packs what the readers hold one after another.
func zipped(t *testing.T, parts ...io.Reader) []byte {
	t.Helper()
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	if _, err := io.Copy(w, io.MultiReader(parts...)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return z.Bytes()
}

// Files that are small and unpack to much, or lie deep, or go on without end
// are refused by the rule they break, and what is used for that stays bounded.
func TestTextBombs(t *testing.T) {
	village, err := os.ReadFile("testdata/village.osm")
	if err != nil {
		t.Fatal(err)
	}
	text := func(s string) io.Reader { return strings.NewReader(s) }
	const size, tooMuch = 16 << 20, 80 << 20
	for _, c := range []struct {
		name string
		file []byte
		want error
		rule string
	}{
		{"zeros", zipped(t, repeated("\x00", size)), ErrNotExtract, "neither PBF nor XML"},
		{"spaces before the root", zipped(t, repeated(" ", size)), ErrNotExtract, "the file is empty"},
		{"spaces in the root", zipped(t, text("<osm>"), repeated(" ", size)), ErrAltered, "1 MiB"},
		{"empty elements", zipped(t, text("<osm>"), repeated("<x/>                            ", tooMuch)), ErrAltered, "50 times"},
		{"an attribute", zipped(t, text(`<osm><node id="1`), repeated("1", size)), ErrAltered, "1 MiB"},
		{"a comment", zipped(t, text(`<osm><!--`), repeated("x", size)), ErrAltered, "1 MiB"},
		{"depth", zipped(t, text("<osm>"), repeated("<x>", size)), ErrAltered, "64 deep"},
		{"depth in a node", zipped(t, text(`<osm><node id="1" lat="1" lon="1">`), repeated("<x>", size)), ErrAltered, "64 deep"},
		{"nodes of a way", zipped(t, text(`<osm><way id="1">`), repeated(`<nd ref="1"/>`, size)), ErrAltered, "262,144"},
		{"gzip in gzip", gzipped(gzipped(village)), ErrNotExtract, "packed more than once"},
		{"gzip in gzip in gzip", gzipped(gzipped(gzipped(village))), ErrNotExtract, "packed more than once"},
		{"bzip2 in gzip", gzipped([]byte("BZh91AY&SY")), ErrNotExtract, "packed more than once"},
		{"PBF in gzip", gzipped(pbftest.Header(nil)), ErrNotExtract, "unpack it first"},
	} {
		path := write(t, "bomb.osm.gz", c.file)
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Read(context.Background(), path, Options{})
		runtime.ReadMemStats(&after)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.rule) {
			t.Errorf("%s: got %v, want %v by the rule of %q", c.name, err, c.want, c.rule)
		}
		if kept := int64(after.HeapSys-before.HeapSys) >> 20; kept > 128 {
			t.Errorf("%s: the heap grew by %d MiB", c.name, kept)
		}
	}
}

// A map that shrinks well is no bomb.
func TestWellPackedMap(t *testing.T) {
	village, err := os.ReadFile("testdata/village.osm")
	if err != nil {
		t.Fatal(err)
	}
	head, tail, _ := bytes.Cut(village, []byte("</osm>"))
	file := zipped(t, bytes.NewReader(head), repeated("<!-- pad -->\n", 20<<20), strings.NewReader("</osm>"), bytes.NewReader(tail))
	e := mustRead(t, write(t, "map.osm.gz", file), Options{})
	if plain := mustRead(t, "testdata/village.osm", Options{}); len(e.Places) != len(plain.Places) {
		t.Errorf("%d places, want %d", len(e.Places), len(plain.Places))
	}
}

// Whatever byte a file is cut at, in whichever packing, it is an error that says
// so: truncated, or empty where nothing that tells the format is left.
func TestCutFiles(t *testing.T) {
	village, err := os.ReadFile("testdata/village.osm")
	if err != nil {
		t.Fatal(err)
	}
	village = bytes.TrimSpace(village)
	bz, err := os.ReadFile("testdata/village.osm.bz2")
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(bzip2.NewReader(bytes.NewReader(bz))); err != nil || !bytes.Equal(bytes.TrimSpace(plain), village) {
		t.Fatalf("village.osm.bz2 is not village.osm (%v)", err)
	}
	var w town
	w.square(1, 1, "building", "yes")
	for name, file := range map[string][]byte{
		"map.osm": village, "map.osm.gz": gzipped(village), "map.osm.bz2": bz, "map.osm.pbf": pbftest.File(nil, w.objects),
	} {
		mustRead(t, write(t, name, file), Options{})
		step := max(1, len(file)/60)
		for n := 0; n < len(file); n += step {
			_, err := Read(context.Background(), write(t, name, file[:n]), Options{})
			switch {
			case errors.Is(err, ErrTruncated):
			case errors.Is(err, ErrNotExtract) && n < 1024: // too little is left to tell what it was
			case errors.Is(err, ErrNoNodes) && strings.HasSuffix(name, ".pbf"): // cut behind the header
			default:
				t.Errorf("%s cut at %d of %d: got %v", name, n, len(file), err)
			}
		}
	}
}

// A changed byte in a packed or binary file is noticed, or changes nothing that
// crashes; the error is one of those that Read tells of.
func TestChangedFiles(t *testing.T) {
	village, err := os.ReadFile("testdata/village.osm")
	if err != nil {
		t.Fatal(err)
	}
	var w town
	w.square(1, 1, "building", "yes")
	for name, file := range map[string][]byte{
		"map.osm": village, "map.osm.gz": gzipped(village), "map.osm.pbf": pbftest.File(nil, w.objects),
	} {
		step := max(1, len(file)/100)
		for i := 0; i < len(file); i += step {
			b := bytes.Clone(file)
			b[i] ^= 0x11
			_, err := Read(context.Background(), write(t, name, b), Options{})
			if err != nil && !known(err) {
				t.Errorf("%s changed at %d: got %v", name, i, err)
			}
		}
	}
}
