package release

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// waited is n concerns, each decided in a week of its own, all visited after as many
// days; never where days is below 0.
func waited(days, n int) []Wait {
	var out []Wait
	for i := range n {
		out = append(out, Wait{Week: WeekOne(2026).Add(i), Visited: days >= 0, Days: max(days, 0), Count: 1})
	}
	return out
}

func TestWaits(t *testing.T) {
	for name, c := range map[string]struct {
		waits []Wait
		want  []string
	}{
		"nothing to wait for":       {nil, []string{": within_14_days=0 zero", ": later=0 zero", ": median_days=0 unknown"}},
		"too few":                   {waited(3, 9), nil},
		"all soon":                  {waited(3, 12), []string{": within_14_days=12 own", ": later=0 zero", ": median_days=3 own"}},
		"on the day itself":         {waited(0, 12), []string{": within_14_days=12 own", ": later=0 zero", ": median_days=0 zero"}},
		"on the 14th day and after": {slices.Concat(waited(14, 8), waited(15, 7)), []string{": within_14_days=8 own", ": later=7 own", ": median_days=14 own"}},
		"half a day is rounded up":  {slices.Concat(waited(4, 6), waited(7, 6)), []string{": within_14_days=12 own", ": later=0 zero", ": median_days=6 own"}},
		"three that waited long":    {slices.Concat(waited(4, 20), waited(30, 3)), []string{": within_14_days+later=23 merged"}},
		"three that did not":        {slices.Concat(waited(4, 3), waited(30, 20)), []string{": within_14_days+later=23 merged"}},
		"half were not visited":     {slices.Concat(waited(4, 10), waited(-1, 10)), []string{": within_14_days=10 own", ": later=10 own", ": median_days=0 unknown"}},
		"just more than half were":  {slices.Concat(waited(4, 11), waited(-1, 10)), []string{": within_14_days=11 own", ": later=10 own", ": median_days=4 own"}},
		"weeks count three at most": {[]Wait{{WeekOne(2026), true, 2, 90}, {WeekOne(2026).Add(1), true, 2, 90}}, nil},
	} {
		got, err := Waits(2026, c.waits, townParamsByWeek)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, shown(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if _, err := Waits(2026, nil, Params{}); !errors.Is(err, ErrParams) {
		t.Errorf("no parameters: %v, want ErrParams", err)
	}
}

// townParamsByWeek count as a real town's do; one event stands aside as the largest
// author's.
var townParamsByWeek = Params{Key: []byte("key"), K: 5, Factor: 3}

// Whatever was waited: the figures are 0 or large enough, add up, and half of the
// concerns had been visited by the median.
func TestWaitsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var waits []Wait
		total, visited := 0, 0
		for range rapid.IntRange(0, 60).Draw(t, "waits") {
			w := Wait{WeekOne(2026).Add(rapid.IntRange(0, 40).Draw(t, "week")), rapid.Bool().Draw(t, "visited"), rapid.IntRange(0, 70).Draw(t, "days"), rapid.IntRange(1, 3).Draw(t, "count")}
			if !w.Visited {
				w.Days = 0
			} else {
				visited += w.Count
			}
			total += w.Count
			waits = append(waits, w)
		}
		rows, err := Waits(2026, waits, townParamsByWeek)
		if err != nil || len(rows) == 0 {
			return
		}
		sum, median := 0, Figure{}
		for _, f := range rows {
			if f.Kind == MedianDays {
				median = f
				continue
			}
			sum += f.Count
			if f.Count > 0 && f.Count < townParams.K {
				t.Fatalf("%+v is shown", f)
			}
		}
		if sum != total || (median.Kind == "") != (len(rows) == 1) {
			t.Fatalf("%d of %d told, in %+v", sum, total, rows)
		}
		if median.Kind == "" {
			return
		}
		by := 0
		for _, w := range waits {
			if w.Visited && w.Days <= median.Count {
				by += w.Count
			}
		}
		if known := median.Status != Unknown; known != (2*visited > total) || known && 2*by < total {
			t.Fatalf("median %+v, by then %d of %d visited", median, by, total)
		}
	})
}

// Concerns about homes are one figure, or wait for the next year.
func TestHomes(t *testing.T) {
	for name, c := range map[string]struct {
		open []Tally
		ok   bool
	}{
		"none": {nil, true}, "too few": {spread("", "", 10), false}, "enough": {spread("", "", 11), true},
		"a flood": {[]Tally{{Week: WeekOne(2026), Public: true, Count: 90}}, false},
	} {
		f, ok, err := Homes(2026, c.open, townParamsByWeek)
		if err != nil || ok != c.ok || ok && (f.Count != len(c.open) || f.Family != HomeConcerns || f.Level != ByYear) {
			t.Errorf("%s: %+v, %v, %v", name, f, ok, err)
		}
	}
	if _, _, err := Homes(2026, nil, Params{}); !errors.Is(err, ErrParams) {
		t.Errorf("no parameters: %v, want ErrParams", err)
	}
}

// Presence by weekday and daypart is 28 figures in whole hours, the begun one left out.
func TestHoursOfSlots(t *testing.T) {
	rows := HoursOfSlots(2026, map[Slot]int{{1, 2}: 150, {7, 0}: 59})
	if len(rows) != 28 {
		t.Fatalf("%d figures, want 28", len(rows))
	}
	for _, f := range rows {
		want, status := 0, Zero
		if f.Kind == "1-2" {
			want, status = 2, OwnFigure
		}
		if f.Count != want || f.Status != status || f.Family != Weekdays {
			t.Errorf("%+v, want %d", f, want)
		}
	}
}
