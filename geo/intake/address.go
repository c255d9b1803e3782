package intake

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// findAddresses reports each street with a house number: from the number it
// looks left for a street and right for a unit, since "Parken 3 telte" counts
// tents.
func (f *Filter) findAddresses(text string, tokens []token, add func(Kind, Verdict, int, int)) {
	for i, t := range tokens {
		if !t.digits || len(t.text) > 3 || i == 0 || f.partOfNumber(text, tokens, i) || f.countsThings(text, tokens, i) {
			continue
		}
		last := f.streetBefore(text, tokens, i)
		if last < 0 {
			continue
		}
		house := last < i-1 || hasLetter(text, tokens, i) || f.livesThere(tokens, last)
		if first, verdict := f.street(text, tokens, last, house); first >= 0 {
			add(Address, verdict, tokens[first].lo, houseEnd(text, tokens, i))
		}
	}
}

// partOfNumber reports whether the token belongs to a decimal or a time of day.
func (f *Filter) partOfNumber(text string, tokens []token, i int) bool {
	if tokens[i-1].digits && strings.Contains(".,:", gap(text, tokens, i-1)) {
		return true
	}
	if i+1 >= len(tokens) || !tokens[i+1].digits || len(tokens[i+1].text) != 2 {
		return false
	}
	g := gap(text, tokens, i)
	hour, _ := strconv.Atoi(tokens[i].text)
	minute, _ := strconv.Atoi(tokens[i+1].text)
	return (g == "." || g == ":") && hour <= 24 && minute <= 59
}

// countsThings reports whether a unit follows the number, or the range or decimal
// that it begins, or a month the day.
func (f *Filter) countsThings(text string, tokens []token, i int) bool {
	after := strings.TrimLeft(text[tokens[i].hi:], " ")
	if strings.HasPrefix(after, "%") || strings.HasPrefix(after, "°") {
		return true
	}
	j := i + 1
	if j < len(tokens) && (tokens[j].lower == "til" || tokens[j].lower == "eller") {
		j++
	}
	between := gap(text, tokens, j-1)
	if j < len(tokens) && tokens[j].digits && (between == "." || between == "," || strings.Trim(between, " -") == "") {
		j++
	} else {
		j = i + 1
	}
	if j == len(tokens) {
		return false
	}
	between = gap(text, tokens, j-1)
	return f.table.units[tokens[j].lower] && strings.Trim(between, " ") == "" ||
		f.table.months[tokens[j].lower] && strings.Trim(between, " .") == ""
}

// streetBefore is the last word of what may be the street before a number, past
// "nr." and the like; -1 if something else stands between.
func (f *Filter) streetBefore(text string, tokens []token, i int) int {
	j := i - 1
	for j >= 0 && f.table.cardinals[tokens[j].lower] && strings.Trim(gap(text, tokens, j), " .:") == "" {
		j--
	}
	between := " "
	if j < i-1 {
		between = " ,"
	}
	if j < 0 || tokens[j].digits || strings.Trim(gap(text, tokens, j), between) != "" {
		return -1
	}
	return j
}

// street is the first word of a street name that ends with the token, -1 if it
// is none. A word that is a kind of road as often as the name of one, such as
// hovedgaden, is a warning. house tells that the number after it can only be a
// house's, as "nr. 4", "4b" and "bor på torvet 4" are.
func (f *Filter) street(text string, tokens []token, last int, house bool) (int, Verdict) {
	w := tokens[last]
	for n := 1; n <= f.table.maxStreetWords && n <= last+1; n++ {
		name := tokens[last-n+1 : last+1]
		if f.streets[joined(name)] && (house || w.capital() || !f.table.plainWords(name)) {
			return last - n + 1, Refuse
		}
	}
	switch {
	case f.table.streetCommon[w.lower]:
		return -1, Accept
	case f.table.streetEither[w.lower]:
		return last, Warn
	case f.table.streetStrong[w.lower] || f.table.streetWeak[w.lower]:
		return f.streetOfWords(text, tokens, last), Refuse
	case endsIn(f.table.streetStrong, w.lower) || w.capital() && endsIn(f.table.streetWeak, w.lower):
		return last, Refuse
	}
	return -1, Accept
}

// streetByRule reports whether the rules know a street by its ending, however it is
// written: then no list need name it.
func (t *table) streetByRule(name []token) bool {
	w := name[0].lower
	return len(name) == 1 && !t.streetCommon[w] && !t.streetEither[w] && !t.streetStrong[w] && !t.streetWeak[w] && endsIn(t.streetStrong, w)
}

// plainWords reports whether a street's name is made of common words, as Havnen and
// Ved Skoven are: "på havnen 3 sov" tells of no street.
func (t *table) plainWords(name []token) bool {
	return !slices.ContainsFunc(name, func(w token) bool { return !t.streetWords[w.lower] })
}

// streetOfWords judges a street ending that stands as a word of its own: after
// another word with a capital, "Store Torv", or in the definite form, "Torvet".
func (f *Filter) streetOfWords(text string, tokens []token, last int) int {
	w := tokens[last]
	if !w.capital() {
		return -1
	}
	if last > 0 && tokens[last-1].capital() && strings.Trim(gap(text, tokens, last-1), " .") == "" {
		return last - 1
	}
	if strings.HasSuffix(w.lower, "en") || strings.HasSuffix(w.lower, "et") {
		return last
	}
	return -1
}

// endsIn reports whether a word is a compound that ends in one of the endings.
func endsIn(endings words, w string) bool {
	for i := range w {
		if utf8.RuneCountInString(w[:i]) >= 2 && endings[w[i:]] {
			return true
		}
	}
	return false
}

// livesThere reports whether one of the three words before a street's last tells that
// somebody lives there: "bor på torvet 4" counts nothing.
func (f *Filter) livesThere(tokens []token, last int) bool {
	return slices.ContainsFunc(tokens[max(0, last-3):last], func(w token) bool { return f.table.homes[w.lower] })
}

// hasLetter reports whether the letter of a house is written to its number.
func hasLetter(text string, tokens []token, i int) bool {
	return i+1 < len(tokens) && tokens[i+1].oneLetter() && gap(text, tokens, i) == ""
}

// houseEnd is where the house number ends, with its letter.
func houseEnd(text string, tokens []token, i int) int {
	if i+1 < len(tokens) && tokens[i+1].oneLetter() && strings.Trim(gap(text, tokens, i), " ") == "" {
		return tokens[i+1].hi
	}
	return tokens[i].hi
}
