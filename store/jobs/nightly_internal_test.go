package jobs

import (
	"testing"
	"time"
)

// The night's job comes at three, the next time that this is.
func TestNightly(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for from, want := range map[string]string{
		"2026-11-18T02:59:59Z":      "2026-11-18T03:00:00Z",
		"2026-11-18T03:00:00Z":      "2026-11-19T03:00:00Z",
		"2026-12-31T23:00:00Z":      "2027-01-01T03:00:00Z",
		"2026-11-18T01:00:00+02:00": "2026-11-18T03:00:00Z",
	} {
		if got := (nightly{}).Next(at(from)); !got.Equal(at(want)) {
			t.Errorf("after %s comes %s, want %s", from, got, want)
		}
	}
}
