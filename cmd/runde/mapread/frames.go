package mapread

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"sync"

	"runde/geo"
	"runde/geo/osm"
)

// The answer of the process that reads a map: the magic, then frames of a kind, a
// length and a body. Any number of progress frames, then either one failure or the
// parts of the map; the last frame is the SHA-256 of all before it. An answer that
// ends without it is no answer.
const (
	frameMagic = "RUNDE-MAP-ANSWER-1\n"

	progressFrame = 'p' // bytes done and bytes in all
	failureFrame  = 'f' // failure as JSON
	factsFrame    = 'm' // Map as JSON
	networkFrame  = 'n'
	basemapFrame  = 'b'
	endFrame      = 'z'
)

// frameLimits are the longest bodies that are taken. PostgreSQL holds no value of
// more than a gigabyte.
var frameLimits = map[byte]int64{
	progressFrame: 16,
	failureFrame:  8 << 10,
	factsFrame:    64 << 20,
	networkFrame:  1 << 30,
	basemapFrame:  1 << 30,
	endFrame:      sha256.Size,
}

// ErrAnswer is returned for bytes that are no answer of this program's.
var ErrAnswer = errors.New("what was read of the map came back incomplete or altered")

// frameWriter writes an answer. Several goroutines may report progress.
type frameWriter struct {
	mu  sync.Mutex
	to  io.Writer
	sum hash.Hash
	err error
}

func newFrameWriter(to io.Writer) *frameWriter {
	w := &frameWriter{sum: sha256.New()}
	w.to = io.MultiWriter(to, w.sum)
	_, w.err = io.WriteString(w.to, frameMagic)
	return w
}

func (w *frameWriter) write(kind byte, body []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil && int64(len(body)) > frameLimits[kind] {
		w.err = fmt.Errorf("the map is too large to be stored: a part of it has %d bytes", len(body))
	}
	for _, b := range [][]byte{binary.BigEndian.AppendUint32([]byte{kind}, uint32(len(body))), body} {
		if w.err == nil {
			_, w.err = w.to.Write(b)
		}
	}
}

func (w *frameWriter) progress(done, total int64) {
	body := binary.BigEndian.AppendUint64(nil, uint64(done))
	w.write(progressFrame, binary.BigEndian.AppendUint64(body, uint64(total)))
}

// result writes the map and the end.
func (w *frameWriter) result(m *Map) error {
	facts, err := json.Marshal(m)
	if err != nil {
		return err
	}
	w.write(factsFrame, facts)
	w.write(networkFrame, m.Network)
	w.write(basemapFrame, m.Basemap)
	return w.end()
}

func (w *frameWriter) failure(f failure) error {
	body, err := json.Marshal(f)
	if err != nil {
		return err
	}
	w.write(failureFrame, body)
	return w.end()
}

func (w *frameWriter) end() error {
	w.write(endFrame, w.sum.Sum(nil))
	return w.err
}

// readAnswer reads what a frameWriter wrote: a map, or the error that its reading
// ended with. It returns ErrAnswer for anything else, and takes no more memory than
// has come.
func readAnswer(r io.Reader, progress func(done, total int64)) (*Map, error) {
	sum := sha256.New()
	in := io.TeeReader(r, sum)
	magic := make([]byte, len(frameMagic))
	if _, err := io.ReadFull(in, magic); err != nil || string(magic) != frameMagic {
		return nil, ErrAnswer
	}
	got := map[byte][]byte{}
	for {
		before := sum.Sum(nil)
		kind, body, err := readFrame(in)
		if err != nil {
			return nil, ErrAnswer
		}
		switch {
		case kind == progressFrame && len(body) == 16:
			progress(int64(binary.BigEndian.Uint64(body)), int64(binary.BigEndian.Uint64(body[8:])))
		case kind == endFrame && bytes.Equal(body, before):
			return assemble(got)
		case kind == progressFrame, kind == endFrame, got[kind] != nil:
			return nil, ErrAnswer
		default:
			got[kind] = body
		}
	}
}

func readFrame(r io.Reader) (kind byte, body []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	limit, known := frameLimits[head[0]]
	size := int64(binary.BigEndian.Uint32(head[1:]))
	if !known || size > limit {
		return 0, nil, ErrAnswer
	}
	b := bytes.NewBuffer([]byte{}) // never nil: an empty part has come, too
	_, err = io.CopyN(b, r, size)
	return head[0], b.Bytes(), err
}

// assemble makes the map, or the failure, of its frames.
func assemble(got map[byte][]byte) (*Map, error) {
	if body := got[failureFrame]; body != nil {
		var f failure
		if json.Unmarshal(body, &f) != nil {
			return nil, ErrAnswer
		}
		return nil, f.error()
	}
	m := &Map{Network: got[networkFrame], Basemap: got[basemapFrame]}
	if m.Network == nil || m.Basemap == nil || json.Unmarshal(got[factsFrame], m) != nil || !m.valid() {
		return nil, ErrAnswer
	}
	return m, nil
}

// valid checks what the rest of the program takes for granted.
func (m *Map) valid() bool {
	for leaf, n := range m.Homes {
		if !leaf.Valid() || leaf.Resolution() != geo.LeafResolution || n < 0 {
			return false
		}
	}
	known := m.Source == osm.FromAddresses || m.Source == osm.FromBuildings || m.Source == fromRegister
	return len(m.Homes) > 0 && len(m.Area) > 0 && known
}
