package pbf

import (
	"bytes"
	"fmt"
	"io"

	"github.com/klauspost/compress/zlib"
)

// inflater reads and unpacks blobs; it keeps its buffers and its zlib state
// between them.
type inflater struct {
	packed []byte
	plain  []byte
	source bytes.Reader
	zr     io.ReadCloser
	// budget, if set, is asked before anything is unpacked, with the size that
	// the blob announces.
	budget func(size int64) error
}

// read returns the content of a blob in a file, valid until the next call.
func (f *inflater) read(r io.ReaderAt, offset int64, size int) ([]byte, error) {
	f.packed = grow(f.packed, size)
	if err := readAt(r, f.packed, offset); err != nil {
		return nil, err
	}
	return f.unpack(f.packed)
}

// grow returns a buffer of n bytes, the given one where that is large enough.
func grow(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}

// unpack returns the content of a blob, valid until the next call. Never more
// than one byte beyond the announced size is inflated, so that no small file
// fills the memory.
func (f *inflater) unpack(blob []byte) ([]byte, error) {
	m := message{data: blob}
	var raw, zipped []byte
	var size uint64
	known := true
	for m.next() {
		switch {
		case m.is(1, wireBytes):
			raw = m.bytes
		case m.is(2, wireVarint):
			size = m.value
		case m.is(3, wireBytes):
			zipped = m.bytes
		case m.num >= 4 && m.num <= 7:
			known = false
		}
	}
	switch {
	case m.bad:
		return nil, altered("a block's envelope cannot be read")
	case raw != nil:
		return raw, f.ask(int64(len(raw)))
	case zipped == nil && !known:
		return nil, fmt.Errorf("%w: a compression other than zlib", ErrUnsupported)
	case zipped == nil:
		return nil, altered("a block holds no data")
	case size == 0 || size > maxBlob:
		return nil, altered("an unpacked block must hold between 1 byte and 32 MiB")
	}
	if err := f.ask(int64(size)); err != nil {
		return nil, err
	}
	return f.inflate(zipped, int(size))
}

func (f *inflater) ask(size int64) error {
	if f.budget == nil {
		return nil
	}
	return f.budget(size)
}

// maxDeflate is the most that deflate can make of a byte, rounded up.
const maxDeflate = 1040

func (f *inflater) inflate(zipped []byte, size int) ([]byte, error) {
	wrong := altered("a block does not unpack to the size it announces")
	if size > maxDeflate*len(zipped) {
		return nil, wrong // said before a buffer of that size is made
	}
	if err := f.reset(zipped); err != nil {
		return nil, altered("a block's compression is broken")
	}
	f.plain = grow(f.plain, size)
	if _, err := io.ReadFull(f.zr, f.plain); err != nil {
		return nil, wrong
	}
	var more [1]byte // the end also proves the checksum
	if n, err := io.ReadFull(f.zr, more[:]); n != 0 || err != io.EOF {
		return nil, wrong
	}
	return f.plain, nil
}

func (f *inflater) reset(zipped []byte) (err error) {
	f.source.Reset(zipped)
	if f.zr == nil {
		f.zr, err = zlib.NewReader(&f.source)
		return err
	}
	return f.zr.(zlib.Resetter).Reset(&f.source, nil)
}
