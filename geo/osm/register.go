package osm

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// ErrDwellings is wrapped by the error for a list of dwellings that cannot be
// used; the error names the row and the rule, never what the row says.
var ErrDwellings = errors.New("list of dwellings")

// maxCount is the largest number of dwellings believed of one point.
const maxCount = 10_000

// ReadDwellings reads the municipality's own list of dwellings: CSV with the
// columns lat, lon and count. Columns are separated by commas, semicolons or
// tabs; with semicolons or tabs numbers may have a decimal comma. A first row of
// names is optional; with one, columns may come in any order and others beside
// them are left out. A byte order mark is passed over.
func ReadDwellings(r io.Reader) ([]Dwelling, error) {
	br := bufio.NewReaderSize(r, 1<<16)
	if bom, _ := br.Peek(3); bytes.Equal(bom, []byte("\xef\xbb\xbf")) {
		br.Discard(3)
	}
	cr := csv.NewReader(br)
	cr.Comma = separator(br)
	cr.FieldsPerRecord = -1
	cr.ReuseRecord = true
	table := register{columns: [3]int{0, 1, 2}, width: 3, decimalComma: cr.Comma != ','}
	var list []Dwelling
	for row := 1; ; row++ {
		fields, err := cr.Read()
		if err == io.EOF && len(list) == 0 {
			return nil, fmt.Errorf("%w: no row holds a dwelling", ErrDwellings)
		}
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			return nil, csvError(row, err)
		}
		if row == 1 && isHeader(fields) {
			if err := table.header(fields); err != nil {
				return nil, fmt.Errorf("%w: row 1: %w", ErrDwellings, err)
			}
			continue
		}
		d, err := table.row(fields)
		if err != nil {
			return nil, fmt.Errorf("%w: row %d: %w", ErrDwellings, row, err)
		}
		if d.Count > 0 {
			list = append(list, d)
		}
	}
}

// csvError leaves the content out of a CSV reader's error.
func csvError(row int, err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return fmt.Errorf("%w: row %d: quotes must be paired", ErrDwellings, row)
	}
	return err
}

// separator is the one that the first line holds most of.
func separator(br *bufio.Reader) rune {
	head, _ := br.Peek(4096)
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best, n := ',', 0
	for _, c := range ";\t," {
		if k := bytes.Count(line, []byte(string(c))); k > n {
			best, n = c, k
		}
	}
	return best
}

// isHeader reports whether no field of a row is a number.
func isHeader(fields []string) bool {
	for _, f := range fields {
		if _, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(f), ",", ".", 1), 64); err == nil {
			return false
		}
	}
	return true
}

// register knows where a list has its columns.
type register struct {
	columns      [3]int // of lat, lon, count
	width        int    // exact number of columns; 0 with a header
	decimalComma bool
}

var registerColumns = [3]string{"lat", "lon", "count"}

func (t *register) header(fields []string) error {
	t.width = 0
	for i, name := range registerColumns {
		at := -1
		for j, f := range fields {
			if strings.EqualFold(strings.TrimSpace(f), name) {
				at = j
			}
		}
		if at < 0 {
			return fmt.Errorf("the column %s is missing", name)
		}
		t.columns[i] = at
	}
	return nil
}

func (t *register) row(fields []string) (Dwelling, error) {
	if t.width > 0 && len(fields) != t.width {
		return Dwelling{}, fmt.Errorf("there must be %d columns: lat, lon, count", t.width)
	}
	var v [3]string
	for i, c := range t.columns {
		if c >= len(fields) {
			return Dwelling{}, fmt.Errorf("%s is missing", registerColumns[i])
		}
		v[i] = strings.TrimSpace(fields[c])
	}
	lat, ok := t.degrees(v[0], 90)
	if !ok {
		return Dwelling{}, errors.New("lat must be a number of degrees from -90 to 90")
	}
	lon, ok := t.degrees(v[1], 180)
	if !ok {
		return Dwelling{}, errors.New("lon must be a number of degrees from -180 to 180")
	}
	n, err := strconv.Atoi(v[2])
	if err != nil || n < 0 || n > maxCount {
		return Dwelling{}, fmt.Errorf("count must be a whole number from 0 to %d", maxCount)
	}
	return Dwelling{orb.Point{lon, lat}, n}, nil
}

// degrees reads a plain decimal number within ±limit.
func (t *register) degrees(s string, limit float64) (float64, bool) {
	if t.decimalComma {
		s = strings.Replace(s, ",", ".", 1)
	}
	if s == "" || strings.Trim(s, "+-.0123456789") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && v >= -limit && v <= limit
}
