package mapread

import (
	"errors"
	"io/fs"
	"strings"
	"unicode"

	"runde/geo/osm"
)

// readErrors are the errors of reading a map that a caller can tell apart, with the
// word for each that crosses from one process to the other.
var readErrors = map[string]error{
	"not_extract": osm.ErrNotExtract,
	"truncated":   osm.ErrTruncated,
	"altered":     osm.ErrAltered,
	"unsupported": osm.ErrUnsupported,
	"no_nodes":    osm.ErrNoNodes,
	"outside":     osm.ErrOutside,
	"not_geojson": osm.ErrNotGeoJSON,
	"dwellings":   osm.ErrDwellings,
	"no_land":     ErrNoLand,
	"no_file":     fs.ErrNotExist,
	"no_right":    fs.ErrPermission,
}

// failure is an error as it crosses: what it is, and what it says.
type failure struct {
	Codes []string `json:"codes"`
	Text  string   `json:"text"`
}

func failureOf(err error) failure {
	f := failure{Text: printable(err.Error())}
	for code, known := range readErrors {
		if errors.Is(err, known) {
			f.Codes = append(f.Codes, code)
		}
	}
	return f
}

// error is the error that says the same, and is what it was.
func (f failure) error() error {
	e := &readError{text: printable(f.Text)}
	for _, c := range f.Codes {
		if known := readErrors[c]; known != nil {
			e.is = append(e.is, known)
		}
	}
	return e
}

// readError is an error of the other process.
type readError struct {
	text string
	is   []error
}

// Error says what the reader said.
func (e *readError) Error() string { return e.text }

// Unwrap lets errors.Is find the reader's own errors.
func (e *readError) Unwrap() []error { return e.is }

// maxSaid is the longest text of another process that is repeated, in bytes.
const maxSaid = 1000

// printable is a text that a terminal shows as it is.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if len(s) > maxSaid {
		s = strings.ToValidUTF8(s[:maxSaid], "")
	}
	return strings.TrimSpace(s)
}
