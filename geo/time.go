package geo

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"time"
)

// Date is a calendar day: the number of days since 1 January 1970. It carries
// neither a clock time nor a time zone.
type Date int32

// ErrBadDate is returned for text that is not a calendar day as YYYY-MM-DD.
var ErrBadDate = errors.New("date: not a calendar day written YYYY-MM-DD")

// NewDate is the day of the proleptic Gregorian calendar.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// DateOf is the day that the clock of t's own location shows.
func DateOf(t time.Time) Date { return NewDate(t.Year(), t.Month(), t.Day()) }

// ParseDate reads YYYY-MM-DD. The error never repeats the input.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, ErrBadDate
	}
	return DateOf(t), nil
}

// Time is midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Year is the calendar year.
func (d Date) Year() int { return d.Time().Year() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// String writes YYYY-MM-DD.
func (d Date) String() string { return d.Time().Format(time.DateOnly) }

// MarshalText implements encoding.TextMarshaler.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler by [ParseDate].
func (d *Date) UnmarshalText(b []byte) error {
	v, err := ParseDate(string(b))
	*d = v
	return err
}

// Value stores the day as a date.
func (d Date) Value() (driver.Value, error) { return d.Time(), nil }

// Scan reads a date column.
func (d *Date) Scan(src any) error {
	t, ok := src.(time.Time)
	if !ok {
		return fmt.Errorf("date: cannot scan %T", src)
	}
	*d = DateOf(t)
	return nil
}

// Week is an ISO 8601 week, named by its Monday.
type Week struct{ monday Date }

// ErrBadWeek is returned for text that is not an ISO week as YYYY-Www.
var ErrBadWeek = errors.New("week: not an ISO week written YYYY-Www")

// WeekOf is the ISO week that holds the day.
func WeekOf(d Date) Week {
	return Week{d - Date((int(d.Weekday())+6)%7)}
}

// NewWeek is week number (1–53) of an ISO year; ErrBadWeek where that year has
// no such week.
func NewWeek(isoYear, number int) (Week, error) {
	w := WeekOf(NewDate(isoYear, time.January, 4)).Add(number - 1)
	if y, n := w.ISO(); y != isoYear || n != number {
		return Week{}, ErrBadWeek
	}
	return w, nil
}

// ParseWeek reads YYYY-Www, as in 2026-W07. The error never repeats the input.
func ParseWeek(s string) (Week, error) {
	var y, n int
	if len(s) != 8 {
		return Week{}, ErrBadWeek
	}
	if _, err := fmt.Sscanf(s, "%4d-W%2d", &y, &n); err != nil {
		return Week{}, ErrBadWeek
	}
	w, err := NewWeek(y, n)
	if err != nil || w.String() != s { // Sscanf is content with a part, as in 2026-W7x
		return Week{}, ErrBadWeek
	}
	return w, nil
}

// Monday is the first day of the week.
func (w Week) Monday() Date { return w.monday }

// Day is the week's day with that weekday; Sunday is its last.
func (w Week) Day(d time.Weekday) Date { return w.monday + Date((int(d)+6)%7) }

// ISO is the ISO year and the week's number in it.
func (w Week) ISO() (year, number int) { return w.monday.Time().ISOWeek() }

// Add is the week n weeks later.
func (w Week) Add(n int) Week { return Week{w.monday + Date(7*n)} }

// Since is the number of weeks from v to w.
func (w Week) Since(v Week) int { return int(w.monday-v.monday) / 7 }

// Compare orders weeks by time.
func (w Week) Compare(v Week) int { return int(w.monday - v.monday) }

// String writes YYYY-Www.
func (w Week) String() string {
	y, n := w.ISO()
	return fmt.Sprintf("%04d-W%02d", y, n)
}

// MarshalText implements encoding.TextMarshaler.
func (w Week) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler by [ParseWeek].
func (w *Week) UnmarshalText(b []byte) error {
	v, err := ParseWeek(string(b))
	*w = v
	return err
}

// Value stores a week as the date of its Monday.
func (w Week) Value() (driver.Value, error) { return w.monday.Value() }

// Scan reads a date column and takes the week that holds it.
func (w *Week) Scan(src any) error {
	var d Date
	if err := d.Scan(src); err != nil {
		return fmt.Errorf("week: %w", err)
	}
	*w = WeekOf(d)
	return nil
}

// Daypart is a quarter of the day, the finest time kept of an encounter.
type Daypart int8

// The dayparts, in the order of the clock.
const (
	Night     Daypart = iota // 0–6
	Morning                  // 6–12
	Afternoon                // 12–18
	Evening                  // 18–24
)

// Dayparts lists all of them in order.
var Dayparts = [4]Daypart{Night, Morning, Afternoon, Evening}

var daypartNames = [4]string{"night", "morning", "afternoon", "evening"}

// ErrBadDaypart is returned for text that names no daypart.
var ErrBadDaypart = errors.New("daypart: not one of night, morning, afternoon, evening")

// DaypartAt is the daypart of a minute of the day; minutes past midnight of a
// round that began the evening before (1440 and more) wrap around.
func DaypartAt(minute int) Daypart { return Daypart(minute % 1440 / 360) }

// Valid reports whether p is one of the four.
func (p Daypart) Valid() bool { return p >= Night && p <= Evening }

// String is the catalogue key of the daypart: night, morning, afternoon, evening.
func (p Daypart) String() string {
	if !p.Valid() {
		return "invalid"
	}
	return daypartNames[p]
}

// MarshalText implements encoding.TextMarshaler.
func (p Daypart) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what String writes.
func (p *Daypart) UnmarshalText(b []byte) error {
	for i, n := range daypartNames {
		if n == string(b) {
			*p = Daypart(i)
			return nil
		}
	}
	return ErrBadDaypart
}
