package pbf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Limits of the format. A frame beyond them is refused before it is read.
const (
	maxHeader = 64 << 10
	maxBlob   = 32 << 20
)

// ErrTruncated is returned for a file that ends inside a frame.
var ErrTruncated = errors.New("the file is truncated: it ends before its content does")

// ErrAltered is wrapped by the error for a file whose blocks break a rule of
// the format; the error names the rule.
var ErrAltered = errors.New("the file is damaged or altered")

// ErrUnsupported is wrapped by the error for a file that needs more of the
// format than is read here.
var ErrUnsupported = errors.New("the file needs what this program does not support")

func altered(rule string) error { return fmt.Errorf("%w: %s", ErrAltered, rule) }

// readFrame reads one frame: what it holds ("OSMHeader", "OSMData") and its
// blob, still compressed. It returns io.EOF only between two frames.
func readFrame(r io.Reader) (kind string, blob []byte, err error) {
	var prefix [4]byte
	if n, err := io.ReadFull(r, prefix[:]); err != nil {
		if n == 0 && err == io.EOF {
			return "", nil, io.EOF
		}
		return "", nil, cut(err)
	}
	size := binary.BigEndian.Uint32(prefix[:])
	if size == 0 || size >= maxHeader {
		return "", nil, altered("a block header must be shorter than 64 KiB")
	}
	header := make([]byte, size)
	if _, err := io.ReadFull(r, header); err != nil {
		return "", nil, cut(err)
	}
	kind, length, err := blobHeader(header)
	if err != nil {
		return "", nil, err
	}
	blob = make([]byte, length)
	if _, err := io.ReadFull(r, blob); err != nil {
		return "", nil, cut(err)
	}
	return kind, blob, nil
}

// cut turns an end of file inside a frame into ErrTruncated and keeps others.
func cut(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
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
	if size == 0 || size > maxBlob {
		return "", 0, altered("a block must hold between 1 byte and 32 MiB")
	}
	return kind, int(size), nil
}

// inflater unpacks blobs; it keeps its zlib state between them.
type inflater struct {
	zr  io.ReadCloser
	buf bytes.Buffer
}

// unpack returns the content of a blob, valid until the next call. Never more
// than the announced size is inflated, so that no small file fills the memory.
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
		return raw, nil
	case zipped == nil && !known:
		return nil, fmt.Errorf("%w: a compression other than zlib", ErrUnsupported)
	case zipped == nil:
		return nil, altered("a block holds no data")
	case size == 0 || size > maxBlob:
		return nil, altered("an unpacked block must hold between 1 byte and 32 MiB")
	}
	return f.inflate(zipped, int64(size))
}

func (f *inflater) inflate(zipped []byte, size int64) ([]byte, error) {
	var err error
	if f.zr == nil {
		f.zr, err = zlib.NewReader(bytes.NewReader(zipped))
	} else {
		err = f.zr.(zlib.Resetter).Reset(bytes.NewReader(zipped), nil)
	}
	if err != nil {
		f.zr = nil
		return nil, altered("a block's compression is broken")
	}
	f.buf.Reset()
	n, err := f.buf.ReadFrom(io.LimitReader(f.zr, size+1))
	if err != nil || n != size {
		return nil, altered("a block does not unpack to the size it announces")
	}
	return f.buf.Bytes(), nil
}
