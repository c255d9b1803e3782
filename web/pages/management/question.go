package management

import (
	"net/url"
	"slices"

	"runde/geo/release"
	"runde/web/fault"
)

// span is how long a page's figures are about, and where that page is.
type span struct {
	Level  release.Level
	Path   string
	File   string   // where its tables are downloaded
	Field  string   // of addresses and forms, that holds the period
	Words  string   // the opening of its own words' keys
	Layers []string // what its map can show; the first where nothing is asked for
}

var (
	fourWeeks = &span{release.ByPeriod, needPath, needFile, "periode", "management.period", []string{layerNeed, layerEffort}}
	wholeYear = &span{release.ByYear, yearPath, yearFile, "aar", "management.year", []string{layerNeed, layerEffort, layerConcerns}}
)

// question is what a reader may choose: a published period, what the map shows, how
// the table is sorted, and which area is explained. There is nothing else.
type question struct {
	Of     *span
	Period string // "" for the latest
	Layer  string // one of the span's layers
	Sort   string // one of sorts
	Area   string // the id of an area; "" for none
}

// What a map can show.
const (
	layerNeed     = "behov"
	layerEffort   = "indsats"
	layerConcerns = "bekymringer"
)

// The columns that the table can be sorted by.
const (
	byName     = "navn"
	byRate     = "behov"
	byMeetings = "moeder"
	byHours    = "timer"
)

var sorts = []string{byName, byRate, byMeetings, byHours}

// read reads an address or a form. A field that is not asked for, such as a first
// and last day, is fault.ErrNotPublished; one that comes twice or holds something
// unknown is fault.ErrMalformed. Whether the period is published is not looked at.
func (s *span) read(v url.Values) (question, error) {
	q := question{Of: s, Layer: s.Layers[0], Sort: byRate}
	fields := map[string]*string{s.Field: &q.Period, "vis": &q.Layer, "sorter": &q.Sort, "omraade": &q.Area}
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
	if !slices.Contains(s.Layers, q.Layer) || !slices.Contains(sorts, q.Sort) {
		return q, fault.ErrMalformed
	}
	return q, nil
}

// with is the address of the page with one choice changed.
func (q question) with(name, value string) string {
	v := url.Values{}
	for _, f := range [][3]string{
		{q.Of.Field, q.Period, ""}, {"vis", q.Layer, q.Of.Layers[0]}, {"sorter", q.Sort, byRate}, {"omraade", q.Area, ""},
	} {
		if f[0] == name {
			f[1] = value
		}
		if f[1] != f[2] {
			v.Set(f[0], f[1])
		}
	}
	if len(v) == 0 {
		return q.Of.Path
	}
	return q.Of.Path + "?" + v.Encode()
}
