package release

import (
	"fmt"

	"runde/geo"
)

// Slot is a weekday, 1 for Monday to 7 for Sunday, and a daypart.
type Slot struct {
	Weekday int
	Daypart geo.Daypart
}

// String writes the kind of a figure of [Weekdays]: 1-2 is Monday afternoon.
func (s Slot) String() string { return fmt.Sprintf("%d-%d", s.Weekday, s.Daypart) }

// Slots lists the 28 of a week in order.
func Slots() []Slot {
	var out []Slot
	for day := 1; day <= 7; day++ {
		for _, part := range geo.Dayparts {
			out = append(out, Slot{day, part})
		}
	}
	return out
}

// HoursOfSlots is the year's figures of [Weekdays]: the whole hours of presence in
// each slot, 0 where there was less than one. It is the team's own effort and tells
// nothing of whom it met: no figure is too small.
func HoursOfSlots(year int, minutes map[Slot]int) []Figure {
	var rows []Figure
	for _, s := range Slots() {
		rows = append(rows, sideFigure(Weekdays, year, "", s.String(), minutes[s]/60, false))
	}
	return rows
}
