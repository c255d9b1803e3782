package release

import (
	"errors"
	"testing"
	"time"

	"runde/geo"
)

// Every week of twenty years is in exactly one period, periods have four weeks
// but for P13 of a long year, and follow each other without a gap.
func TestPeriodsTileTheCalendar(t *testing.T) {
	p := FourWeeks{2015, 1}
	w := WeekOne(2015)
	long := 0
	for range 20 * PeriodsInYear {
		weeks := p.Weeks()
		if len(weeks) == 5 && p.Number == 13 {
			long++
		} else if len(weeks) != 4 {
			t.Fatalf("%v has %d weeks", p, len(weeks))
		}
		for _, one := range weeks {
			if one != w || PeriodOf(one) != p {
				t.Fatalf("%v holds %v, of %v; want %v", p, one, PeriodOf(one), w)
			}
			w = w.Add(1)
		}
		if got, err := ParsePeriod(p.String()); err != nil || got != p {
			t.Fatalf("%v read as %v: %v", p, got, err)
		}
		if p.Add(1).Add(-1) != p || p.Add(13) != (FourWeeks{p.Year + 1, p.Number}) {
			t.Fatalf("%v: adding goes wrong", p)
		}
		p = p.Add(1)
	}
	if long != 4 { // 2015, 2020, 2026, 2032 have 53 weeks
		t.Errorf("%d long years, want 4", long)
	}
}

// Nothing is due before whole days have passed since its last day.
func TestDue(t *testing.T) {
	for _, c := range []struct {
		name           string
		last, due, got geo.Date
	}{
		{"week 47 of 2026 ends on Sunday 22 November", geo.NewDate(2026, time.November, 22), geo.NewDate(2026, time.November, 30), WeekDue(geo.WeekOf(geo.NewDate(2026, time.November, 22)))},
		{"P01 of 2026 ends on Sunday 25 January", geo.NewDate(2026, time.January, 25), geo.NewDate(2026, time.February, 2), FourWeeks{2026, 1}.Due()},
		{"P13 of 2026 ends with week 53", geo.NewDate(2027, time.January, 3), geo.NewDate(2027, time.January, 11), FourWeeks{2026, 13}.Due()},
		{"2026 ends with week 53", geo.NewDate(2027, time.January, 3), geo.NewDate(2027, time.January, 18), YearDue(2026)},
	} {
		if c.got != c.due {
			t.Errorf("%s: due %v, want %v", c.name, c.got, c.due)
		}
	}
}

func TestParsePeriodRefuses(t *testing.T) {
	for _, s := range []string{"", "2026-P00", "2026-P14", "2026-P1", "2026-W01", "26-P01", "2026-P01 ", "２０２６-P01"} {
		if _, err := ParsePeriod(s); !errors.Is(err, ErrBadPeriod) {
			t.Errorf("%q: got %v", s, err)
		}
	}
}
