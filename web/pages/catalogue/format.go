package catalogue

import (
	"fmt"
	"strconv"

	"runde/geo"

	"golang.org/x/text/number"
)

// Number writes a number with the language's separators and exactly so many
// decimals: 1.234,5 in Danish.
func (l *L) Number(value any, decimals int) string {
	return l.numbers.Sprint(number.Decimal(value, number.Scale(decimals)))
}

// Date writes a day in full: mandag den 23. november 2026.
func (l *L) Date(d geo.Date) string {
	return l.T("date.long", "Weekday", l.Weekday(d), "Day", d.Time().Day(),
		"Month", l.month(d), "Year", d.Year())
}

// DateShort writes a day without its weekday and year: 23. november.
func (l *L) DateShort(d geo.Date) string {
	return l.T("date.short", "Day", d.Time().Day(), "Month", l.month(d))
}

// Weekday is the name of the day of the week, as within a sentence.
func (l *L) Weekday(d geo.Date) string {
	return l.T("weekday." + strconv.Itoa(int(d.Weekday())))
}

func (l *L) month(d geo.Date) string {
	return l.T("month." + strconv.Itoa(int(d.Time().Month())))
}

// Week writes an ISO week: uge 48, 2026.
func (l *L) Week(w geo.Week) string {
	year, n := w.ISO()
	return l.T("date.week", "Week", n, "Year", year)
}

// Clock writes minutes after midnight as a time of day; minutes past 1440 are of
// the following night.
func (l *L) Clock(minute int) string {
	minute %= 24 * 60
	return l.T("date.clock", "Hour", fmt.Sprintf("%02d", minute/60), "Minute", fmt.Sprintf("%02d", minute%60))
}

// Daypart names a quarter of the day.
func (l *L) Daypart(p geo.Daypart) string { return l.T("daypart." + p.String()) }
