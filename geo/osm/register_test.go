package osm

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

func TestReadDwellings(t *testing.T) {
	want := []Dwelling{{orb.Point{12.5, 55.25}, 3}, {orb.Point{12.75, 55.5}, 1}}
	for name, text := range map[string]string{
		"plain":                "55.25,12.5,3\n55.5,12.75,1\n",
		"header, BOM and CRLF": "\xef\xbb\xbflat,lon,count\r\n55.25,12.5,3\r\n55.5,12.75,1\r\n",
		"other order, more":    "id;Count;lon;lat\n7;3;12,5;55,25\n8;1;12,75;55,5\n",
		"tabs, no last break":  "55.25\t12.5\t3\n55.5\t12.75\t1",
		"a row without homes":  "55.25,12.5,3\n55.3,12.6,0\n55.5,12.75,1\n",
		"quotes and spaces":    "\"55.25\", 12.5 ,3\n\n55.5,12.75,1\n",
	} {
		got, err := ReadDwellings(strings.NewReader(text))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

// The error names the row and the rule, never the row's content.
func TestReadDwellingsErrors(t *testing.T) {
	const secret = "Hemmeligvej 7"
	for _, c := range []struct{ text, want string }{
		{"", "no row holds a dwelling"},
		{"lat,lon,count\n", "no row holds a dwelling"},
		{"lat,lon\n1,2\n", "row 1: the column count is missing"},
		{"55,12,1\n" + secret + ",12,1\n", "row 2: lat must be a number of degrees from -90 to 90"},
		{"55,12,1\n55,181,1\n", "row 2: lon must be a number of degrees from -180 to 180"},
		{"55,12,1\n55,NaN,1\n", "row 2: lon must be"},
		{"55,12," + secret + "\n", "row 1: count must be a whole number from 0 to 10000"},
		{"55,12,-1\n", "row 1: count must be"},
		{"55,12,1,9\n", "row 1: there must be 3 columns"},
		{"lat,lon,count\n55,12\n", "row 2: count is missing"},
		{"55,12,1\n\"" + secret + "\n", "row 2: quotes must be paired"},
		{"\x1f\x8b\x08", "row"},
	} {
		_, err := ReadDwellings(strings.NewReader(c.text))
		if !errors.Is(err, ErrDwellings) && c.text != "\x1f\x8b\x08" || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %q", c.text, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "Hemmelig") {
			t.Errorf("the error repeats the content: %v", err)
		}
	}
}

// FuzzReadDwellings: whatever is accepted lies on the globe and counts homes.
func FuzzReadDwellings(f *testing.F) {
	f.Add("lat;lon;count\n55,5;12,5;2\n")
	f.Add("55.5,12.5,2\n")
	f.Add("\xef\xbb\xbf\"lat\"\tlon\tcount\n1\t2\t3")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := ReadDwellings(strings.NewReader(text))
		if err == nil && len(list) == 0 {
			t.Fatal("an empty list without an error")
		}
		globe := orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
		for _, d := range list {
			if d.Count < 1 || d.Count > maxCount || !globe.Contains(d.Point) {
				t.Fatalf("accepted %v", d)
			}
		}
	})
}
