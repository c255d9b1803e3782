package osm

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"runde/geo/osm/pbf/pbftest"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmxml"
)

// elements strips a scan of what this package does not read: who edited an
// element and when. Deleted elements are left out.
func elements(s osm.Scanner) ([]osm.Object, error) {
	defer s.Close()
	var list []osm.Object
	for s.Scan() {
		switch o := s.Object().(type) {
		case *osm.Bounds:
			list = append(list, o)
		case *osm.Node:
			list = append(list, &osm.Node{ID: o.ID, Lat: zeroNaN(o.Lat), Lon: zeroNaN(o.Lon), Tags: o.Tags})
		case *osm.Way:
			w := &osm.Way{ID: o.ID, Tags: o.Tags}
			for _, n := range o.Nodes {
				w.Nodes = append(w.Nodes, osm.WayNode{ID: n.ID})
			}
			list = append(list, w)
		case *osm.Relation:
			r := &osm.Relation{ID: o.ID, Tags: o.Tags}
			for _, m := range o.Members {
				r.Members = append(r.Members, osm.Member{Type: m.Type, Ref: m.Ref, Role: m.Role})
			}
			list = append(list, r)
		}
	}
	return list, s.Err()
}

func zeroNaN(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}

// The XML scanner reads what paulmach/osm's own reads.
func TestXMLEqualsOsmxml(t *testing.T) {
	for _, path := range []string{"testdata/village.osm", "testdata/untidy.osm"} {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		// osmxml does not know deleted elements
		b = bytes.ReplaceAll(bytes.ReplaceAll(b, []byte(` visible="false"`), nil), []byte(` action="delete"`), nil)
		want, err := elements(osmxml.New(context.Background(), bytes.NewReader(b)))
		if err != nil {
			t.Fatal(err)
		}
		got, err := elements(newXMLScanner(context.Background(), bytes.NewReader(b)))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", path, err, diff)
		}
	}
}

// FuzzXML: no input crashes the scanner; it gives the same elements and ends
// alike when it gets the text byte by byte, and it ends with one of the errors
// that Read tells of, within the limits on what an element holds.
func FuzzXML(f *testing.F) {
	f.Add(`<osm><bounds minlat="1" minlon="2" maxlat="3" maxlon="4"/><node id="1" lat="1" lon="2"><tag k="a" v="&amp;&#248;"/></node></osm>`)
	f.Add(`<osm><way id="1"><nd ref="2"/></way><relation id="3"><member type="way" ref="1" role=""/></relation></osm>`)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := elements(newXMLScanner(context.Background(), strings.NewReader(text)))
		again, err2 := elements(newXMLScanner(context.Background(), iotest.OneByteReader(strings.NewReader(text))))
		if (err == nil) != (err2 == nil) || len(got) != len(again) {
			t.Fatalf("got %d and %v, then %d and %v", len(got), err, len(again), err2)
		}
		if err := readError(err); err != nil && !errors.Is(err, ErrAltered) && !errors.Is(err, ErrTruncated) {
			t.Fatal(err)
		}
		for _, o := range got {
			if w, ok := o.(*osm.Way); ok && len(w.Nodes)+len(w.Tags) > maxChildren {
				t.Fatalf("%d nodes, %d tags", len(w.Nodes), len(w.Tags))
			}
		}
	})
}

// FuzzSniff: whatever a file begins with, it has a format or a reason.
func FuzzSniff(f *testing.F) {
	f.Add([]byte("<osm>"))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Add([]byte("BZh91AY&SY"))
	f.Add([]byte("\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c"))
	f.Add([]byte("<!DOCTYPE html>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		format, err := sniff(bytes.NewReader(b))
		known := errors.Is(err, ErrNotExtract) || errors.Is(err, ErrTruncated) || errors.Is(err, ErrAltered)
		if err == nil && !strings.HasPrefix(format, "PBF") && !strings.HasPrefix(format, "XML") || err != nil && !known {
			t.Fatalf("%q, %v", format, err)
		}
	})
}

// A file may shrink after it was looked at; that is an error and no panic.
func TestFileChangesWhileRead(t *testing.T) {
	village, err := os.ReadFile("testdata/village.osm")
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, "map.osm", village)
	src, err := openSource(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, village[:200], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := newReader(Options{}).readText(context.Background(), src); !errors.Is(err, ErrTruncated) {
		t.Errorf("got %v, want %v", err, ErrTruncated)
	}
}

// The same after the check of a PBF file, between any two passes.
func TestBinaryFileChangesWhileRead(t *testing.T) {
	var w town
	w.square(1, 1, "building", "yes")
	file := pbftest.File(nil, w.objects)
	// the passes after the check: nodes, ways
	for pass := range 2 {
		path := write(t, "town.osm.pbf", file)
		_, err := Read(context.Background(), path, Options{Progress: func(done, _ int64) {
			if done == int64(len(file))*int64(pass+1) {
				if err := os.WriteFile(path, file[:20], 0o600); err != nil {
					t.Error(err)
				}
			}
		}})
		if !errors.Is(err, ErrTruncated) {
			t.Errorf("cut after pass %d: got %v, want %v", pass, err, ErrTruncated)
		}
	}
}
