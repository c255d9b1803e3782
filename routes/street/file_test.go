package street

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"testing"

	"runde/routes"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

func saved(t testing.TB, n *Network) []byte {
	t.Helper()
	data, err := n.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// What is loaded answers as what was saved, and saving it again gives the same bytes.
func TestSavedNetworkAnswersTheSame(t *testing.T) {
	n := Build(wild(rand.New(rand.NewPCG(1, 31)), 60, 80))
	data := saved(t, n)
	back, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(saved(t, back), data) {
		t.Error("saved again, the bytes differ")
	}
	points := []orb.Point{{12.001, 56.001}, {12.02, 56.015}, {12.01, 56.01}, {12.025, 56.005}}
	for _, mode := range routes.Modes {
		if diff := cmp.Diff(n.Router(mode).Matrix(points), back.Router(mode).Matrix(points)); diff != "" {
			t.Errorf("%s: times differ:\n%s", mode, diff)
		}
	}
}

// The same streets give the same bytes: nothing depends on the order of a map.
func TestBuildIsReproducible(t *testing.T) {
	streets, barriers := wild(rand.New(rand.NewPCG(2, 31)), 60, 80)
	if !bytes.Equal(saved(t, Build(streets, barriers)), saved(t, Build(streets, barriers))) {
		t.Error("two builds of the same streets differ")
	}
}

func TestTruncatedFilesAreRefused(t *testing.T) {
	data := saved(t, Build(wild(rand.New(rand.NewPCG(3, 31)), 10, 10)))
	for n := range data {
		if _, err := Decode(data[:n]); !errors.Is(err, ErrFile) {
			t.Fatalf("%d of %d bytes: %v, want ErrFile", n, len(data), err)
		}
	}
}

func TestAlteredFilesAreRefused(t *testing.T) {
	data := saved(t, Build(wild(rand.New(rand.NewPCG(4, 31)), 10, 10)))
	for i := range data {
		altered := bytes.Clone(data)
		altered[i] ^= 1 << (i % 8)
		if _, err := Decode(altered); !errors.Is(err, ErrFile) {
			t.Fatalf("byte %d altered: %v, want ErrFile", i, err)
		}
	}
	if _, err := Decode(append(data, 0)); !errors.Is(err, ErrFile) {
		t.Errorf("a byte too many: %v, want ErrFile", err)
	}
}

// A file that lies unaligned in memory is read like any other.
func TestUnalignedFile(t *testing.T) {
	n := Build(wild(rand.New(rand.NewPCG(5, 31)), 20, 30))
	data := saved(t, n)
	for shift := range 4 {
		room := make([]byte, shift+len(data))
		copy(room[shift:], data)
		back, err := Decode(room[shift:])
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(saved(t, back), data) {
			t.Errorf("shifted by %d, saved again, the bytes differ", shift)
		}
	}
}

// Whatever the bytes between magic and checksum, Decode answers with ErrFile or with
// a network that can be asked: it never panics. The checksum is made right so that
// the arrays are reached.
func FuzzDecode(f *testing.F) {
	for seed := range uint64(3) {
		data := saved(f, Build(wild(rand.New(rand.NewPCG(seed, 32)), 6, 6)))
		f.Add(data[len(magic) : len(data)-sha256.Size])
	}
	f.Add([]byte{})
	f.Add([]byte{255, 255, 255, 255, 0})
	f.Fuzz(decodeAny)
}

// The same of a network in which values are replaced here and there, so that the
// lengths of arrays are mostly right. An edit is a place and a value of two bytes
// each.
func FuzzDecodeEdited(f *testing.F) {
	whole := saved(f, Build(wild(rand.New(rand.NewPCG(1, 33)), 8, 8)))
	body := whole[len(magic) : len(whole)-sha256.Size]
	f.Add([]byte{0, 1, 0, 1})
	f.Add([]byte{0, 40, 255, 255, 0, 90, 0, 0})
	f.Fuzz(func(t *testing.T, edits []byte) {
		edited := bytes.Clone(body)
		for ; len(edits) >= 4; edits = edits[4:] {
			at := int(binary.BigEndian.Uint16(edits)) % (len(edited) / 4)
			binary.LittleEndian.PutUint32(edited[4*at:], uint32(int16(binary.BigEndian.Uint16(edits[2:]))))
		}
		decodeAny(t, edited)
	})
}

func decodeAny(t *testing.T, arrays []byte) {
	body := append([]byte(magic), arrays...)
	sum := sha256.Sum256(body)
	n, err := Decode(append(body, sum[:]...))
	if err != nil {
		if !errors.Is(err, ErrFile) {
			t.Fatalf("error is %v, want ErrFile", err)
		}
		return
	}
	for _, mode := range routes.Modes {
		r := n.Router(mode)
		r.Matrix([]orb.Point{{12, 56}, {12.01, 56.01}})
		_, _ = r.Path(orb.Point{12, 56}, orb.Point{12.01, 56.01})
		_, _ = r.AreaStop(orb.MultiPolygon{orb.Bound{Min: orb.Point{12, 56}, Max: orb.Point{12.02, 56.01}}.ToPolygon()})
		r.Share()
	}
}
