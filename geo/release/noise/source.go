package noise

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// ErrNotRandom: the reader gave bytes that no source of randomness gives.
var ErrNotRandom = errors.New("noise: the reader's bytes are not random")

// hopeless is how often chance may go one way before the reader is to blame: each
// of the loops below ends sooner but with a probability under 10⁻¹⁶⁰.
const hopeless = 1000

// Source draws noise. It is not for several goroutines at once.
type Source struct {
	r   io.Reader
	buf [8]byte
}

// NewSource draws from a reader of independent, uniform bytes.
func NewSource(r io.Reader) *Source { return &Source{r: r} }

// Draw is one number of the distribution of e, independent of all others. An error
// is ErrEpsilon, ErrNotRandom, or wraps the reader's; there is no number then, and
// nothing may be published in its place.
func (s *Source) Draw(e Epsilon) (int, error) {
	if err := e.Check(); err != nil {
		return 0, err
	}
	for range hopeless {
		x, ok, err := s.try(e)
		if err != nil || ok {
			return x, err
		}
	}
	return 0, ErrNotRandom
}

// try is a round of algorithm 2: U + T·V has the distribution exp(−y/T), its
// quotient by S that of exp(−S·y/T). A round that falls away is false.
func (s *Source) try(e Epsilon) (int, bool, error) {
	u, err := s.uniform(e.T)
	if err != nil {
		return 0, false, err
	}
	if keep, err := s.exp(u, e.T); err != nil || !keep {
		return 0, false, err
	}
	v, err := s.run()
	if err != nil {
		return 0, false, err
	}
	y := (u + e.T*v) / e.S
	negative, err := s.uniform(2)
	if err != nil || negative == 1 && y == 0 { // else 0 would come up twice as often
		return 0, false, err
	}
	if negative == 1 {
		y = -y
	}
	return y, true, nil
}

// run is how often an event of probability 1/e happens in a row.
func (s *Source) run() (int, error) {
	for v := range hopeless {
		if more, err := s.exp(1, 1); err != nil || !more {
			return v, err
		}
	}
	return 0, ErrNotRandom
}

// exp is true with the probability exp(−n/d), for 0 ≤ n ≤ d (algorithm 1).
func (s *Source) exp(n, d int) (bool, error) {
	for k := 1; k < hopeless; k++ {
		u, err := s.uniform(d * k)
		if err != nil {
			return false, err
		}
		if u >= n {
			return k%2 == 1, nil
		}
	}
	return false, ErrNotRandom
}

// uniform is a number of 0 to n−1, each as likely as the others: what does not fit
// n times evenly into 64 bits is thrown away.
func (s *Source) uniform(n int) (int, error) {
	over := (math.MaxUint64%uint64(n) + 1) % uint64(n) // 2⁶⁴ mod n
	for range hopeless {
		if _, err := io.ReadFull(s.r, s.buf[:]); err != nil {
			return 0, fmt.Errorf("noise: reading randomness: %w", err)
		}
		if x := binary.LittleEndian.Uint64(s.buf[:]); x <= math.MaxUint64-over {
			return int(x % uint64(n)), nil
		}
	}
	return 0, ErrNotRandom
}
