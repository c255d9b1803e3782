package intake

import (
	"strings"
	"unicode"
)

// token is a word or a number of a plain text, at the bytes lo to hi.
type token struct {
	text   string
	lower  string
	lo, hi int
	digits bool
}

// tokens cuts a plain text into words and numbers.
func (t *table) tokens(text string) []token {
	var out []token
	for _, m := range t.token.FindAllStringIndex(text, -1) {
		s := text[m[0]:m[1]]
		out = append(out, token{text: s, lower: strings.ToLower(s), lo: m[0], hi: m[1], digits: s[0] >= '0' && s[0] <= '9'})
	}
	return out
}

// capital reports whether the word begins with a capital letter.
func (t token) capital() bool {
	for _, r := range t.text {
		return unicode.IsUpper(r)
	}
	return false
}

// oneLetter reports whether the word is a letter from A to Z, as behind a house number.
func (t token) oneLetter() bool { return len(t.text) == 1 && !t.digits }

// joined is the key under which a street name is known: its words, lower case.
func joined(tokens []token) string {
	parts := make([]string, len(tokens))
	for i, t := range tokens {
		parts[i] = t.lower
	}
	return strings.Join(parts, " ")
}

// gap is what stands between a token and the next.
func gap(text string, tokens []token, i int) string {
	if i+1 >= len(tokens) {
		return text[tokens[i].hi:]
	}
	return text[tokens[i].hi:tokens[i+1].lo]
}
