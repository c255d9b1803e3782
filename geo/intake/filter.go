package intake

import (
	"cmp"
	"maps"
	"slices"
	"unicode/utf8"
)

// Kind names what was found in a text; it is also a catalogue key under
// "textfilter.".
type Kind string

// The kinds of personal data that the filter knows.
const (
	CPR       Kind = "cpr"        // a civil registration number, also half hidden
	BirthDate Kind = "birth_date" // a date after a word for birth
	Phone     Kind = "phone"
	Email     Kind = "email"
	URL       Kind = "url"
	Handle    Kind = "handle"   // @somebody
	Address   Kind = "address"  // a street and a house number
	Floor     Kind = "floor"    // floor and side of a stairway
	Room      Kind = "room"     // a room, flat or stairway; warn
	Postcode  Kind = "postcode" // a postcode and a town; warn
	Plate     Kind = "plate"    // of a vehicle
	IBAN      Kind = "iban"
	Position  Kind = "position" // coordinates or a code for them
	Name      Kind = "name"     // of a person; a first name alone is a warning
	TooLong   Kind = "too_long" // longer than MaxText: not read at all
)

// Kinds lists all of them.
var Kinds = []Kind{CPR, BirthDate, Phone, Email, URL, Handle, Address, Floor, Room, Postcode, Plate, IBAN, Position, Name, TooLong}

// MaxText is the most characters that the filter reads; every text of the
// program is far shorter.
const MaxText = 2000

// Verdict is what the filter thinks of a text.
type Verdict int

// The verdicts, in rising order. Staff may confirm a warning; for the public it
// counts as a refusal.
const (
	Accept Verdict = iota
	Warn
	Refuse
)

var verdictOf = map[string]Verdict{"warn": Warn, "refuse": Refuse}

// String is accept, warn or refuse.
func (v Verdict) String() string { return [...]string{"accept", "warn", "refuse"}[v] }

// Finding is one piece of personal data: what it is and where it stands, in
// characters of the text as it was written, from Start up to End. It never holds
// the text.
type Finding struct {
	Kind    Kind    `json:"kind"`
	Verdict Verdict `json:"-"`
	Start   int     `json:"start"`
	End     int     `json:"end"`
}

// Filter finds personal data in short texts by fixed rules. It is safe for
// concurrent use. About one in five personal texts will get past it: that texts
// are short, rare and soon deleted protects people more than the filter does.
type Filter struct {
	table   *table
	streets words
}

// NewFilter makes a filter that also knows the street names of a municipality,
// which catch addresses without a street ending. nil will do.
func NewFilter(streets []string) *Filter {
	f := &Filter{table: tableOf(), streets: words{}}
	for _, s := range streets {
		name := f.table.tokens(f.table.plain(s).text)
		if n := len(name); n > 0 && n <= f.table.maxStreetWords && !name[n-1].digits && !f.table.streetByRule(name) {
			f.streets[joined(name)] = true
		}
	}
	return f
}

// Streets are the street names that the rules would miss, as [Filter.Check] looks
// them up: words in small letters with spaces between, sorted. The rules and these
// are all that a browser needs to judge alike.
func (f *Filter) Streets() []string { return slices.Sorted(maps.Keys(f.streets)) }

// Check reads a text and gives the strictest verdict and every finding, by
// position. The same text always gets the same answer.
func (f *Filter) Check(text string) (Verdict, []Finding) {
	if n := utf8.RuneCountInString(text); n > MaxText {
		return Refuse, []Finding{{Kind: TooLong, Verdict: Refuse, Start: MaxText, End: n}}
	}
	p := f.table.plain(text)
	var found []Finding
	add := func(kind Kind, v Verdict, lo, hi int) {
		start, end := p.span(lo, hi)
		found = append(found, Finding{kind, v, start, end})
	}
	for _, r := range f.table.rules {
		r.find(f.table, p, func(lo, hi int) { add(r.kind, r.verdict, lo, hi) })
	}
	tokens := f.table.tokens(p.text)
	f.findAddresses(p.text, tokens, add)
	f.table.findNames(p.text, tokens, add)

	slices.SortFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Kind, b.Kind), cmp.Compare(b.Verdict, a.Verdict))
	})
	found = slices.Compact(found)
	worst := Accept
	for _, one := range found {
		worst = max(worst, one.Verdict)
	}
	return worst, found
}

// Admit gives the note to keep: the text itself where nothing was found, else ""
// and what was found. confirmed is a member of staff saying that a warning is
// mistaken; the public cannot confirm.
func (f *Filter) Admit(note string, confirmed bool) (keep string, found []Finding) {
	verdict, found := f.Check(note)
	if verdict == Refuse || verdict == Warn && !confirmed {
		return "", found
	}
	return note, nil
}
