package intake

import (
	"strings"
	"unicode/utf8"
)

// findNames reports names of persons: a known first name with another word in
// capitals after it, any capital word before a name in -sen, and, as a warning,
// a first name or a name in -sen alone. Names that are words too (Bo, Liv, Storm)
// count only with a last name.
func (t *table) findNames(text string, tokens []token, add func(Kind, Verdict, int, int)) {
	for i := 0; i < len(tokens); {
		end := runOf(text, tokens, i)
		run := tokens[i:end]
		switch {
		case i > 0 && t.saints[tokens[i-1].lower], t.thing(run):
		case t.fullName(run):
			add(Name, Refuse, run[0].lo, run[len(run)-1].hi)
		case t.smallName(text, tokens, i):
			end = i + 2
			add(Name, Refuse, tokens[i].lo, tokens[i+1].hi)
		case t.loneName(run):
			add(Name, Warn, run[0].lo, run[0].hi)
		default:
			end = i + 1
		}
		i = end
	}
}

// runOf is the end of the run of words with capitals that begins at i: they may
// have a space, or the point of an initial, between them.
func runOf(text string, tokens []token, i int) int {
	end := i + 1
	for end < len(tokens) && tokens[end-1].capital() && tokens[end].capital() {
		g := gap(text, tokens, end-1)
		if g != " " && !(g == ". " && utf8.RuneCountInString(tokens[end-1].text) <= 2) {
			break
		}
		end++
	}
	return end
}

// thing reports whether a run names a street, a church or a shop. Where its last
// word is a last name too (Gade, Skov), the word before must be a genitive.
func (t *table) thing(run []token) bool {
	if len(run) < 2 {
		return false
	}
	last, before := run[len(run)-1], run[len(run)-2]
	if endsIn(t.streetStrong, last.lower) {
		return true
	}
	if !t.proper[last.lower] {
		return false
	}
	return !t.lastNames[last.lower] || strings.HasSuffix(before.lower, "s") && !t.firstNames[before.lower]
}

// fullName reports whether a run of at least two words names a person.
func (t *table) fullName(run []token) bool {
	if len(run) < 2 {
		return false
	}
	first := t.firstName(run[0].lower)
	for _, w := range run[1:] {
		if isSen(w.lower) || first && t.lastNames[w.lower] {
			return true
		}
	}
	return first && !t.ambiguous[run[0].lower]
}

// smallName reports whether a first and a last name stand at i in small letters.
func (t *table) smallName(text string, tokens []token, i int) bool {
	if i+1 >= len(tokens) || gap(text, tokens, i) != " " {
		return false
	}
	first, last := tokens[i].lower, tokens[i+1].lower
	return t.firstNames[first] && !t.ambiguous[first] && t.lastNames[last] && !t.commonLast[last]
}

// loneName reports whether a run begins with a name that stands alone, or in the
// genitive.
func (t *table) loneName(run []token) bool {
	w := run[0].lower
	if !run[0].capital() || t.ambiguous[w] {
		return false
	}
	stem := strings.TrimRight(strings.TrimSuffix(w, "s"), "'’")
	return t.firstName(w) || len(run) == 1 && t.firstNames[stem] && !t.ambiguous[stem] || t.lastNames[w] && isSen(w)
}

// firstName reports whether a word, or the first part of a double one, is a
// first name.
func (t *table) firstName(w string) bool {
	head, _, _ := strings.Cut(w, "-")
	return t.firstNames[w] || head != w && t.firstNames[head] && !t.ambiguous[head]
}

// isSen reports whether a word has the commonest ending of Danish last names.
func isSen(w string) bool { return utf8.RuneCountInString(w) >= 5 && strings.HasSuffix(w, "sen") }
