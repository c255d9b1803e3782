package reception

import (
	"testing"
	"time"
)

// A bucket lets its burst pass at once and then its rate, forgets nothing when the
// clock goes back, and never holds more than its burst.
func TestBucket(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	b := newBucket(60, 3)
	take := func(after time.Duration, want bool) {
		t.Helper()
		now = now.Add(after)
		if got := b.take(now); got != want {
			t.Errorf("after %v: %v, want %v", after, got, want)
		}
	}
	take(0, true)
	take(0, true)
	take(0, true)
	take(0, false)
	take(999*time.Millisecond, false)
	take(time.Millisecond, true)
	take(-time.Hour, false)
	take(time.Hour, false) // the same moment as before the clock went back
	take(time.Second, true)
	take(24*time.Hour, true)
	take(0, true)
	take(0, true)
	take(0, false)
}
