package intake

import (
	_ "embed"
	"encoding/json"
	"regexp"
	"strings"
	"sync"
)

// textRules is the rule table that the browser shares.
//
//go:embed textrules.json
var textRules []byte

// TextRules is the rule table of the text filter as JSON, for the browser, which
// checks a text before it is sent. The caller must not change it.
func TextRules() []byte { return textRules }

// rule finds one kind of personal data. left and right hold what must not stand
// next to a match: RE2 has no look-around.
type rule struct {
	kind        Kind
	verdict     Verdict
	pattern     *regexp.Regexp
	left, right *regexp.Regexp
	check       check
}

// words is a set of lower-case words.
type words map[string]bool

// table is the rule table, compiled.
type table struct {
	normaliser
	rules []rule
	token *regexp.Regexp // a word or a number

	streetStrong, streetWeak, streetCommon, streetEither, streetWords, units, months, homes, cardinals, function words
	firstNames, ambiguous, lastNames, commonLast, proper, saints                                                 words

	maxStreetWords int // of a street name that is looked up
}

// tableOf reads the embedded rule table once.
var tableOf = sync.OnceValue(func() *table {
	var raw struct {
		Drop, Dash, Space, Marks, Zeros, Token string
		MaxMarks, MaxStreetWords               int
		Rules                                  []struct {
			Kind, Verdict, Check, Pattern, Left, Right string
			Fold                                       bool
		}
		StreetStrong, StreetWeak, StreetCommon, StreetEither, StreetWords, Units, Months, HomeWords, CardinalWords, FunctionWords []string
		FirstNames, AmbiguousNames, LastNames, LastNamesCommonWords, ProperEndings, Saints                                        []string
	}
	if err := json.Unmarshal(textRules, &raw); err != nil {
		panic("intake: textrules.json: " + err.Error())
	}
	t := &table{
		token: regexp.MustCompile(raw.Token),
		normaliser: normaliser{
			drop: regexp.MustCompile(raw.Drop), dash: regexp.MustCompile(raw.Dash),
			space: regexp.MustCompile(raw.Space), marks: regexp.MustCompile(raw.Marks),
			zeros: []rune(raw.Zeros), maxMarks: raw.MaxMarks,
		},
		streetStrong: setOf(raw.StreetStrong), streetWeak: setOf(raw.StreetWeak), streetCommon: setOf(raw.StreetCommon),
		streetEither: setOf(raw.StreetEither), streetWords: setOf(raw.StreetWords), maxStreetWords: raw.MaxStreetWords,
		units: setOf(raw.Units), months: setOf(raw.Months), homes: setOf(raw.HomeWords), cardinals: setOf(raw.CardinalWords), function: setOf(raw.FunctionWords),
		firstNames: setOf(raw.FirstNames), ambiguous: setOf(raw.AmbiguousNames), lastNames: setOf(raw.LastNames),
		commonLast: setOf(raw.LastNamesCommonWords), proper: setOf(raw.ProperEndings), saints: setOf(raw.Saints),
	}
	for _, r := range raw.Rules {
		pattern := r.Pattern
		if r.Fold {
			pattern = "(?i)" + pattern
		}
		t.rules = append(t.rules, rule{
			kind: Kind(r.Kind), verdict: verdictOf[r.Verdict], pattern: regexp.MustCompile(pattern),
			left: besideClass(r.Left), right: besideClass(r.Right), check: checks[r.Check],
		})
	}
	return t
})

// setOf makes a set of lines of words.
func setOf(lines []string) words {
	set := words{}
	for _, line := range lines {
		for _, w := range strings.Fields(line) {
			set[w] = true
		}
	}
	return set
}

// besideClass compiles what must not stand beside a match, nil for anything.
func besideClass(class string) *regexp.Regexp {
	if class == "" {
		return nil
	}
	return regexp.MustCompile("[" + class + "]")
}

// find calls report for each match of the rule whose neighbours and check agree.
// A match that fails is tried again one character further on.
func (r rule) find(t *table, p plain, report func(lo, hi int)) {
	for from := 0; from < len(p.text); {
		m := r.pattern.FindStringSubmatchIndex(p.text[from:])
		if m == nil {
			return
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += from
			}
		}
		if m[0] < m[1] && r.accepts(t, p.text, m) {
			report(m[0], m[1])
			from = m[1]
			continue
		}
		from = m[0] + runeLen(p.text[m[0]:])
	}
}

// accepts looks at both sides of a match and at what it means.
func (r rule) accepts(t *table, text string, m []int) bool {
	if r.left != nil && m[0] > 0 && r.left.MatchString(lastRune(text[:m[0]])) {
		return false
	}
	if r.right != nil && m[1] < len(text) && r.right.MatchString(text[m[1]:m[1]+runeLen(text[m[1]:])]) {
		return false
	}
	return r.check == nil || r.check(t, text, m)
}
