package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// judgedPlan is a plan of one planner: what it is worth, and what it took.
type judgedPlan struct {
	Value      float64 `json:"value"`
	Stops      int     `json:"stops"`
	Explore    int     `json:"exploring_stops"`
	Broken     int     `json:"broken_rules"`
	Seconds    float64 `json:"seconds"`
	Budget     float64 `json:"budget_seconds,omitempty"`
	Iterations int     `json:"iterations,omitempty"`
	Search     float64 `json:"search_value,omitempty"` // what the search itself says
}

// measuredWeek is what was measured of one seed's week.
type measuredWeek struct {
	Seed      uint64       `json:"seed"`
	Tightness float64      `json:"tightness"`
	Nothing   float64      `json:"value_of_nothing"`
	First     float64      `json:"first_seconds"`
	InHand    float64      `json:"in_hand_seconds"`
	Engine    []judgedPlan `json:"engine"`
	Long      *judgedPlan  `json:"long,omitempty"`
	Greedy    judgedPlan   `json:"greedy"`
	LastWeek  judgedPlan   `json:"last_week"`
}

// engine is the engine's plan that the others are compared with: of the longest of
// --seconds.
func (m measuredWeek) engine() judgedPlan { return m.Engine[len(m.Engine)-1] }

func (m measuredWeek) broken() int {
	n := m.Greedy.Broken + m.LastWeek.Broken
	for _, p := range m.Engine {
		n += p.Broken
	}
	if m.Long != nil {
		n += m.Long.Broken
	}
	return n
}

// over is by how many per cent a value is more than another, 0 where that is nothing.
func over(value, than float64) float64 {
	if than == 0 {
		return 0
	}
	return 100 * (value - than) / math.Abs(than)
}

// weekResult is the table.
type weekResult struct {
	Size  weekSize           `json:"size"`
	Cores int                `json:"cores"`
	Weeks []measuredWeek     `json:"weeks"`
	Mean  map[string]float64 `json:"mean"`
	Worst map[string]float64 `json:"worst"`
}

// weekColumn is one figure of a week.
type weekColumn struct {
	key, head string
	decimals  int
	of        func(measuredWeek) float64
	worst     func([]float64) float64 // nil: none is better than another
}

func (r weekResult) columns() []weekColumn {
	least, most := slices.Min[[]float64], slices.Max[[]float64]
	list := []weekColumn{
		{"tightness", "tight", 2, func(m measuredWeek) float64 { return m.Tightness }, nil},
		{"first_seconds", "first s", 3, func(m measuredWeek) float64 { return m.First }, most},
		{"in_hand_seconds", "in hand", 3, func(m measuredWeek) float64 { return m.InHand }, most},
	}
	for i, p := range r.Weeks[0].Engine {
		key, head := fmt.Sprintf("value_%gs", p.Budget), fmt.Sprintf("at %g s", p.Budget)
		if p.Budget == 0 {
			key, head = "value", "value"
		}
		list = append(list, weekColumn{key, head, 1, func(m measuredWeek) float64 { return m.Engine[i].Value }, least})
	}
	if long := r.Weeks[0].Long; long != nil {
		list = append(list,
			weekColumn{"value_long", fmt.Sprintf("at %g s", long.Budget), 1, func(m measuredWeek) float64 { return m.Long.Value }, nil},
			weekColumn{"percent_of_long", "of long %", 2, func(m measuredWeek) float64 { return 100 + over(m.engine().Value, m.Long.Value) }, least},
		)
	}
	return append(list,
		weekColumn{"greedy", "greedy", 1, func(m measuredWeek) float64 { return m.Greedy.Value }, nil},
		weekColumn{"over_greedy_percent", "over %", 1, func(m measuredWeek) float64 { return over(m.engine().Value, m.Greedy.Value) }, least},
		weekColumn{"last_week", "last week", 1, func(m measuredWeek) float64 { return m.LastWeek.Value }, nil},
		weekColumn{"over_last_week_percent", "over %", 1, func(m measuredWeek) float64 { return over(m.engine().Value, m.LastWeek.Value) }, least},
		weekColumn{"stops", "stops", 0, func(m measuredWeek) float64 { return float64(m.engine().Stops) }, nil},
		weekColumn{"exploring_percent", "explore %", 1, func(m measuredWeek) float64 {
			return 100 * float64(m.engine().Explore) / float64(max(1, m.engine().Stops))
		}, least},
		weekColumn{"broken_rules", "broken", 0, func(m measuredWeek) float64 { return float64(m.broken()) }, most},
		weekColumn{"value_of_nothing", "nothing", 1, func(m measuredWeek) float64 { return m.Nothing }, nil},
	)
}

// sum fills in the means and the worst.
func (r *weekResult) sum() {
	r.Mean, r.Worst = map[string]float64{}, map[string]float64{}
	for _, c := range r.columns() {
		var all []float64
		total := 0.0
		for _, m := range r.Weeks {
			all = append(all, c.of(m))
			total += c.of(m)
		}
		r.Mean[c.key] = total / float64(len(all))
		if c.worst != nil {
			r.Worst[c.key] = c.worst(all)
		}
	}
}

func (r weekResult) header() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d places, %d shifts, %d cells, %d cores\n%5s", r.Size.Places, r.Size.Shifts, r.Size.Cells, r.Cores, "seed")
	for _, c := range r.columns() {
		fmt.Fprintf(&b, " %*s", c.width(), c.head)
	}
	return b.String() + "\n"
}

func (c weekColumn) width() int { return max(7, len(c.head)) }

func (r weekResult) line(m measuredWeek) string {
	return r.row(fmt.Sprint(m.Seed), func(c weekColumn) (float64, bool) { return c.of(m), true })
}

func (r weekResult) row(name string, figure func(weekColumn) (float64, bool)) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%5s", name)
	for _, c := range r.columns() {
		if v, has := figure(c); has {
			fmt.Fprintf(&b, " %*.*f", c.width(), c.decimals, v)
		} else {
			fmt.Fprintf(&b, " %*s", c.width(), "")
		}
	}
	return strings.TrimRight(b.String(), " ") + "\n"
}

// String is the last two rows: the others are printed as they are measured.
func (r weekResult) String() string {
	from := func(m map[string]float64) func(weekColumn) (float64, bool) {
		return func(c weekColumn) (float64, bool) { v, has := m[c.key]; return v, has }
	}
	return r.row("mean", from(r.Mean)) + r.row("worst", from(r.Worst))
}
