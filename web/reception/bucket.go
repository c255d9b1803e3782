package reception

import (
	"sync"
	"time"
)

// bucket lets a burst pass and then so many requests a minute. It knows nothing of
// who asks. It is safe for concurrent use.
type bucket struct {
	perMinute, burst float64

	mu     sync.Mutex
	tokens float64
	filled time.Time
}

func newBucket(perMinute, burst float64) *bucket {
	return &bucket{perMinute: perMinute, burst: burst, tokens: burst}
}

// take removes a token and reports whether there was one. A clock that goes back
// fills nothing and takes nothing away.
func (b *bucket) take(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if passed := now.Sub(b.filled); passed > 0 {
		if !b.filled.IsZero() {
			b.tokens = min(b.burst, b.tokens+passed.Minutes()*b.perMinute)
		}
		b.filled = now
	}
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}
