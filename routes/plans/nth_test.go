package plans

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The nth number is the one that sorting finds, also among equal ones.
func TestNthIsWhatSortingFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 12), func(n int) float64 { return float64(n) / 3 }), 1, 40).Draw(t, "numbers")
		n := rapid.IntRange(0, len(s)-1).Draw(t, "n")
		if got, want := nth(slices.Clone(s), n), slices.Sorted(slices.Values(s))[n]; got != want {
			t.Errorf("number %d of %v is %v, want %v", n, s, got, want)
		}
	})
}
