package auth

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// clocked is a slowdown that notes how long it would have waited.
func clocked(now *time.Time, waits *[]time.Duration) *slowdown {
	s := newSlowdown()
	s.now = func() time.Time { return *now }
	s.wait = func(_ context.Context, d time.Duration) error {
		*waits = append(*waits, d)
		return nil
	}
	return s
}

// Guessing at one login gets slower and slower, up to a bound that its owner can
// live with; another login is not slowed down.
func TestSlowdownGrowsByLoginAndHasACeiling(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	var waits []time.Duration
	s := clocked(&now, &waits)
	for range 9 {
		if err := s.before(t.Context(), "a@example.dk"); err != nil {
			t.Fatal(err)
		}
		s.failed("a@example.dk")
	}
	want := []time.Duration{
		500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second, 4 * time.Second, 4 * time.Second,
	}
	if diff := cmp.Diff(want, waits); diff != "" {
		t.Errorf("waits of nine attempts (-want +got):\n%s", diff)
	}
	waits = nil
	if err := s.before(t.Context(), "b@example.dk"); err != nil || waits != nil {
		t.Errorf("another login waits %v, %v", waits, err)
	}
}

// Failures are forgotten with the hour.
func TestSlowdownForgets(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	var waits []time.Duration
	s := clocked(&now, &waits)
	for range 9 {
		s.failed("a@example.dk")
	}
	now = now.Add(time.Hour)
	if err := s.before(t.Context(), "a@example.dk"); err != nil || waits != nil {
		t.Errorf("an hour later: %v, %v", waits, err)
	}
	if len(s.failures) != 0 {
		t.Errorf("%d logins are still counted", len(s.failures))
	}
}

// Who hangs up waits no longer.
func TestPauseEndsWithItsRequest(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := pause(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want context.Canceled", err)
	}
}
