package geo

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"

	"github.com/uber/h3-go/v4"
)

// Cell is an H3 index. The zero value is [Rest].
type Cell uint64

// Rest is the reserved id of a cover's remainder at its root: the whole
// municipality minus every cell of the cover. JSON and text write it "rest".
const Rest Cell = 0

// LeafResolution is the H3 resolution at which every point is indexed first.
// Coarser cells are always its ancestors: indexing a point directly at a coarse
// resolution differs for 6–7 % of points.
const LeafResolution = 9

// ErrBadCell is returned for text that is neither "rest" nor a valid H3 cell.
var ErrBadCell = errors.New("cell: not a valid H3 cell")

// ParseCell reads "rest" or the hexadecimal form of a valid H3 cell. Edges,
// vertices, decimal numbers and a 0x prefix are refused with [ErrBadCell]. The
// error never repeats the input.
func ParseCell(s string) (Cell, error) {
	if s == "rest" {
		return Rest, nil
	}
	if len(s) != 15 {
		return 0, ErrBadCell
	}
	var v uint64
	for _, r := range []byte(s) {
		switch {
		case '0' <= r && r <= '9':
			v = v<<4 | uint64(r-'0')
		case 'a' <= r && r <= 'f':
			v = v<<4 | uint64(r-'a'+10)
		default:
			return 0, ErrBadCell
		}
	}
	if !h3.Cell(v).IsValid() {
		return 0, ErrBadCell
	}
	return Cell(v), nil
}

// String writes the hexadecimal form, or "rest".
func (c Cell) String() string {
	if c == Rest {
		return "rest"
	}
	return fmt.Sprintf("%015x", uint64(c))
}

// Valid reports whether c is Rest or a valid H3 cell.
func (c Cell) Valid() bool { return c == Rest || h3.Cell(c).IsValid() }

// Resolution is the H3 resolution, 0–15. Rest has resolution -1.
func (c Cell) Resolution() int {
	if c == Rest {
		return -1
	}
	return h3.Cell(c).Resolution()
}

// Parent is the ancestor at a coarser or equal resolution. The ancestor of any
// cell at resolution -1 is Rest.
func (c Cell) Parent(resolution int) Cell {
	if resolution < 0 || c == Rest {
		return Rest
	}
	p, err := h3.Cell(c).Parent(resolution)
	if err != nil {
		return Rest
	}
	return Cell(p)
}

// MarshalText implements encoding.TextMarshaler.
func (c Cell) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler by [ParseCell].
func (c *Cell) UnmarshalText(b []byte) error {
	v, err := ParseCell(string(b))
	*c = v
	return err
}

// Value stores a cell as a signed 64-bit integer: valid H3 cells are below 2^63.
func (c Cell) Value() (driver.Value, error) { return int64(c), nil }

// Scan reads what Value wrote.
func (c *Cell) Scan(src any) error {
	v, ok := src.(int64)
	if !ok {
		return fmt.Errorf("cell: cannot scan %T", src)
	}
	*c = Cell(v)
	return nil
}

// Area is a set of cells, sorted and without duplicates, shown or counted as one.
type Area []Cell

// NewArea sorts the cells and removes duplicates.
func NewArea(cells ...Cell) Area {
	a := slices.Clone(cells)
	slices.Sort(a)
	return slices.Compact(a)
}

// Contains reports whether the cell is one of the area's.
func (a Area) Contains(c Cell) bool {
	_, ok := slices.BinarySearch(a, c)
	return ok
}
