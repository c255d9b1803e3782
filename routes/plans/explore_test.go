package plans

import (
	"math"
	"testing"

	"runde/geo/need"
)

// Cells of which too little is known explore first, and of those that are known as well
// the ones where nobody has been for longest.
func TestTheLeastKnownExploreFirst(t *testing.T) {
	order := []need.Estimate{
		{WeeksSince: -1}, {WeeksSince: math.MaxInt}, {WeeksSince: 9}, {WeeksSince: 0},
		{WeeksSince: -1, Known: true}, {WeeksSince: math.MaxInt, Known: true}, {WeeksSince: 9, Known: true}, {WeeksSince: 0, Known: true},
	}
	for i := range order[1:] {
		if a, b := freshness(&order[i]), freshness(&order[i+1]); a >= b {
			t.Errorf("%+v does not come before %+v: %d, %d", order[i], order[i+1], a, b)
		}
	}
}
