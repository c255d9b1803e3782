package intake

import (
	"regexp"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plain is a text as the rules read it: one form for every digit, dash and
// space, nothing invisible. start and end give, for each byte of text, the
// characters of the original that it came from.
type plain struct {
	text       string
	start, end []int
}

// span is the part of the original, in characters, behind the bytes lo to hi.
func (p plain) span(lo, hi int) (start, end int) { return p.start[lo], p.end[hi-1] }

// normaliser holds the character classes of the rule table.
type normaliser struct {
	drop, dash, space, marks *regexp.Regexp
	zeros                    []rune
	maxMarks                 int
}

// plain brings a text to the form the rules read. A letter and the marks after
// it are composed together, so that the browser's String.normalize agrees; marks
// beyond the first maxMarks and those that make no letter are decoration, and gone.
func (n normaliser) plain(text string) plain {
	var p plain
	var b []byte
	kept, at := n.visible(text)
	for i := 0; i < len(kept); {
		j := i + 1
		for j < len(kept) && unicode.Is(unicode.M, kept[j]) {
			j++
		}
		for _, r := range norm.NFKC.String(string(kept[i:min(j, i+1+n.maxMarks)])) {
			if n.hidden(r) || r > unicode.MaxASCII && n.marks.MatchString(string(r)) {
				continue
			}
			r = n.fold(r)
			if r == ' ' && len(b) > 0 && b[len(b)-1] == ' ' {
				p.end[len(p.end)-1] = at[j-1] + 1
				continue
			}
			b = utf8.AppendRune(b, r)
			for len(p.start) < len(b) {
				p.start, p.end = append(p.start, at[i]), append(p.end, at[j-1]+1)
			}
		}
		i = j
	}
	p.text = string(b)
	return p
}

// visible drops what cannot be seen and tells where each kept character stood.
func (n normaliser) visible(text string) (kept []rune, at []int) {
	for i, r := range []rune(text) {
		if !n.hidden(r) {
			kept, at = append(kept, r), append(at, i)
		}
	}
	return kept, at
}

// hidden reports whether a character shows nothing.
func (n normaliser) hidden(r rune) bool {
	return r > unicode.MaxASCII && n.drop.MatchString(string(r))
}

// fold maps a digit of any script, a dash and a space to their plain forms.
func (n normaliser) fold(r rune) rune {
	s := string(r)
	if n.space.MatchString(s) {
		return ' '
	}
	if r <= unicode.MaxASCII {
		return r
	}
	if n.dash.MatchString(s) {
		return '-'
	}
	for _, zero := range n.zeros {
		if zero <= r && r <= zero+9 {
			return '0' + r - zero
		}
	}
	return r
}
