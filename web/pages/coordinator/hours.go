package coordinator

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"runde/routes"
	"runde/store"
	"runde/web/pages"
)

// simpleHours is a week of windows as the form shows it: the days that are open,
// and the first opening and last closing of any of them. No window at all is open
// all week.
func simpleHours(w [7][]routes.Window) (open [7]bool, from, to int) {
	from, to = -1, -1
	for day, list := range w {
		for _, one := range list {
			open[day] = true
			if from < 0 || one.Open < from {
				from = one.Open
			}
			to = max(to, one.Close)
		}
	}
	return open, from, to
}

// hoursText says when a place is open.
func hoursText(l words, p store.Place) string {
	_, from, to := simpleHours(p.Windows)
	if from < 0 {
		return l.T("coordinator.places.always_open")
	}
	return l.Clock(from) + "–" + l.Clock(to)
}

// clockField is a minute of the day as a time field wants it, "" for none.
func clockField(minute int) string {
	if minute < 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", minute/60%24, minute%60)
}

// hoursIn reads the opening hours: the same on each day that is ticked, always open
// where nothing is filled in. Hours that the form shows in short and nobody has
// touched stay as they were.
func hoursIn(form *pages.Form, were [7][]routes.Window) (out [7][]routes.Window) {
	from, to, days := form.Get("from"), form.Get("to"), form.All("days")
	if untouched(from, to, days, were) {
		return were
	}
	if from == "" && to == "" && len(days) == 0 {
		return out
	}
	open, openErr := minuteIn(from)
	shut, shutErr := minuteIn(to)
	if openErr != nil || shutErr != nil || shut <= open {
		form.Fail("from", "coordinator.places.hours_wrong")
		return out
	}
	if len(days) == 0 {
		form.Fail("days", "coordinator.places.no_day")
	}
	for _, d := range days {
		if n, err := strconv.Atoi(d); err == nil && n >= 0 && n < 7 {
			out[n] = []routes.Window{{Open: open, Close: shut}}
		}
	}
	return out
}

// minuteIn reads what a time field sends.
func minuteIn(text string) (int, error) {
	t, err := time.Parse("15:04", text)
	return 60*t.Hour() + t.Minute(), err
}

// untouched reports whether a form sends what it showed.
func untouched(from, to string, days []string, were [7][]routes.Window) bool {
	open, opens, shuts := simpleHours(were)
	if from != clockField(opens) || to != clockField(shuts) {
		return false
	}
	for day, shown := range open {
		if shown != slices.Contains(days, strconv.Itoa(day)) {
			return false
		}
	}
	return true
}
