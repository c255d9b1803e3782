package pbf

import "encoding/binary"

// The wire types of protocol buffers.
const (
	wireVarint  = 0
	wireFixed64 = 1
	wireBytes   = 2
	wireFixed32 = 5
)

// message walks the fields of a protocol buffer message: after next returned
// true, num is the field's number, and value or bytes its content.
type message struct {
	data  []byte
	num   int
	wire  int
	value uint64
	bytes []byte
	bad   bool
}

// next reads one field. It returns false at the end of the message and when the
// message is malformed; bad tells which.
func (m *message) next() bool {
	if len(m.data) == 0 || m.bad {
		return false
	}
	tag := m.varint()
	m.num, m.wire = int(tag>>3), int(tag&7)
	switch m.wire {
	case wireVarint:
		m.value = m.varint()
	case wireBytes:
		m.bytes = m.take(m.varint())
	case wireFixed64:
		m.take(8)
	case wireFixed32:
		m.take(4)
	default:
		m.bad = true
	}
	m.bad = m.bad || tag>>3 == 0 || tag > 1<<32-1
	return !m.bad
}

// is reports whether the field has that number and wire type. A known number
// with another type is none of ours and is passed over, as the format asks.
func (m *message) is(num, wire int) bool { return m.num == num && m.wire == wire }

func (m *message) varint() uint64 {
	v, n := binary.Uvarint(m.data)
	if n <= 0 {
		m.bad = true
		return 0
	}
	m.data = m.data[n:]
	return v
}

func (m *message) take(n uint64) []byte {
	if m.bad || n > uint64(len(m.data)) {
		m.bad = true
		return nil
	}
	b := m.data[:n]
	m.data = m.data[n:]
	return b
}

// packed walks a packed row of varints.
type packed []byte

// next reads one number; false at the end and where the row is malformed.
func (p *packed) next() (uint64, bool) {
	if b := *p; len(b) > 0 && b[0] < 0x80 {
		*p = b[1:]
		return uint64(b[0]), true
	}
	return p.long()
}

// long reads a number of several bytes.
func (p *packed) long() (uint64, bool) {
	v, n := binary.Uvarint(*p)
	if n <= 0 {
		return 0, false
	}
	*p = (*p)[n:]
	return v, true
}

// count is the number of varints in the row.
func (p packed) count() int {
	n := 0
	for _, b := range p {
		if b < 0x80 {
			n++
		}
	}
	return n
}

// zigzag undoes the encoding of signed numbers.
func zigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }
