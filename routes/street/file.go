package street

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
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

// Encode is the network with its hierarchies, which it makes where there are none
// yet, and verifies: the magic, each array as a length and little-endian values, and
// a SHA-256 of all that. An error means that a hierarchy did not pass.
func (n *Network) Encode() ([]byte, error) {
	out := []byte(magic)
	for _, a := range n.arrays() {
		out = appendArray(out, *a)
	}
	for mode := range n.routers {
		r := n.routers[mode]()
		if err := r.hierarchy.Verify(&r.graph.Graph); err != nil {
			return nil, err
		}
		out = appendArray(out, r.name)
		for _, part := range r.hierarchy.Parts() {
			out = appendArray(out, part)
		}
	}
	out = binary.LittleEndian.AppendUint32(out, uint32(len(n.public)))
	out = append(out, n.public...)
	sum := sha256.Sum256(out)
	return append(out, sum[:]...), nil
}

func appendArray(out []byte, a []int32) []byte {
	out = slices.Grow(out, 4+4*len(a))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(a)))
	for _, v := range a {
		out = binary.LittleEndian.AppendUint32(out, uint32(v))
	}
	return out
}

// Decode loads what Encode gave and keeps data, which must not change any more. A
// file of another version, cut short or altered is refused with ErrFile.
func Decode(data []byte) (*Network, error) {
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
	saved, body, err := unpackModes(body)
	if err != nil {
		return nil, err
	}
	count, body, err := length(body, 1)
	if err != nil {
		return nil, err
	}
	if n.public, body = body[:count], body[count:]; len(body) > 0 {
		return nil, fmt.Errorf("%w: more than its arrays", ErrFile)
	}
	if err := n.valid(); err != nil {
		return nil, err
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
	return words(b[:4*count]), b[4*count:], nil
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
