package osm

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"fmt"
	"io"
	"sync/atomic"
)

// What a packed XML file may unpack to: 64 MiB, and 50 times its size on top.
// Maps as text shrink to a tenth or a fifteenth as a rule; a file of nothing but
// spaces, to a thousandth.
const (
	freeText  = 64 << 20
	textRatio = 50
)

var errTextRatio = fmt.Errorf("%w: a packed file must not unpack to more than 64 MiB and 50 times its size", ErrAltered)

func isGzip(b []byte) bool  { return bytes.HasPrefix(b, []byte{0x1f, 0x8b}) }
func isBzip2(b []byte) bool { return bytes.HasPrefix(b, []byte("BZh")) }

// unpack looks through gzip or bzip2, once, which it names.
func unpack(r io.Reader) (plain io.Reader, packing string, err error) {
	br := bufio.NewReaderSize(r, 1<<16)
	magic, _ := br.Peek(3)
	switch {
	case isGzip(magic):
		zr, err := gzip.NewReader(br)
		if err != nil {
			return nil, "", readError(err)
		}
		return zr, ", gzip", nil
	case isBzip2(magic):
		return bzip2.NewReader(br), ", bzip2", nil
	}
	return br, "", nil
}

// boundedReader refuses to read more than is left.
type boundedReader struct {
	r    io.Reader
	left int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errTextRatio
	}
	return n, err
}

// countingReader counts the bytes that went through it.
type countingReader struct {
	r io.Reader
	n *atomic.Int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}
