package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"runde/routes/orienteer"
)

const (
	mostPlaces = 5_000     // of an instance: its matrix has the square of it
	mostTicks  = 1 << 27   // as the planner's problem allows
	mostCoord  = 100_000   // of a point, in units of distance
	coordScale = 10_000    // points are read to so many parts of a unit
	prizeScale = 1_000_000 // and prizes
	mostPrize  = 1e9       // of a place
	maxLine    = 64 * 1024 // bytes of a line
	mostLines  = 4 * mostPlaces
)

// fieldLine is one line of a published instance: fields apart by blanks. The first
// field that is missing or wrong is kept in err, which names line and field, and
// whatever is read after it is 0.
type fieldLine struct {
	number int // counted from 1
	fields []string
	err    error
}

// readLines reads the lines of an instance, empty ones at the end left out.
func readLines(r io.Reader) ([]fieldLine, error) {
	var lines []fieldLine
	used := 0
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, maxLine)
	for scan.Scan() {
		if len(lines) == mostLines {
			return nil, fmt.Errorf("line %d: more lines than an instance may have", len(lines)+1)
		}
		lines = append(lines, fieldLine{number: len(lines) + 1, fields: strings.Fields(scan.Text())})
		if len(lines[len(lines)-1].fields) > 0 {
			used = len(lines)
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", len(lines)+1, err)
	}
	return lines[:used], nil
}

// fail notes what is wrong with a field, counted from 0.
func (l *fieldLine) fail(at int, name, rule string) {
	if l.err == nil {
		l.err = fmt.Errorf("line %d, field %d (%s): %s", l.number, at+1, name, rule)
	}
}

// scaled is a decimal field times scale, a power of ten, exactly. Its absolute value
// is at most most units.
func (l *fieldLine) scaled(at int, name string, scale, most int64) int64 {
	if l.err != nil {
		return 0
	}
	if at >= len(l.fields) {
		l.fail(at, name, "is missing")
		return 0
	}
	n, err := scaledDecimal(l.fields[at], scale)
	if err == nil && (n > most*scale || n < -most*scale) {
		err = errors.New("is out of range")
	}
	if err != nil {
		l.fail(at, name, err.Error())
		return 0
	}
	return n
}

// ticks is a time field in ticks, of which a unit has scale; it is not negative.
func (l *fieldLine) ticks(at int, name string, scale int64) orienteer.Tick {
	n := l.scaled(at, name, scale, mostTicks/scale)
	if n < 0 {
		l.fail(at, name, "is negative")
		return 0
	}
	return orienteer.Tick(n)
}

// count is a whole number from 0 to most.
func (l *fieldLine) count(at int, name string, most int64) int {
	n := l.scaled(at, name, 1, most)
	if n < 0 {
		l.fail(at, name, "is negative")
		return 0
	}
	return int(n)
}

// prize is what a place is worth.
func (l *fieldLine) prize(at int) float64 {
	n := l.scaled(at, "prize", prizeScale, mostPrize)
	if n < 0 {
		l.fail(at, "prize", "is negative")
	}
	return float64(n) / prizeScale
}

// point reads x and y from two fields.
func (l *fieldLine) point(at int) gridPoint {
	return gridPoint{l.scaled(at, "x", coordScale, mostCoord), l.scaled(at+1, "y", coordScale, mostCoord)}
}

// window reads opening and closing from two fields.
func (l *fieldLine) window(at int, scale int64) orienteer.Window {
	w := orienteer.Window{Open: l.ticks(at, "open", scale), Close: l.ticks(at+1, "close", scale)}
	if w.Open > w.Close {
		l.fail(at+1, "close", "is before open")
	}
	return w
}

// vertex checks that the line is that of the vertex which is next.
func (l *fieldLine) vertex(want int) {
	if l.count(0, "vertex", mostPlaces) != want {
		l.fail(0, "vertex", "is not the one after the line before")
	}
}

// scaledDecimal is a decimal times scale, a power of ten.
func scaledDecimal(s string, scale int64) (int64, error) {
	number := errors.New("is not a decimal number")
	digits, negative := strings.CutPrefix(s, "-")
	whole, part, _ := strings.Cut(digits, ".")
	if whole+part == "" {
		return 0, number
	}
	part = strings.TrimRight(part, "0")
	for n := scale; n > 1; n /= 10 {
		if part == "" {
			whole += "0"
			continue
		}
		whole, part = whole+part[:1], part[1:]
	}
	n, err := strconv.ParseUint("0"+whole, 10, 62)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, errors.New("is out of range")
	case err != nil:
		return 0, number
	case strings.Trim(part, "0123456789") != "":
		return 0, number
	case part != "":
		return 0, errors.New("has more decimals than can be kept exactly")
	case negative:
		return -int64(n), nil
	}
	return int64(n), nil
}
