package routes_test

import (
	"testing"
	"time"

	"runde/routes"

	"github.com/google/go-cmp/cmp"
)

// week is one list of windows for the given days.
func week(days []time.Weekday, w ...routes.Window) (out [7][]routes.Window) {
	for _, d := range days {
		out[d] = w
	}
	return out
}

var (
	workdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	weekend  = []time.Weekday{time.Saturday, time.Sunday}
	allDays  = append(workdays[:5:5], weekend...)
)

func TestOpeningHours(t *testing.T) {
	t.Parallel()
	nine17 := routes.Window{Open: 540, Close: 1020}
	mixed := week(workdays, nine17)
	mixed[time.Saturday] = []routes.Window{{Open: 600, Close: 840}}
	split := week([]time.Weekday{time.Wednesday}, routes.Window{Open: 480, Close: 720}, routes.Window{Open: 780, Close: 1020})
	overridden := week(allDays, nine17)
	overridden[time.Sunday] = nil
	for s, want := range map[string][7][]routes.Window{
		"24/7":                               week(allDays, routes.Window{Open: 0, Close: 1440}),
		"Mo-Fr 09:00-17:00":                  week(workdays, nine17),
		"mo-fr 9:00-17:00":                   week(workdays, nine17),
		"Mo-Fr 09:00-17:00; Sa 10:00-14:00":  mixed,
		"Mo-Fr 09:00-17:00;Sa 10:00-14:00; ": mixed,
		"We 08:00-12:00,13:00-17:00":         split,
		"We 08:00-12:00, 13:00-17:00":        split,
		"09:00-17:00; Su off":                overridden,
		"Mo-Su,PH 09:00-17:00; Su closed":    overridden,
		"09:00-17:00; PH off; Su off":        overridden,
		"Fr-Mo 09:00-17:00":                  week([]time.Weekday{time.Friday, time.Saturday, time.Sunday, time.Monday}, nine17),
		"Sa,Su":                              week(weekend, routes.Window{Open: 0, Close: 1440}),
		"Sa 20:00-02:00":                     week([]time.Weekday{time.Saturday}, routes.Window{Open: 1200, Close: 1560}),
		"Sa 20:00-26:00":                     week([]time.Weekday{time.Saturday}, routes.Window{Open: 1200, Close: 1560}),
		"Mo: 09:00-17:00":                    week([]time.Weekday{time.Monday}, nine17),
	} {
		got, ok := routes.OpeningHours(s)
		if diff := cmp.Diff(want, got); diff != "" || !ok {
			t.Errorf("%q: ok %v %s", s, ok, diff)
		}
	}
}

// What is not known is not taken for closed.
func TestOpeningHoursUnknown(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", "PH off", "sunrise-sunset", "Apr-Oct 09:00-17:00", "Mo-Fr 09:00", "Mo-Fr 09:00-25:99",
		"Mo-Xx 09:00-17:00", "\"by appointment\"", "Mo[1] 09:00-12:00", "week 1-53/2 Mo", "-", ";", "0", "Mo-Fr 50:00-51:00",
	} {
		if got, ok := routes.OpeningHours(s); ok || !cmp.Equal(got, [7][]routes.Window{}) {
			t.Errorf("%q: %v; want unknown", s, got)
		}
	}
}

// Whatever the map says, reading it ends, and every window opens before it closes.
func FuzzOpeningHours(f *testing.F) {
	for _, s := range []string{"24/7", "Mo-Fr 09:00-17:00; Sa off", "Sa 20:00-02:00", "Apr-Oct", "fr-mo,ph 08:00-12:00,13:00-17:00+"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := routes.OpeningHours(s)
		for day, windows := range got {
			if !ok && windows != nil {
				t.Fatalf("%q: windows although unknown", s)
			}
			for _, w := range windows {
				if w.Open < 0 || w.Open >= w.Close || w.Close > 96*60 {
					t.Fatalf("%q: %v on day %d", s, w, day)
				}
			}
		}
	})
}
