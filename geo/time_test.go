package geo

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func anyDate(t *rapid.T) Date {
	return Date(rapid.IntRange(-200_000, 200_000).Draw(t, "days since 1970"))
}

// Dates and weeks read back from text, JSON and the database as what they were.
func TestDatesAndWeeksReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date(rapid.IntRange(-10_000, 50_000).Draw(t, "days since 1970")) // four-digit years
		w := WeekOf(d)
		var d2, d3 Date
		var w2, w3 Week
		text, err := json.Marshal([]any{d, w})
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &[]any{&d2, &w2}); err != nil || d2 != d || w2 != w {
			t.Fatalf("%s came back as %s and %s, %v", text, d2, w2, err)
		}
		dv, _ := d.Value() // neither can fail
		wv, _ := w.Value()
		if d3.Scan(dv) != nil || w3.Scan(wv) != nil || d3 != d || w3 != w {
			t.Fatalf("%s and %s came back from the database as %s and %s", d, w, d3, w3)
		}
	})
}

// A date is the one that the standard library names.
func TestDatesAgreeWithTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate(t)
		at := d.Time()
		if DateOf(at.Add(23*time.Hour+59*time.Minute)) != d || NewDate(at.Year(), at.Month(), at.Day()) != d {
			t.Fatalf("%s is not the day of %s", d, at)
		}
		if d.Weekday() != at.Weekday() || d.Year() != at.Year() {
			t.Fatalf("%s: weekday %s, year %d", d, d.Weekday(), d.Year())
		}
	})
}

// The day is the one of the clock's own place: half an hour past midnight in
// Copenhagen is still yesterday in Greenwich.
func TestDateOfUsesTheClocksPlace(t *testing.T) {
	at := time.Date(2026, time.March, 29, 0, 30, 0, 0, time.FixedZone("Copenhagen in winter", 3600))
	if got := DateOf(at); got != NewDate(2026, time.March, 29) {
		t.Errorf("DateOf = %s", got)
	}
	if got := DateOf(at.UTC()); got != NewDate(2026, time.March, 28) {
		t.Errorf("in Greenwich DateOf = %s", got)
	}
}

// Weeks are ISO 8601's: they begin on Monday, hold their seven days, and carry the
// standard library's number.
func TestWeeksAreISO(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate(t)
		w := WeekOf(d)
		if w.Monday().Weekday() != time.Monday || d < w.Monday() || d > w.Monday()+6 || w.Day(d.Weekday()) != d {
			t.Fatalf("%s lies in the week of %s", d, w.Monday())
		}
		y, n := w.ISO()
		if wy, wn := d.Time().ISOWeek(); wy != y || wn != n {
			t.Fatalf("%s: week %d of %d, want %d of %d", d, n, y, wn, wy)
		}
		if back, err := NewWeek(y, n); err != nil || back != w {
			t.Fatalf("NewWeek(%d, %d) = %s, %v", y, n, back, err)
		}
		k := rapid.IntRange(-500, 500).Draw(t, "weeks")
		if got := w.Add(k).Since(w); got != k || (w.Add(k).Compare(w) > 0) != (k > 0) {
			t.Fatalf("%d weeks later is %d weeks since", k, got)
		}
	})
}

func TestBadDatesAndWeeks(t *testing.T) {
	for _, s := range []string{"", "2025-02-30", "2026-13-01", "26-01-01", "2026-1-1", "2026-01-01T00:00:00Z", "01-02-2026"} {
		if got, err := ParseDate(s); !errors.Is(err, ErrBadDate) {
			t.Errorf("ParseDate(%q) = %s, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "2025-W53", "2026-W00", "2026-W54", "2026-W7", "2026-W7x", "2026-07", "2026-w07", "02026-W7", "2026-W+7"} {
		if got, err := ParseWeek(s); !errors.Is(err, ErrBadWeek) {
			t.Errorf("ParseWeek(%q) = %s, %v", s, got, err)
		}
	}
	if w, err := ParseWeek("2026-W53"); err != nil || w.Monday() != NewDate(2026, time.December, 28) {
		t.Errorf("2026 has 53 weeks; got %s, %v", w, err)
	}
}

// Minutes past midnight of a round that began the evening before are night.
func TestDayparts(t *testing.T) {
	for minute, want := range map[int]Daypart{
		0: Night, 359: Night, 360: Morning, 719: Morning, 720: Afternoon, 1079: Afternoon, 1080: Evening, 1439: Evening,
		1440: Night, 1500: Night,
	} {
		if got := DaypartAt(minute); got != want {
			t.Errorf("minute %d is %s, want %s", minute, got, want)
		}
	}
	for _, p := range Dayparts {
		text, _ := p.MarshalText() // never fails
		var back Daypart
		if err := back.UnmarshalText(text); err != nil || back != p || !p.Valid() {
			t.Errorf("%s came back as %s, %v", p, back, err)
		}
	}
	var p Daypart
	if !errors.Is(p.UnmarshalText([]byte("aften")), ErrBadDaypart) || Daypart(4).Valid() || Daypart(-1).String() != "invalid" {
		t.Error("a daypart is one of four")
	}
}
