package auth

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"sync"
	"time"
)

// slowdown makes each further failed attempt at a login slower. It never refuses:
// somebody who guesses at a colleague's login makes the colleague wait for seconds
// and locks nobody out.
//
// Logins are counted under a key of the hour, as addresses are; with the key the
// counts go too.
type slowdown struct {
	hourly
	wait func(context.Context, time.Duration) error

	counts   sync.Mutex
	failures map[[sha256.Size]byte]int
	of       int64 // the hour that failures belong to
}

// The wait begins after this many failures and doubles up to a ceiling.
const (
	freeFailures = 3
	firstWait    = 500 * time.Millisecond
	longestWait  = 4 * time.Second
)

func newSlowdown() *slowdown {
	return &slowdown{hourly: hourly{now: time.Now}, wait: pause, failures: map[[sha256.Size]byte]int{}}
}

// pause waits, or returns the context's error when its request is gone.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *slowdown) name(login string) (name [sha256.Size]byte) {
	mac := hmac.New(sha256.New, s.current())
	mac.Write([]byte(login))
	copy(name[:], mac.Sum(nil))
	return name
}

// before waits as long as the login's failures ask for.
func (s *slowdown) before(ctx context.Context, login string) error {
	d := delay(s.count(login, 0))
	if d == 0 {
		return nil
	}
	return s.wait(ctx, d)
}

// failed counts a failed attempt.
func (s *slowdown) failed(login string) { s.count(login, 1) }

func (s *slowdown) count(login string, more int) int {
	name := s.name(login)
	s.counts.Lock()
	defer s.counts.Unlock()
	if hour := s.now().Unix() / 3600; hour != s.of {
		clear(s.failures)
		s.of = hour
	}
	n := s.failures[name] + more
	if n > 0 {
		s.failures[name] = n
	}
	return n
}

func delay(failures int) time.Duration {
	if failures < freeFailures {
		return 0
	}
	d := firstWait
	for i := freeFailures; i < failures && d < longestWait; i++ {
		d *= 2
	}
	return min(d, longestWait)
}
