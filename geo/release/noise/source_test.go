package noise

import (
	"bytes"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// seeded is a generator that gives the same bytes in every run.
func seeded(seed byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{seed}) }

const draws = 1_000_000

// drawn counts draws of e by value.
func drawn(t *testing.T, e Epsilon, n int) map[int]int {
	t.Helper()
	s, out := NewSource(seeded(byte(e.S*16+e.T))), map[int]int{}
	for range n {
		x, err := s.Draw(e)
		if err != nil {
			t.Fatal(err)
		}
		out[x]++
	}
	return out
}

// misfit is the chi-square of counted values against the probabilities of −12 to
// 12, the tails and all cells with fewer than ten expected taken together, and the
// bound that chance stays under 999 times in 1,000 (Wilson and Hilferty, 1931).
func misfit(counted map[int]int, pmf map[int]float64) (chi2, bound float64) {
	total, seen, likely := 0, 0, 0.0
	for _, n := range counted {
		total += n
	}
	cells := 0
	add := func(n int, p float64) {
		want := p * float64(total)
		chi2 += (float64(n) - want) * (float64(n) - want) / want
		cells++
	}
	for x, p := range pmf {
		if p*float64(total) >= 10 {
			add(counted[x], p)
			seen, likely = seen+counted[x], likely+p
		}
	}
	add(total-seen, 1-likely)
	free := float64(cells - 1)
	cube := 1 - 2/(9*free) + 3.0902*math.Sqrt(2/(9*free))
	return chi2, free * cube * cube * cube
}

// reference is the probabilities that draws are held against: the vectors where
// there are some, else the formula.
func reference(t *testing.T, e Epsilon) map[int]float64 {
	t.Helper()
	out := map[int]float64{}
	for _, v := range vectors(t)[e] {
		out[v.x] = v.pmf
	}
	for x := -12; x <= 12 && len(out) < 25; x++ {
		out[x] = e.Probability(x)
	}
	return out
}

// A million draws of each epsilon fit the vectors, and those of the other budgets
// the formula. The generator is seeded: the test says the same in every run.
func TestDrawsFitTheDistribution(t *testing.T) {
	for _, e := range []Epsilon{{1, 4}, {1, 2}, {1, 1}, {2, 1}, {3, 4}, {3, 2}} {
		chi2, bound := misfit(drawn(t, e, draws), reference(t, e))
		if !(chi2 < bound) {
			t.Errorf("%s: chi-square %.1f, want below %.1f", e, chi2, bound)
		}
		t.Logf("%s: chi-square %.1f, bound %.1f", e, chi2, bound)
	}
}

// Samplers with the usual mistakes do not fit, so that the test above can fail.
func TestWrongSamplersAreRefused(t *testing.T) {
	e := Epsilon{1, 2}
	var r *rand.Rand
	counted := func(sampler func() int) map[int]int {
		r = rand.New(seeded(1))
		out := map[int]int{}
		for range draws {
			out[sampler()]++
		}
		return out
	}
	size := func() int { return int(r.ExpFloat64() / e.Float()) }
	right := func() int { a := size(); return a - size() } // two geometric numbers
	sign := func(x int) int { return x * (1 - 2*r.IntN(2)) }
	for name, wrong := range map[string]func() int{
		"zero of both signs":       func() int { return sign(size()) },
		"one too large":            func() int { return right() + 1 },
		"one side alone":           func() int { return size() },
		"a rounded real number":    func() int { return sign(int(r.ExpFloat64()/e.Float() + 0.5)) },
		"another budget's epsilon": func() int { a := int(r.ExpFloat64() / 0.51); return a - int(r.ExpFloat64()/0.51) },
	} {
		if chi2, bound := misfit(counted(wrong), reference(t, e)); chi2 < bound {
			t.Errorf("%s: chi-square %.1f passes under %.1f", name, chi2, bound)
		}
	}
	if chi2, bound := misfit(counted(right), reference(t, e)); chi2 >= bound {
		t.Errorf("a right sampler is refused: chi-square %.1f, bound %.1f", chi2, bound)
	}
}

// For every fraction, the same bytes give the same number, the sign is fair and 0
// is neither side's, and what fits in the margin does.
func TestDrawIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := Epsilon{rapid.IntRange(1, 1000).Draw(t, "s"), rapid.IntRange(1, 1000).Draw(t, "t")}
		seed := rapid.Byte().Draw(t, "seed")
		a, b := NewSource(seeded(seed)), NewSource(seeded(seed))
		const n = 400
		var minus, plus, outside int
		for range n {
			x, err := a.Draw(e)
			y, err2 := b.Draw(e)
			if err != nil || err2 != nil || x != y {
				t.Fatalf("%s: %d, %v and %d, %v from the same bytes", e, x, err, y, err2)
			}
			switch {
			case x < 0:
				minus++
			case x > 0:
				plus++
			}
			if max(x, -x) > e.Margin(0.5) {
				outside++
			}
		}
		// Six standard deviations: once in 500 million.
		if d := float64(minus - plus); d*d > 36*float64(minus+plus) {
			t.Fatalf("%s: %d below and %d above zero", e, minus, plus)
		}
		if float64(outside) > n/2+6*math.Sqrt(n)/2 {
			t.Fatalf("%s: %d of %d outside the margin that half stay within", e, outside, n)
		}
	})
}

// words are the bytes of numbers as the source reads them.
func words(list ...uint64) io.Reader {
	var out []byte
	for _, w := range list {
		for range 8 {
			out = append(out, byte(w))
			w >>= 8
		}
	}
	return bytes.NewReader(out)
}

// The numbers that do not fit evenly into 64 bits are thrown away, and no others.
func TestUniformRejectsTheRest(t *testing.T) {
	const top = math.MaxUint64 // 2⁶⁴ mod 10 is 6
	for _, c := range []struct {
		name  string
		words []uint64
		n     int
		want  int
	}{
		{"first of the rest", []uint64{top - 5, 3}, 10, 3},
		{"last of the rest", []uint64{top, 4}, 10, 4},
		{"last that fits", []uint64{top - 6, 3}, 10, 9},
		{"a power of two has no rest", []uint64{top, 3}, 8, 7},
		{"one", []uint64{top}, 1, 0},
	} {
		if got, err := NewSource(words(c.words...)).uniform(c.n); err != nil || got != c.want {
			t.Errorf("%s: %d, %v; want %d", c.name, got, err, c.want)
		}
	}
}

// A zero of the negative side is drawn again: it is 0 once, not twice.
func TestNegativeZeroIsDrawnAgain(t *testing.T) {
	e := Epsilon{1, 1}
	// U = 0; exp(0) says yes; exp(−1) says no at its second die; the coin.
	zero := []uint64{0, 0, 0, 1}
	first := append(append([]uint64{}, zero...), 1)
	again := append(append(first, zero...), 0)
	if x, err := NewSource(words(again...)).Draw(e); x != 0 || err != nil {
		t.Errorf("%d, %v; want 0", x, err)
	}
	if x, err := NewSource(words(first...)).Draw(e); !errors.Is(err, io.EOF) {
		t.Errorf("%d, %v; want the end of the reader: the round falls away", x, err)
	}
}

// However the reader fails, there is an error and no number; bytes that repeat end
// in one as well, instead of never.
func TestReaderErrors(t *testing.T) {
	broken := errors.New("broken")
	e := Epsilon{3, 5}
	for name, c := range map[string]struct {
		r    io.Reader
		want error
	}{
		"at once":          {iotest.ErrReader(broken), broken},
		"empty":            {bytes.NewReader(nil), io.EOF},
		"inside a number":  {bytes.NewReader(make([]byte, 13)), io.ErrUnexpectedEOF},
		"always zero":      {repeat(0), ErrNotRandom},
		"always the rest":  {repeat(0xff), ErrNotRandom},
		"timeout later on": {iotest.TimeoutReader(seeded(1)), iotest.ErrTimeout},
	} {
		if x, err := NewSource(c.r).Draw(e); !errors.Is(err, c.want) || x != 0 {
			t.Errorf("%s: %d, %v; want %v", name, x, err, c.want)
		}
	}
	// At every byte of a draw.
	counted := &counter{r: seeded(7)}
	if _, err := NewSource(counted).Draw(e); err != nil {
		t.Fatal(err)
	}
	for n := range counted.n {
		r := io.MultiReader(io.LimitReader(seeded(7), int64(n)), iotest.ErrReader(broken))
		if x, err := NewSource(r).Draw(e); !errors.Is(err, broken) || x != 0 {
			t.Errorf("after %d of %d bytes: %d, %v; want %v", n, counted.n, x, err, broken)
		}
	}
}

// A reader may give a byte at a time.
func TestShortReads(t *testing.T) {
	whole, bits := NewSource(seeded(3)), NewSource(iotest.OneByteReader(seeded(3)))
	for range 100 {
		x, err := whole.Draw(Epsilon{1, 4})
		y, err2 := bits.Draw(Epsilon{1, 4})
		if err != nil || err2 != nil || x != y {
			t.Fatalf("%d, %v and %d, %v", x, err, y, err2)
		}
	}
}

// repeat is a reader of one byte for ever.
type repeat byte

func (b repeat) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(b)
	}
	return len(p), nil
}

// counter counts the bytes that were read.
type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}
