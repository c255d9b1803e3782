package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"runde/geo"
	"runde/geo/release"
)

// releaseResult is the table.
type releaseResult struct {
	Dwellings int           `json:"dwellings"`
	Cells     int           `json:"cover_cells"`
	Leaves    int           `json:"leaves"`
	Lines     []releaseLine `json:"lines"`
}

// releaseLine is what is left of a year's events; shares are of 1.
type releaseLine struct {
	Events   int     `json:"events"`
	K        int     `json:"k"`
	Shared   bool    `json:"shared_rounds"`
	Blocks   int     `json:"blocks"`
	BlockKM2 float64 `json:"block_median_km2"`
	Rows     int     `json:"year_rows"`
	Single   float64 `json:"single_leaf"`
	Seven    float64 `json:"seven_leaves"`
	MapError float64 `json:"map_error"`
	Top      int     `json:"top_20"`
	Kinds    float64 `json:"own_kind"`
	Joined   float64 `json:"joined_blocks"`
}

func (r releaseResult) header() string {
	return fmt.Sprintf("%d dwellings, %d cells of the cover, %d leaves\n%7s %3s %-7s %7s %8s %6s %8s %8s %6s %7s %7s %8s\n",
		r.Dwellings, r.Cells, r.Leaves, "events", "k", "", "blocks", "(km²)", "rows", "single", "seven", "map", "top 20", "kinds", "joined")
}

// String is the table.
func (r releaseResult) String() string {
	var s strings.Builder
	s.WriteString(r.header())
	for _, l := range r.Lines {
		s.WriteString(l.String())
	}
	return s.String()
}

// String is the line.
func (l releaseLine) String() string {
	rounds := "own"
	if l.Shared {
		rounds = "rounds"
	}
	return fmt.Sprintf("%7d %3d %-7s %7d %8.0f %6d %6.0f %% %6.0f %% %6.2f %7d %5.0f %% %6.2f %%\n",
		l.Events, l.K, rounds, l.Blocks, l.BlockKM2, l.Rows, 100*l.Single, 100*l.Seven, l.MapError, l.Top, 100*l.Kinds, 100*l.Joined)
}

// read compares the year's rows with the events that they count.
func (l *releaseLine) read(rows []release.Figure, leaves []geo.Area, events []release.Part) {
	leafOf := map[geo.Cell]int{}
	for i, area := range leaves {
		for _, c := range area {
			leafOf[c] = i
		}
	}
	truth, shown := make([]float64, len(leaves)), make([]float64, len(leaves))
	for _, p := range events {
		truth[leafOf[p.Cell]]++
	}
	l.Rows = len(rows)
	n := float64(len(events))
	for _, row := range rows {
		var under []int
		for _, c := range row.Area.Cells {
			under = append(under, leafOf[c])
		}
		slices.Sort(under)
		under = slices.Compact(under)
		share := float64(row.Count) / n
		if len(under) == 1 {
			l.Single += share
		}
		if len(under) <= 7 {
			l.Seven += share
		}
		for _, i := range under {
			shown[i] = float64(row.Count) / float64(len(under))
		}
	}
	for i := range leaves {
		l.MapError += math.Abs(shown[i]-truth[i]) / n
	}
	found := highest(shown, 20)
	for _, i := range highest(truth, 20) {
		if slices.Contains(found, i) {
			l.Top++
		}
	}
}

// highest are the positions of the n highest values; of equal ones the first.
func highest(values []float64, n int) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[b], values[a]) })
	return order[:min(n, len(order))]
}

// kindsShown is the share of the events of periods under a kind of their own, and of
// those in rows of several blocks.
func kindsShown(periods []release.Figure) (own, joined float64) {
	sum := 0.0
	for _, f := range periods {
		n := float64(f.Count)
		sum += n
		if len(f.KindList()) == 1 {
			own += n
		}
		if len(f.Area.Blocks) > 1 {
			joined += n
		}
	}
	if sum == 0 {
		return 0, 0
	}
	return own / sum, joined / sum
}
