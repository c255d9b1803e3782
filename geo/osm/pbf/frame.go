package pbf

import (
	"encoding/binary"
	"io"
)

// frame is where a blob lies in a file, as its block header says.
type frame struct {
	header bool // the first one
	kind   string
	offset int64 // of the blob
	size   int   // of the blob, packed
}

// walker steps from frame to frame without reading the blobs between.
type walker struct {
	r      io.ReaderAt
	size   int64
	offset int64
	count  int64
	buf    [maxHeader + 4]byte
}

// next returns io.EOF only between two frames and after the header.
func (w *walker) next() (frame, error) {
	first := w.count == 0
	if w.offset == w.size && !first {
		return frame{}, io.EOF
	}
	if w.count++; w.count > allowedFrames(w.size) {
		return frame{}, errFrames
	}
	head, err := w.head()
	if err != nil {
		return frame{}, err
	}
	kind, length, err := blobHeader(head)
	if err != nil {
		return frame{}, err
	}
	if first != (kind == "OSMHeader") {
		return frame{}, altered("the first block, and no other, must be the header")
	}
	f := frame{first, kind, w.offset + 4 + int64(len(head)), length}
	if w.offset = f.offset + int64(length); w.offset > w.size {
		return frame{}, ErrTruncated
	}
	return f, nil
}

// guess is how much is read at once of a frame's beginning: most block headers
// are 13 bytes long.
const guess = 64

// head reads the block header behind its length. It is valid until the next call.
func (w *walker) head() ([]byte, error) {
	n := min(guess, w.size-w.offset)
	if n < 4 {
		return nil, ErrTruncated
	}
	if err := readAt(w.r, w.buf[:n], w.offset); err != nil {
		return nil, err
	}
	size := int64(binary.BigEndian.Uint32(w.buf[:4]))
	switch {
	case size == 0 || size >= maxHeader:
		return nil, altered("a block header must be shorter than 64 KiB")
	case w.offset+4+size > w.size:
		return nil, ErrTruncated
	case 4+size > n:
		if err := readAt(w.r, w.buf[n:4+size], w.offset+n); err != nil {
			return nil, err
		}
	}
	return w.buf[4 : 4+size], nil
}

// readAt fills p. A file that became shorter meanwhile is truncated.
func readAt(r io.ReaderAt, p []byte, offset int64) error {
	n, err := r.ReadAt(p, offset)
	switch {
	case n == len(p):
		return nil
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		return ErrTruncated
	}
	return err
}

func blobHeader(data []byte) (kind string, length int, err error) {
	m := message{data: data}
	size := uint64(0)
	for m.next() {
		switch {
		case m.is(1, wireBytes):
			kind = string(m.bytes)
		case m.is(3, wireVarint):
			size = m.value
		}
	}
	if m.bad || kind == "" {
		return "", 0, altered("a block header cannot be read")
	}
	if size == 0 || size >= maxBlob {
		return "", 0, altered("a block must hold at least 1 byte and less than 32 MiB")
	}
	return kind, int(size), nil
}
