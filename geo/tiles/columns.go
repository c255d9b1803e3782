package tiles

import (
	"encoding/binary"
	"io"
	"math"
	"slices"
)

// columnBytes is how much of a column is made ready at a time.
const columnBytes = 1 << 15

// write writes the columns, little-endian: the four sides of the bound, and of
// each column its length and its values; a string is a length and its bytes.
func (e *encoded) write(w io.Writer) error {
	c := columnWriter{w: w, buf: make([]byte, 0, columnBytes+binary.MaxVarintLen64)}
	for _, v := range e.sides() {
		c.room()
		c.buf = binary.LittleEndian.AppendUint64(c.buf, math.Float64bits(*v))
	}
	c.length(len(e.Strings))
	for _, s := range e.Strings {
		c.length(len(s))
		c.bytes([]byte(s))
	}
	for _, column := range e.numbers() {
		c.length(len(*column))
		for _, v := range *column {
			c.room()
			c.buf = binary.LittleEndian.AppendUint32(c.buf, uint32(v))
		}
	}
	c.length(len(e.Zooms))
	c.bytes(e.Zooms)
	c.flush()
	return c.err
}

func (e *encoded) sides() [4]*float64 {
	b := &e.Bound
	return [4]*float64{&b.Min[0], &b.Min[1], &b.Max[0], &b.Max[1]}
}

// numbers lists the columns of numbers in the order of the file.
func (e *encoded) numbers() [4]*[]int32 {
	return [4]*[]int32{&e.Attrs, &e.Shapes, &e.Parts, &e.Coords}
}

// columnWriter gathers what is written into larger pieces.
type columnWriter struct {
	w   io.Writer
	buf []byte
	err error
}

// room makes some for one more value.
func (c *columnWriter) room() {
	if len(c.buf) >= columnBytes {
		c.flush()
	}
}

func (c *columnWriter) flush() { c.bytes(nil) }

// bytes writes what was gathered, and b.
func (c *columnWriter) bytes(b []byte) {
	for _, p := range [][]byte{c.buf, b} {
		if c.err == nil && len(p) > 0 {
			_, c.err = c.w.Write(p)
		}
	}
	c.buf = c.buf[:0]
}

func (c *columnWriter) length(n int) {
	c.room()
	c.buf = binary.LittleEndian.AppendUint32(c.buf, uint32(n))
}

// readColumns reads what write wrote; false where a column is longer than what
// is left, or something is left at the end.
func readColumns(b []byte) (e encoded, ok bool) {
	c := columnReader{b: b}
	for _, v := range e.sides() {
		if p := c.take(8); p != nil {
			*v = math.Float64frombits(binary.LittleEndian.Uint64(p))
		}
	}
	e.Strings = make([]string, c.length(4)) // of each, its length at least
	for i := range e.Strings {
		e.Strings[i] = string(c.take(c.length(1)))
	}
	for _, column := range e.numbers() {
		p := c.take(4 * c.length(4))
		*column = make([]int32, len(p)/4)
		for i := range *column {
			(*column)[i] = int32(binary.LittleEndian.Uint32(p[4*i:]))
		}
	}
	e.Zooms = slices.Clone(c.take(c.length(1)))
	return e, !c.short && len(c.b) == 0
}

// columnReader reads nothing more once something was missing.
type columnReader struct {
	b     []byte
	short bool
}

// take returns the next n bytes, or nil where there are fewer.
func (c *columnReader) take(n int) []byte {
	if c.short || n > len(c.b) {
		c.short = true
		return nil
	}
	p := c.b[:n]
	c.b = c.b[n:]
	return p
}

// length reads a number of things that take so many bytes each at least; 0 where
// there is no room for them.
func (c *columnReader) length(each int) int {
	p := c.take(4)
	if p == nil {
		return 0
	}
	n := int64(binary.LittleEndian.Uint32(p))
	if n*int64(each) > int64(len(c.b)) {
		c.short = true
		return 0
	}
	return int(n)
}
