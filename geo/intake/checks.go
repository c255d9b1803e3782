package intake

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// check looks at the meaning of a match: m holds the byte positions of the
// match and its groups, as package regexp gives them.
type check func(t *table, text string, m []int) bool

// checks are the named checks that the rule table refers to.
var checks = map[string]check{
	"day_month":        dayMonth,
	"pairs":            phonePairs,
	"no_date":          noDate,
	"no_year":          noYear,
	"no_function_word": noFunctionWord,
	"no_unit":          noUnit,
}

// daysIn is the longest each month gets. A CPR number of 29 February is accepted
// for any year: its century depends on digits that may be hidden.
var daysIn = [13]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// dayMonth: groups 1 and 2 are a day and a month. Replacement CPR numbers add 60
// to the day. Modulus 11 is not asked for: numbers without it have been in use
// since 2007.
func dayMonth(_ *table, text string, m []int) bool {
	day, month := number(text, m, 1), number(text, m, 2)
	if day > 60 {
		day -= 60
	}
	return month >= 1 && month <= 12 && day >= 1 && day <= daysIn[month]
}

// phonePairs: eight digits in pairs with one kind of separator are a phone
// number, unless they are hours after "kl".
func phonePairs(_ *table, text string, m []int) bool {
	sep := group(text, m, 2)
	if group(text, m, 4) != sep || group(text, m, 6) != sep {
		return false
	}
	hours := true
	for _, g := range []int{1, 3, 5, 7} {
		hours = hours && number(text, m, g) <= 24
	}
	before := strings.TrimRight(strings.ToLower(text[:m[0]]), " .")
	return !hours || !strings.HasSuffix(before, "kl")
}

// noDate: eight digits that are not a date written yyyymmdd.
func noDate(_ *table, text string, m []int) bool {
	v := number(text, m, 1)
	year, month, day := v/10000, v/100%100, v%100
	date := year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn[month]
	return !date
}

// noYear: a postcode that cannot be a year, nor the number in the name of Rema 1000.
func noYear(_ *table, text string, m []int) bool {
	v := number(text, m, 1)
	return v != 1000 && (v < 1900 || v > 2099)
}

// noFunctionWord: the word of group 1 can be a name.
func noFunctionWord(t *table, text string, m []int) bool {
	return !t.function[strings.ToLower(group(text, m, 1))]
}

// noUnit: no unit follows that the number counts: "hytte 1 aften" is an evening.
func noUnit(t *table, text string, m []int) bool {
	rest := strings.TrimLeft(text[m[1]:], " ")
	if end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
		rest = rest[:end]
	}
	return !t.units[strings.ToLower(rest)]
}

// group is the text of a group of the match.
func group(text string, m []int, g int) string { return text[m[2*g]:m[2*g+1]] }

// number is a group of at most eight digits as a number.
func number(text string, m []int, g int) int {
	v, err := strconv.Atoi(group(text, m, g))
	if err != nil {
		return -1
	}
	return v
}

// runeLen is the length in bytes of the first character.
func runeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// lastRune is the last character as a string.
func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}
