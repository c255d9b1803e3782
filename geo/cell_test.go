package geo

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/uber/h3-go/v4"
	"pgregory.net/rapid"
)

// anyCell draws a valid cell of a resolution between the root's and the leaves'.
func anyCell(t *rapid.T) Cell {
	lat := rapid.Float64Range(54, 58).Draw(t, "lat")
	lng := rapid.Float64Range(8, 15).Draw(t, "lng")
	resolution := rapid.IntRange(0, 15).Draw(t, "resolution")
	c, err := h3.LatLngToCell(h3.NewLatLng(lat, lng), resolution)
	if err != nil {
		t.Fatal(err)
	}
	return Cell(c)
}

// What a cell writes, in text, JSON or the database, reads back as the same cell.
func TestCellsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCell(t)
		if rapid.Bool().Draw(t, "rest") {
			c = Rest
		}
		if got, err := ParseCell(c.String()); err != nil || got != c {
			t.Fatalf("ParseCell(%s) = %s, %v", c, got, err)
		}
		var fromJSON, fromDB Cell
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &fromJSON); err != nil || fromJSON != c {
			t.Fatalf("%s came back from JSON as %s, %v", c, fromJSON, err)
		}
		value, err := c.Value()
		if err != nil {
			t.Fatal(err)
		}
		if err := fromDB.Scan(value); err != nil || fromDB != c {
			t.Fatalf("%s came back from the database as %s, %v", c, fromDB, err)
		}
	})
}

// Edges, vertices, decimal numbers, prefixes and unfinished cells are refused, and
// the refusal does not repeat them.
func TestBadCells(t *testing.T) {
	for _, s := range []string{
		"", "0", "-1", "Rest", "REST", "0x891f204004bffff", "891F204004BFFFF", "891f204004bfff", "891f204004bffff0",
		"617700169958293503",  // the number of a valid cell
		"1591f204004bffff",    // a directed edge has 16 digits
		"000000000000000",     // mode 0
		"fffffffffffffff",     // every bit set
		"891f204004b0000",     // digits below the resolution
		"89ff204004bffff",     // base cell 127
		" 891f204004bffff",    // a space
		"891f204004bffff\x00", // a NUL
	} {
		got, err := ParseCell(s)
		if !errors.Is(err, ErrBadCell) || got != Rest {
			t.Errorf("ParseCell(%q) = %s, %v; want ErrBadCell", s, got, err)
		}
		if len(s) > 3 && err != nil && strings.Contains(err.Error(), s) {
			t.Errorf("the error for %q repeats it", s)
		}
	}
}

// Parents agree with H3, end at the remainder, and never become finer.
func TestParents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCell(t)
		r := rapid.IntRange(-1, 15).Draw(t, "to")
		got := c.Parent(r)
		switch {
		case r < 0 || r > c.Resolution():
			if got != Rest {
				t.Fatalf("%s.Parent(%d) = %s, want the remainder", c, r, got)
			}
		default:
			want, err := h3.Cell(c).Parent(r)
			if err != nil || got != Cell(want) || got.Resolution() != r {
				t.Fatalf("%s.Parent(%d) = %s, want %s", c, r, got, Cell(want))
			}
		}
	})
	if Rest.Resolution() != -1 || Rest.Parent(5) != Rest || !Rest.Valid() {
		t.Error("the remainder is above every resolution, its own parent, and valid")
	}
}

func TestAreas(t *testing.T) {
	a := NewArea(5, 3, 5, 1)
	if diff := cmp.Diff(Area{1, 3, 5}, a); diff != "" {
		t.Errorf("sorted, each once (-want +got):\n%s", diff)
	}
	for c, want := range map[Cell]bool{1: true, 2: false, 5: true, 6: false} {
		if a.Contains(c) != want {
			t.Errorf("Contains(%d) = %v", uint64(c), !want)
		}
	}
}

func TestScanRefusesOtherTypes(t *testing.T) {
	var c Cell
	var d Date
	var w Week
	if c.Scan("891f204004bffff") == nil || d.Scan("2026-01-01") == nil || w.Scan(int64(1)) == nil {
		t.Error("a cell scans from a number, a date and a week from a time, from nothing else")
	}
}

// FuzzParseCell: whatever is read is valid and writes itself as it was read.
func FuzzParseCell(f *testing.F) {
	for _, s := range []string{"rest", "891f204004bffff", "851f2043fffffff", "", "zzz"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCell(s)
		if err == nil && (c.String() != s || !c.Valid()) {
			t.Errorf("ParseCell(%q) = %s", s, c)
		}
	})
}
