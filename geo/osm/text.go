package osm

import (
	"strings"
	"unicode"
)

// maxText is the longest text taken from a map, in runes.
const maxText = 200

// clean makes a text from a map file safe to store and to show: valid UTF-8,
// no control characters, spaces collapsed, at most 200 runes. The result shares
// no memory with a larger block.
func clean(s string) string {
	if s == "" {
		return ""
	}
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > maxText {
		return string(runes[:maxText])
	}
	return strings.Clone(s)
}
