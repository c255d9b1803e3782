package routes

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// weekdays are the day names of OpenStreetMap, in the order of its week.
var weekdays = []string{"mo", "tu", "we", "th", "fr", "sa", "su"}

// OpeningHours reads OpenStreetMap's opening_hours as windows of the day, by
// time.Weekday. It knows weekdays and their ranges, times and their ranges, off
// and 24/7, rules separated by semicolons of which a later one overrides the days
// of an earlier, and skips rules about public and school holidays. A window that
// passes midnight closes after 1440. Returns ok = false for whatever it does not
// know, such as months and sunsets: then nothing is known, which is not the same
// as closed.
//
// Reference: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
func OpeningHours(s string) (week [7][]Window, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return week, false
	}
	for rule := range strings.SplitSeq(s, ";") {
		if rule = strings.TrimSpace(rule); rule == "" || strings.HasPrefix(rule, "ph") || strings.HasPrefix(rule, "sh") {
			continue
		}
		days, windows, known := openingRule(rule)
		if !known {
			return [7][]Window{}, false
		}
		for _, d := range days {
			week[d] = windows
		}
		ok = true
	}
	return week, ok
}

// openingRule reads "days times", where either may be missing.
func openingRule(rule string) (days []time.Weekday, windows []Window, ok bool) {
	if rule == "24/7" {
		return everyDay(), []Window{{0, 1440}}, true
	}
	split := strings.IndexFunc(rule, func(r rune) bool { return r == ' ' || '0' <= r && r <= '9' })
	head, rest := rule, ""
	if split >= 0 {
		head, rest = rule[:split], strings.TrimSpace(rule[split:])
	}
	if head == "off" || head == "closed" {
		return everyDay(), nil, rest == ""
	}
	if days, ok = openingDays(head); !ok {
		return nil, nil, false
	}
	switch rest {
	case "":
		return days, []Window{{0, 1440}}, head != ""
	case "off", "closed":
		return days, nil, true
	}
	windows, ok = openingTimes(rest)
	return days, windows, ok
}

// openingDays reads "mo-fr,su"; "" is every day, and public holidays in the list
// are skipped.
func openingDays(s string) (days []time.Weekday, ok bool) {
	if s == "" {
		return everyDay(), true
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(s, ":"), ",") {
		if part == "ph" || part == "sh" {
			continue
		}
		from, to, isRange := strings.Cut(part, "-")
		if !isRange {
			to = from
		}
		a, b := slices.Index(weekdays, from), slices.Index(weekdays, to)
		if a < 0 || b < 0 {
			return nil, false
		}
		for i := a; ; i = (i + 1) % 7 {
			days = append(days, time.Weekday((i+1)%7))
			if i == b {
				break
			}
		}
	}
	return days, len(days) > 0
}

func everyDay() []time.Weekday {
	return []time.Weekday{time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday}
}

// openingTimes reads "08:00-12:00,13:00-17:00".
func openingTimes(s string) (windows []Window, ok bool) {
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(strings.TrimSpace(part), "-")
		open, ok1 := clockMinute(from)
		shut, ok2 := clockMinute(strings.TrimSuffix(to, "+"))
		if !isRange || !ok1 || !ok2 {
			return nil, false
		}
		if shut <= open {
			shut += 1440
		}
		windows = append(windows, Window{open, shut})
	}
	return windows, true
}

// clockMinute reads hh:mm, up to 48:00 as the specification has it.
func clockMinute(s string) (int, bool) {
	h, m, ok := strings.Cut(strings.TrimSpace(s), ":")
	hour, err1 := strconv.ParseUint(h, 10, 8)
	minute, err2 := strconv.ParseUint(m, 10, 8)
	if !ok || err1 != nil || err2 != nil || minute > 59 || hour*60+minute > 48*60 {
		return 0, false
	}
	return int(hour*60 + minute), true
}
