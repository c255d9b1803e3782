package pbf

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"runde/geo/osm/pbf/pbftest"

	"github.com/google/go-cmp/cmp"
)

// known reports whether an error is one of those that Check may return.
func known(err error) bool {
	return errors.Is(err, ErrTruncated) || errors.Is(err, ErrAltered) || errors.Is(err, ErrUnsupported)
}

// FuzzCheck: whatever the bytes, the check ends with an index or with one of
// its errors, the same for any number of decoders; an index lies inside the
// file and its counts and sizes keep to the limits.
func FuzzCheck(f *testing.F) {
	f.Add(small())
	f.Add(pbftest.Header(nil))
	f.Add([]byte{})
	f.Add(data(blob(1<<31-1, zeros(100))))
	f.Fuzz(func(t *testing.T, b []byte) {
		size := int64(len(b))
		one, err1 := Check(context.Background(), bytes.NewReader(b), size, 1, nil)
		three, err3 := Check(context.Background(), bytes.NewReader(b), size, 3, nil)
		if diff := cmp.Diff(one, three); diff != "" || (err1 == nil) != (err3 == nil) {
			t.Fatalf("%v, then %v\n%s", err1, err3, diff)
		}
		if err1 != nil {
			if err1.Error() != err3.Error() || !known(err1) {
				t.Fatalf("%v, then %v", err1, err3)
			}
			return
		}
		if int64(len(one.Blobs)) > allowedFrames(size) {
			t.Fatalf("%d blobs", len(one.Blobs))
		}
		for _, blob := range one.Blobs {
			if blob.Offset < 4 || blob.Size <= 0 || blob.Offset+int64(blob.Size) > size || blob.Kinds == 0 {
				t.Fatalf("%+v", blob)
			}
		}
	})
}

// FuzzScanner: a file that passes the check is read to its end without an
// error, with the same elements in the same order for any number of decoders,
// and as many as the index says.
func FuzzScanner(f *testing.F) {
	f.Add(small())
	f.Add(blocks(3))
	f.Fuzz(func(t *testing.T, b []byte) {
		x, err := checkBytes(b)
		if err != nil {
			return
		}
		one, err1 := scanBytes(b, 1)
		three, err3 := scanBytes(b, 3)
		if err1 != nil || err3 != nil {
			t.Fatalf("after the check: %v, %v", err1, err3)
		}
		if diff := cmp.Diff(one, three); diff != "" {
			t.Fatal(diff)
		}
		n := x.Nodes + x.Ways + x.Relations
		if x.Bounds != nil {
			n++
		}
		if len(one) != n {
			t.Fatalf("%d elements, and %d in the index", len(one), n)
		}
	})
}

// FuzzBlock: whatever is behind the compression, decoding a block ends with
// elements whose strings are of its table or with an error that tells of an
// alteration, within the limits, and again the same in the same Block.
func FuzzBlock(f *testing.F) {
	f.Add(wildBlock(2, 1))
	f.Add(wildBlock(0, 1))
	f.Add(plain(f, small(), 1))
	f.Add(plain(f, small(), 2))
	f.Fuzz(func(t *testing.T, data []byte) {
		var b Block
		if err := b.reset(data); err != nil {
			if !errors.Is(err, ErrAltered) {
				t.Fatal(err)
			}
			return
		}
		first, err := visitAll(&b)
		if err != nil && !errors.Is(err, ErrAltered) {
			t.Fatal(err)
		}
		if len(first) > maxElements || len(b.strings) > maxStrings {
			t.Fatalf("%d elements, %d strings", len(first), len(b.strings))
		}
		if err := b.reset(data); err != nil {
			t.Fatal(err)
		}
		again, err2 := visitAll(&b)
		if diff := cmp.Diff(first, again); diff != "" || (err == nil) != (err2 == nil) {
			t.Fatalf("%v, then %v\n%s", err, err2, diff)
		}
	})
}
