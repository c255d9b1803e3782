package street

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// ErrFile is wrapped by every error about a saved network that cannot be used:
// another format or version, cut short, or altered. The remedy is to build it
// again from the map.
var ErrFile = errors.New("street: saved network cannot be used")

// magic names the format and its version; it changes whenever the arrays or the
// profiles do.
const magic = "RUNDE-STREETS-3\n"

// arrays lists the network's 32-bit arrays in the order of the file.
func (n *Network) arrays() []*[]int32 {
	out := []*[]int32{&n.x, &n.y, &n.tail, &n.head, &n.bend, &n.bx, &n.by}
	for mode := range n.times {
		out = append(out, &n.times[mode][0], &n.times[mode][1])
	}
	return out
}

// WriteTo saves the network with its hierarchies, which it makes where there are
// none yet, and verifies: the magic, each array as a length and little-endian
// values, and a SHA-256 of all that.
func (n *Network) WriteTo(w io.Writer) (int64, error) {
	sum := sha256.New()
	out := &counter{w: io.MultiWriter(w, sum)}
	out.write([]byte(magic))
	for _, a := range n.arrays() {
		out.array(*a)
	}
	out.write(binary.LittleEndian.AppendUint32(nil, uint32(len(n.public))))
	out.write(n.public)
	for mode := range n.routers {
		r := n.routers[mode]()
		if err := r.hierarchy.Verify(&r.graph.Graph); err != nil {
			return out.n, err
		}
		out.array(r.name)
		for _, part := range r.hierarchy.Parts() {
			out.array(part)
		}
	}
	out.w = w
	out.write(sum.Sum(nil))
	return out.n, out.err
}

func (c *counter) array(a []int32) {
	c.write(binary.LittleEndian.AppendUint32(nil, uint32(len(a))))
	c.write(packed(a))
}

func packed(a []int32) []byte {
	b := make([]byte, 0, 4*len(a))
	for _, v := range a {
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	return b
}

type counter struct {
	w   io.Writer
	n   int64
	err error
}

func (c *counter) write(b []byte) {
	if c.err != nil {
		return
	}
	n, err := c.w.Write(b)
	c.n += int64(n)
	c.err = err
}

// Read loads what WriteTo saved. A file of another version, cut short or altered
// is refused with ErrFile; an error of the reader comes back as it is.
func Read(r io.Reader) (*Network, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, err
	}
	body, err := framed(data)
	if err != nil {
		return nil, err
	}
	// The checksum and the arrays are read side by side; nothing is believed of
	// the arrays before both are done.
	intact := make(chan bool, 1)
	go func() { intact <- checksumFits(data) }()
	n, err := decode(body)
	if !<-intact {
		return nil, fmt.Errorf("%w: cut short or altered", ErrFile)
	}
	return n, err
}

// readAll is io.ReadAll, at once where the size is known.
func readAll(r io.Reader) ([]byte, error) {
	var b bytes.Buffer
	switch r := r.(type) {
	case interface{ Len() int }:
		b.Grow(r.Len() + bytes.MinRead)
	case interface{ Stat() (fs.FileInfo, error) }:
		if info, err := r.Stat(); err == nil && info.Size() < maxFile {
			b.Grow(int(info.Size()) + bytes.MinRead)
		}
	}
	_, err := b.ReadFrom(r)
	return b.Bytes(), err
}

// maxFile bounds what is set aside for a file before it is read.
const maxFile = 1 << 30

// framed is what lies between the magic and the checksum.
func framed(data []byte) ([]byte, error) {
	if !bytes.HasPrefix(data, []byte(magic)) {
		return nil, fmt.Errorf("%w: not a network of this version", ErrFile)
	}
	end := len(data) - sha256.Size
	if end < len(magic) {
		return nil, fmt.Errorf("%w: cut short", ErrFile)
	}
	return data[len(magic):end], nil
}

func checksumFits(data []byte) bool {
	end := len(data) - sha256.Size
	sum := sha256.Sum256(data[:end])
	return bytes.Equal(sum[:], data[end:])
}

// decode reads the arrays and checks that they fit each other.
func decode(body []byte) (n *Network, err error) {
	n = &Network{}
	for _, a := range n.arrays() {
		if *a, body, err = unpacked(body); err != nil {
			return nil, err
		}
	}
	count, body, err := length(body, 1)
	if err != nil {
		return nil, err
	}
	n.public, body = bytes.Clone(body[:count]), body[count:] // the file itself is let go
	if err := n.valid(); err != nil {
		return nil, err
	}
	n.index = newIndex(n)
	saved, body, err := n.unpackModes(body)
	if err != nil {
		return nil, err
	}
	if len(body) > 0 {
		return nil, fmt.Errorf("%w: more than its arrays", ErrFile)
	}
	return n, n.restore(saved)
}

// length reads a count of values of the given size that must follow.
func length(b []byte, size int) (int, []byte, error) {
	if len(b) < 4 {
		return 0, nil, fmt.Errorf("%w: an array is missing", ErrFile)
	}
	count := int64(binary.LittleEndian.Uint32(b))
	if count*int64(size) > int64(len(b)-4) {
		return 0, nil, fmt.Errorf("%w: an array is longer than the file", ErrFile)
	}
	return int(count), b[4:], nil
}

func unpacked(b []byte) ([]int32, []byte, error) {
	count, b, err := length(b, 4)
	if err != nil {
		return nil, nil, err
	}
	out := make([]int32, count)
	for i := range out {
		out[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out, b[4*count:], nil
}

// valid checks that the arrays fit each other, so that no question to the network
// can leave them.
func (n *Network) valid() error {
	edges := len(n.tail)
	ok := len(n.x) == len(n.y) && len(n.head) == edges && len(n.bend) == edges+1 &&
		len(n.bx) == len(n.by) && len(n.public) == edges
	for mode := range n.times {
		ok = ok && len(n.times[mode][0]) == edges && len(n.times[mode][1]) == edges
	}
	if !ok || n.bend[0] != 0 || int(n.bend[edges]) != len(n.bx) {
		return fmt.Errorf("%w: arrays of different lengths", ErrFile)
	}
	for e := range edges {
		if !in(n.tail[e], len(n.x)) || !in(n.head[e], len(n.x)) || n.bend[e] > n.bend[e+1] || n.public[e] > 1 {
			return fmt.Errorf("%w: an edge leaves the network", ErrFile)
		}
		for mode := range n.times {
			for d := range 2 {
				if t := n.times[mode][d][e]; t != closed && (t < 1 || t > maxTime) {
					return fmt.Errorf("%w: a time out of range", ErrFile)
				}
			}
		}
	}
	return onGlobe(n.x, n.y, n.bx, n.by)
}

func in(i int32, n int) bool { return i >= 0 && int(i) < n }

func onGlobe(x, y, bx, by []int32) error {
	for _, a := range [][]int32{x, bx} {
		for _, v := range a {
			if v < -180*degrees || v > 180*degrees {
				return fmt.Errorf("%w: a longitude out of range", ErrFile)
			}
		}
	}
	for _, a := range [][]int32{y, by} {
		for _, v := range a {
			if v < -90*degrees || v > 90*degrees {
				return fmt.Errorf("%w: a latitude out of range", ErrFile)
			}
		}
	}
	return nil
}
