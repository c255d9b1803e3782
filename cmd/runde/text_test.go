package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"runde/geo/intake"
)

// stdin lets a text stand for standard input while the test runs.
func stdin(t *testing.T, text string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "stdin")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	before := os.Stdin
	os.Stdin = file
	t.Cleanup(func() {
		os.Stdin = before
		file.Close()
	})
}

// Each line gets a verdict, also one that is empty, far too long, no UTF-8, or the
// last without an end; nothing of a text comes out.
func TestTextCheck(t *testing.T) {
	stdin(t, strings.Join([]string{
		"fryser, har sovepose, mest om aftenen",
		"Vestergade 12, 2. tv",
		"",
		"talte med Jens igen\r",
		strings.Repeat("å", intake.MaxText),
		strings.Repeat("å", intake.MaxText+1),
		strings.Repeat("lang ", 100_000),
		"\xff\xfe 010104-1235 \xc3",
		"Mette og Fatima",
		"tlf 8940 1234, så 010104-1235",
		"sover ved Langelinie 4",
	}, "\n"))
	code, out, problems := call(t, "text", "check")
	want := `{"verdict":"accept","kinds":[]}
{"verdict":"refuse","kinds":["address","floor"]}
{"verdict":"accept","kinds":[]}
{"verdict":"warn","kinds":["name"]}
{"verdict":"accept","kinds":[]}
{"verdict":"refuse","kinds":["too_long"]}
{"verdict":"refuse","kinds":["too_long"]}
{"verdict":"refuse","kinds":["cpr"]}
{"verdict":"warn","kinds":["name"]}
{"verdict":"refuse","kinds":["phone","cpr"]}
{"verdict":"accept","kinds":[]}
`
	if code != exitOK || out != want || problems != "" {
		t.Errorf("exit %d, %q:\n%s\nwant\n%s", code, problems, out, want)
	}
}

// A list of streets makes an address of a street without a street ending; a list
// that is not there is a mistake of use.
func TestTextCheckKnowsStreets(t *testing.T) {
	list := filepath.Join(t.TempDir(), "streets")
	if err := os.WriteFile(list, []byte("Langelinie\r\n\nBag Hegnet"), 0o600); err != nil {
		t.Fatal(err)
	}
	stdin(t, "sover ved Langelinie 4\nbag hegnet nr. 2\n")
	code, out, _ := call(t, "text", "check", "--streets", list)
	want := strings.Repeat(`{"verdict":"refuse","kinds":["address"]}`+"\n", 2)
	if code != exitOK || out != want {
		t.Errorf("exit %d:\n%s\nwant\n%s", code, out, want)
	}
	if code, out, _ := call(t, "text", "check", "--streets", list+"-not"); code != exitUsage || out != "" {
		t.Errorf("without the list: exit %d, %q; want %d and nothing", code, out, exitUsage)
	}
}

// No input is no line; and what was read before a failure is answered.
func TestTextCheckEndsWithItsInput(t *testing.T) {
	broken := errors.New("broken")
	for name, one := range map[string]struct {
		text  string
		fails error
		lines int
	}{
		"nothing":      {"", nil, 0},
		"an empty one": {"\n", nil, 1},
		"one":          {"hej", nil, 1},
		"half a line":  {"hej\nhal", broken, 1},
	} {
		var out strings.Builder
		in := strings.NewReader(one.text)
		var err error
		if one.fails == nil {
			err = checkLines(iotest.OneByteReader(in), &out, intake.NewFilter(nil))
		} else {
			err = checkLines(iotest.DataErrReader(&failing{in, one.fails}), &out, intake.NewFilter(nil))
		}
		if !errors.Is(err, one.fails) || strings.Count(out.String(), "\n") != one.lines {
			t.Errorf("%s: %v, answered %q; want %v and %d lines", name, err, out.String(), one.fails, one.lines)
		}
	}
}

// failing reads a text and then fails.
type failing struct {
	text *strings.Reader
	err  error
}

func (f *failing) Read(p []byte) (int, error) {
	if f.text.Len() == 0 {
		return 0, f.err
	}
	return f.text.Read(p)
}
