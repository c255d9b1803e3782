package mapread

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Limits are what reading a map may take. Commands embed them as flags.
type Limits struct {
	Memory    ByteSize      `help:"Most memory that reading the map may take (${default})." default:"4GiB" placeholder:"SIZE"`
	TimeLimit time.Duration `help:"Longest that reading the map may take (${default})." default:"30m" placeholder:"TIME"`
}

// usualLimits are those of the flags where nothing else is said.
var usualLimits = Limits{Memory: 4 << 30, TimeLimit: 30 * time.Minute}

// leastMemory is what a map of a few streets takes.
const leastMemory ByteSize = 64 << 20

// orUsual are the limits, or the usual ones where none are set at all.
func (l Limits) orUsual() Limits {
	if l == (Limits{}) {
		return usualLimits
	}
	return l
}

func (l Limits) check() error {
	switch {
	case l.Memory < leastMemory:
		return fmt.Errorf("--memory: must be %v or more", leastMemory)
	case l.TimeLimit <= 0:
		return errors.New("--time-limit: must be positive")
	}
	return nil
}

// What ends the reading of a map beside the map's own errors.
var (
	ErrMemory  = errors.New("reading the map took too much memory")
	ErrTime    = errors.New("reading the map took too long")
	ErrCrashed = errors.New("reading the map ended unexpectedly")
)

// Reader reads maps in a process of their own: this program again, with neither
// this one's surroundings nor its database, ended with all it started when it takes
// more than its limits, when this one is interrupted, and when this one is gone.
//
// # Why no limit of the kernel's
//
// RLIMIT_AS counts addresses, of which a Go program reserves far more than it uses,
// and a cgroup needs rights that a user may lack. So the reader is told to collect
// its garbage in time (GOMEMLIMIT), and this process looks at what it holds, as
// /proc tells it, many times a second. Where there is no /proc, GOMEMLIMIT alone
// slows it down, and the time limit ends it.
type Reader struct {
	Limits
	Program []string // what is run and its arguments; none: this program, to read the files
}

// Read reads the files. Progress is called with the share of the map file that is
// done. An error is one of the reading's own, as from Files.Read, or wraps
// ErrMemory, ErrTime, ErrCrashed, ErrAnswer or the context's.
func (r Reader) Read(ctx context.Context, f Files, progress func(done, total int64)) (*Map, error) {
	r.Limits = r.orUsual()
	if err := r.check(); err != nil {
		return nil, err
	}
	program := r.Program
	if program == nil {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("this program cannot be found: %w", err)
		}
		args, err := f.args()
		if err != nil {
			return nil, err
		}
		program = append([]string{self}, args...)
	}
	c, err := startChild(program, r.Memory)
	if err != nil {
		return nil, fmt.Errorf("%w: it could not be started: %w", ErrCrashed, err)
	}
	hashing, stop := context.WithCancel(ctx)
	defer stop()
	sum := make(chan hashed, 1)
	go func() {
		b, err := readFile(f.OSM, func(r io.Reader) ([]byte, error) { return checksum(untilDone{hashing, r}) })
		sum <- hashed{b, err}
	}()
	m, err := c.answer(ctx, r.Limits, progress)
	if err != nil {
		return nil, err // at once: a file may be long, or have no end
	}
	select {
	case hash := <-sum:
		if hash.err != nil {
			return nil, hash.err
		}
		m.SHA256 = hash.sum
		return m, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// untilDone is a reader that ends with the context.
type untilDone struct {
	ctx context.Context
	io.Reader
}

// Read returns the context's error where that has ended.
func (r untilDone) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(b)
}

// hashed is the checksum of a file, or why there is none.
type hashed struct {
	sum []byte
	err error
}
