package management

import (
	"net/url"
	"slices"

	"runde/geo/release"
	"runde/web/fault"
)

// question is what a reader may choose: a published period, what the map shows, how
// the table is sorted, and which area is explained. There is nothing else.
type question struct {
	Period string // "" for the latest
	Layer  string // layerNeed or layerEffort
	Sort   string // one of sorts
	Area   string // the first cell of an area; "" for none
}

// What the map can show.
const (
	layerNeed   = "behov"
	layerEffort = "indsats"
)

// The columns that the table can be sorted by.
const (
	byName     = "navn"
	byRate     = "behov"
	byMeetings = "moeder"
	byHours    = "timer"
)

var sorts = []string{byName, byRate, byMeetings, byHours}

// readQuestion reads an address or a form. A field that is not asked for, such as a
// first and last day, is fault.ErrNotPublished; one that comes twice or holds
// something unknown is fault.ErrMalformed.
func readQuestion(v url.Values) (question, error) {
	q := question{Layer: layerNeed, Sort: byRate}
	fields := map[string]*string{"periode": &q.Period, "vis": &q.Layer, "sorter": &q.Sort, "omraade": &q.Area}
	for name, values := range v {
		field, known := fields[name]
		if !known {
			return q, fault.ErrNotPublished
		}
		if len(values) != 1 {
			return q, fault.ErrMalformed
		}
		if values[0] != "" {
			*field = values[0]
		}
	}
	if q.Period != "" {
		if _, err := release.ParsePeriod(q.Period); err != nil {
			return q, fault.ErrNotPublished
		}
	}
	if q.Layer != layerNeed && q.Layer != layerEffort || !slices.Contains(sorts, q.Sort) {
		return q, fault.ErrMalformed
	}
	return q, nil
}

// with is the address of the page with one choice changed.
func (q question) with(name, value string) string {
	v := url.Values{}
	for _, f := range [][3]string{
		{"periode", q.Period, ""}, {"vis", q.Layer, layerNeed}, {"sorter", q.Sort, byRate}, {"omraade", q.Area, ""},
	} {
		if f[0] == name {
			f[1] = value
		}
		if f[1] != f[2] {
			v.Set(f[0], f[1])
		}
	}
	if len(v) == 0 {
		return needPath
	}
	return needPath + "?" + v.Encode()
}
