package intake

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// However a digit, a dash, a space or a Danish letter is written, the rules read
// one form of it; what cannot be seen is gone.
func TestPlainText(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"as it is", "fryser, har sovepose", "fryser, har sovepose"},
		{"full-width digits and letters", "ｔｌｆ ２０１２", "tlf 2012"},
		{"Arabic-Indic digits", "٠١٢٣٤٥٦٧٨٩", "0123456789"},
		{"Persian digits", "۰۱۲۳۴۵۶۷۸۹", "0123456789"},
		{"Devanagari digits", "०१२३४५६७८९", "0123456789"},
		{"mathematical digits", "𝟎𝟏𝟐𝟑", "0123"},
		{"raised digits", "2⁰¹", "201"},
		{"circled digits", "①②③", "123"},
		{"dashes", "1‐2‑3‒4–5—6―7−8－9", "1-2-3-4-5-6-7-8-9"},
		{"spaces", "a\u00a0b\u2009c\u202fd\u3000e", "a b c d e"},
		{"runs of spaces and lines", "a \t\r\n  b", "a b"},
		{"zero width", "01\u200b01\u200c90\u200d-\u20601\ufeff235", "010190-1235"},
		{"bidirectional marks", "\u202e5321\u202c", "5321"},
		{"soft hyphen", "Vester\u00adgade", "Vestergade"},
		{"keycaps", "2\ufe0f\u20e30\ufe0f\u20e3", "20"},
		{"a ring of its own", "a\u030albor\u0067", "ålborg"},
		{"decoration", "0\u03321\u0332\u20dd \u0332J\u0336", "01 J"},
		{"a heap of marks", "a" + strings.Repeat("\u0316", 40) + "\u030a", "a"},
		{"a wide filler", "1\uffa02", "12"},
		{"a ligature", "ﬁrma", "firma"},
		{"broken UTF-8", "a\xffb", "a\ufffdb"},
		{"nothing", "", ""},
	} {
		if got := tableOf().plain(c.text).text; got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// Every byte of the plain text points at the characters that it came from.
func TestPlainPositions(t *testing.T) {
	p := tableOf().plain("å\u200b a\u030a\u00a0 ﬁ")
	//                    0 1     2 3 4      5      6 7
	type span struct{ start, end int }
	var got []span
	for i := range p.text {
		s, e := p.span(i, i+1)
		got = append(got, span{s, e})
	}
	want := []span{{0, 1}, {2, 3}, {3, 5}, {5, 7}, {7, 8}, {7, 8}} // å, space, å, space (two of them), f, i
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(span{})); diff != "" {
		t.Errorf("%q: %s", p.text, diff)
	}
}

// The plain text of a plain text is itself, and positions never leave the text or
// run backwards.
func TestPlainProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		p := tableOf().plain(text)
		if again := tableOf().plain(p.text); again.text != p.text {
			t.Fatalf("%q becomes %q, and that %q", text, p.text, again.text)
		}
		if len(p.start) != len(p.text) || len(p.end) != len(p.text) {
			t.Fatalf("%d bytes, %d starts, %d ends", len(p.text), len(p.start), len(p.end))
		}
		n, last := utf8.RuneCountInString(text), 0
		for i := range p.start {
			if p.start[i] < last || p.end[i] <= p.start[i] || p.end[i] > n {
				t.Fatalf("byte %d of %q: from %d to %d of %d", i, p.text, p.start[i], p.end[i], n)
			}
			last = p.start[i]
		}
	})
}
