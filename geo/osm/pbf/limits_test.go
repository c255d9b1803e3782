package pbf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"runde/geo/osm/pbf/pbftest"

	"github.com/paulmach/osm"
)

// wildBlock holds a relation whose tag or member type is v.
func wildBlock(field int, v uint64) []byte {
	var r, group, block pbftest.Message
	tab := pbftest.NewTable()
	role := tab.ID("outer")
	r.Varint(1, 1)
	if field == 2 {
		r.Bytes(2, pbftest.Packed(v))
		r.Bytes(3, pbftest.Packed(role))
	} else {
		r.Bytes(8, pbftest.Packed(role))
		r.Bytes(9, pbftest.Deltas(1))
		r.Bytes(10, pbftest.Packed(v))
	}
	group.Bytes(4, r)
	block.Bytes(1, tab.Message())
	block.Bytes(2, group)
	return block
}

// zeros is zlib data that unpacks to n zero bytes.
func zeros(n int) []byte {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	w.Write(make([]byte, n))
	w.Close()
	return z.Bytes()
}

// blob is a zlib blob that announces a size.
func blob(size uint64, zipped []byte) []byte {
	var m pbftest.Message
	m.Varint(2, size)
	m.Bytes(3, zipped)
	return m
}

// data is a file of the header and data frames around blobs.
func data(blobs ...[]byte) []byte {
	file := pbftest.Header(nil)
	for _, b := range blobs {
		file = append(file, pbftest.RawFrame("OSMData", b)...)
	}
	return file
}

// frameOf is a file of the header and one data frame.
func frameOf(content []byte) []byte {
	return concat(pbftest.Header(nil), pbftest.Frame("OSMData", content))
}

func TestRulesOfTheFormat(t *testing.T) {
	var lz4, nothing, negative, many, deep pbftest.Message
	lz4.Bytes(6, []byte("x"))
	nothing.Varint(2, 5)
	negative.Bytes(1, []byte("OSMData"))
	negative.Varint(3, 1<<63)
	many.Bytes(2, manyNodes(maxElements+1))
	deep.Bytes(1, bytes.Repeat([]byte{0x0a, 0}, maxStrings+1))
	short := zeros(1000)
	sum := bytes.Clone(short)
	sum[len(sum)-1] ^= 1
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"nothing", nil, ErrTruncated},
		{"data before the header", pbftest.Block(), ErrAltered},
		{"two headers", concat(pbftest.Header(nil), pbftest.Header(nil)), ErrAltered},
		{"unpacks to more than announced", data(blob(999, short)), ErrAltered},
		{"unpacks to less than announced", data(blob(1001, short)), ErrAltered},
		{"a wrong checksum", data(blob(1000, sum)), ErrAltered},
		{"announces nothing", data(blob(0, short)), ErrAltered},
		{"announces 2 GiB", data(blob(1<<31-1, short)), ErrAltered},
		{"announces 32 MiB and a byte", data(blob(maxBlob+1, short)), ErrAltered},
		{"no data", data(nothing), ErrAltered},
		{"other compression", data(lz4), ErrUnsupported},
		{"a feature we lack", pbftest.Header(nil, "HistoricalInformation"), ErrUnsupported},
		{"a header of 2 GiB", []byte{0x7f, 0xff, 0xff, 0xff, 0}, ErrAltered},
		{"a header of 64 KiB", append([]byte{0, 1, 0, 0}, make([]byte, 1<<16)...), ErrAltered},
		{"a header of no bytes", make([]byte, 4), ErrAltered},
		{"a negative size", concat(pbftest.Header(nil), []byte{0, 0, 0, byte(len(negative))}, negative), ErrAltered},
		{"a tag outside the string table", frameOf(wildBlock(2, 99)), ErrAltered},
		{"a member of an unknown type", frameOf(wildBlock(0, 7)), ErrAltered},
		{"too many elements in a block", frameOf(many), ErrAltered},
		{"too many strings in a block", frameOf(deep), ErrAltered},
	} {
		if _, err := scanBytes(c.file, 2); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
	if _, err := scanBytes(data(blob(1000, short)), 2); !errors.Is(err, ErrAltered) {
		t.Errorf("a thousand zeros are no block: got %v", err)
	}
}

// manyNodes is a group of n nodes in three columns of zeros.
func manyNodes(n int) []byte {
	var dense, group pbftest.Message
	for _, column := range []int{1, 8, 9} {
		dense.Bytes(column, make([]byte, n))
	}
	group.Bytes(2, dense)
	return group
}

// Small files that unpack to much are refused by their rule, and refusing them
// takes no more memory than an ordinary block does: two decoders with 32 MiB
// each, the file, and some.
func TestBombs(t *testing.T) {
	var full pbftest.Message
	for len(full)+manyLen < maxBlob {
		full.Bytes(2, manyNodes(1000))
	}
	big := pbftest.Frame("OSMData", full[:len(full):len(full)])
	sparse := full[:0:0]
	sparse.Bytes(99, make([]byte, maxBlob-10)) // a field nobody knows
	flat := pbftest.Frame("OSMData", sparse)
	groups := pbftest.Frame("OSMData", bytes.Repeat([]byte{2<<3 | 2, 0}, maxBlob/2))
	for _, c := range []struct {
		name string
		file []byte
		want error
	}{
		{"600 MiB in some 611 kB", concat(pbftest.Header(nil), bytes.Repeat(flat, 19)), errRatio},
		{"600 MiB of nodes", concat(pbftest.Header(nil), bytes.Repeat(big, 19)), ErrAltered},
		{"16 million groups of nothing", concat(pbftest.Header(nil), groups), errCount},
		{"2 GiB announced", data(blob(1<<31-1, zeros(1<<20))), ErrAltered},
		{"32 MiB announced for 20 bytes", data(blob(maxBlob, zeros(10))), ErrAltered},
		{"100,000 tiny blocks", concat(pbftest.Header(nil), bytes.Repeat(pbftest.Block(), 100_000)), errFrames},
		{"10,000 frames of another kind", concat(pbftest.Header(nil), bytes.Repeat(pbftest.RawFrame("Padding", []byte{1}), 10_000)), errFrames},
	} {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := checkBytes(c.file)
		runtime.ReadMemStats(&after)
		if !errors.Is(err, c.want) {
			t.Errorf("%s (%d bytes): got %v, want %v", c.name, len(c.file), err, c.want)
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 160 {
			t.Errorf("%s: refusing it took %d MiB", c.name, used)
		}
	}
}

// No string of a block is longer than any text of a map may be: its elements may
// all point at the same one. Whole letters are left.
func TestLongStringsAreCut(t *testing.T) {
	long := strings.Repeat("øx", maxString) // the limit falls into an ø
	file := concat(pbftest.Header(nil), pbftest.Block(&osm.Node{ID: 1, Lat: 55, Lon: 12, Tags: osm.Tags{
		{Key: "name", Value: long}, {Key: "note", Value: long[:maxString]}, {Key: "ref", Value: "7"}}}))
	got, err := scanBytes(file, 1)
	if err != nil {
		t.Fatal(err)
	}
	tags := got[0].(*osm.Node).Tags
	if name := tags.Find("name"); name != long[:len(name)] || len(name) != maxString-1 || !utf8.ValidString(name) {
		t.Errorf("name: %d bytes left of %d, valid UTF-8: %v", len(name), len(long), utf8.ValidString(name))
	}
	if tags.Find("ref") != "7" {
		t.Errorf("ref behind it: got %q", tags.Find("ref"))
	}
}

// manyLen is more than a group of manyNodes(1000) takes.
const manyLen = 3100
