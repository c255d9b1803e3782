package webtest_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"strings"
	"testing"
	"unicode"

	"runde/geo/intake"
	"runde/web/webtest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// filterStreets are the street names that both filters know.
var filterStreets = []string{"Langelinie", "Bag Hegnet", "Ved Skoven", "Havnen", "H.C. Ørsteds Vænge", "Carrer de la Sardana", "Hovedgaden"}

// browserFilter is the built text filter in a page of the concern form, as that
// fetched it.
type browserFilter struct {
	page    *webtest.Page
	address string
	streets string // JSON
}

func openFilter(t *testing.T) *browserFilter {
	t.Helper()
	p := webtest.Browser(t).Page(t, webtest.NewTown(t).Server(t, nil).URL, 390)
	p.Open("/bekymring")
	webtest.Eval[bool](p, `(document.getElementById("note").focus(), true)`)
	p.Until("the filter", `performance.getEntriesByType("resource").some(e => e.name.includes("/assets/textfilter-"))`)
	streets, err := json.Marshal(intake.NewFilter(filterStreets).Streets())
	if err != nil {
		t.Fatal(err)
	}
	b := &browserFilter{page: p, streets: string(streets)}
	for _, address := range p.Requests() {
		if name := path.Base(address); strings.HasPrefix(name, "textfilter-") {
			b.address = "/assets/" + name
		}
	}
	return b
}

// judged is what a filter says of a text.
type judged struct {
	Verdict string
	Found   []finding
}

type finding struct {
	Kind, Verdict string
	Start, End    int
}

// check asks the browser about all texts at once.
func (b *browserFilter) check(t *testing.T, texts []string) []judged {
	t.Helper()
	list, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	return webtest.Eval[[]judged](b.page, fmt.Sprintf(`import(%q).then(({TextFilter}) => {
		const filter = new TextFilter(%s);
		return %s.map(text => filter.check(text));
	})`, b.address, b.streets, list))
}

// onServer is what the server's filter says of a text.
func onServer(f *intake.Filter, text string) judged {
	verdict, found := f.Check(text)
	out := judged{verdict.String(), []finding{}}
	for _, one := range found {
		out.Found = append(out.Found, finding{string(one.Kind), one.Verdict.String(), one.Start, one.End})
	}
	return out
}

// caseTexts are the texts of the filter's own cases with the verdict each must get.
func caseTexts(t *testing.T) (want, texts []string) {
	t.Helper()
	for name, n := range map[string]int{"pii_cases.csv": 117, "texts.csv": 101} {
		file, err := os.Open("../../geo/intake/testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(file).ReadAll()
		file.Close()
		if err != nil || len(rows) != n+1 {
			t.Fatalf("%s: %d rows, %v; want %d", name, len(rows), err, n+1)
		}
		for _, row := range rows[1:] {
			row = row[len(row)-2:]
			want = append(want, map[string]string{"block": "refuse", "warn": "warn", "ok": "accept"}[row[0]])
			texts = append(texts, row[1])
		}
	}
	return want, texts
}

// The built filter gives every designed case the verdict it was meant to get, and
// says of the harmless sentences what the server says.
func TestBrowserJudgesTheCases(t *testing.T) {
	b := openFilter(t)
	want, texts := caseTexts(t)
	for i, got := range b.check(t, texts) {
		if got.Verdict != want[i] {
			t.Errorf("%q: %s %v, want %s", texts[i], got.Verdict, got.Found, want[i])
		}
	}
	raw, err := os.ReadFile("../../geo/intake/testdata/harmless.txt")
	if err != nil {
		t.Fatal(err)
	}
	f := intake.NewFilter(filterStreets)
	sentences := strings.Split(strings.TrimSpace(string(raw)), "\n")
	for i, got := range b.check(t, sentences) {
		if diff := cmp.Diff(onServer(f, sentences[i]), got); diff != "" {
			t.Errorf("%q (-server +browser):\n%s", sentences[i], diff)
		}
	}
}

// Whatever is typed, browser and server find the same kinds at the same places.
func TestBrowserAndServerJudgeAlike(t *testing.T) {
	b := openFilter(t)
	f := intake.NewFilter(filterStreets)
	texts := rapid.SliceOfN(drawText(t), 40, 40)
	verdicts, kinds, n := map[string]int{}, map[string]int{}, 0
	rapid.Check(t, func(rt *rapid.T) {
		list := texts.Draw(rt, "texts")
		for i, got := range b.check(t, list) {
			want := onServer(f, list[i])
			if diff := cmp.Diff(want, got); diff != "" {
				rt.Fatalf("%q (-server +browser):\n%s", list[i], diff)
			}
			n++
			verdicts[got.Verdict]++
			for _, one := range got.Found {
				kinds[one.Kind]++
			}
		}
	})
	t.Logf("%d texts: %v, of kinds %v", n, verdicts, kinds)
	if verdicts["accept"] < n/10 || verdicts["refuse"] < n/10 || len(kinds) < 12 {
		t.Errorf("the texts are too much alike: %v, %v", verdicts, kinds)
	}
}

// traps are what two readers of text could see differently.
var traps = []string{
	"\u200b", "\u00ad", "\u2060", "\ufeff", "\u202e", "\u034f", "\u115f", "\uffa0", "\u00a0", "\u2009", "\u3000", "\n", "\r\n", "\t", "\x00",
	"２", "０", "٣", "۴", "߅", "०", "𝟏", "①", "²", "½", "Ⅷ", "–", "−", "－", "﹣", "＠", "．", "／", "′", "’", "`",
	"İ", "ı", "ſ", "K", "Å", "ẞ", "ß", "Σ", "ς", "ǅ", "ﬁ", "ŉ", "ﷺ", "ª", "ⓐ", "é", "e\u0301", "a\u030a", "A\u030a", "o\u0338", "\u0345", "\u0332",
	"\u0316\u0316\u0316\u0316\u0316\u0316\u0316\u0316\u0316\u030a", "👋🏽", "🇩🇰", "𐐀", "\U0001e900", "각", "ᄀ", "ᅡ", "จำ", "க்ஷ", "\u0903", "ꭰ", "Ა", "\ufffd",
}

// glue stands between the parts of numbers, names and addresses.
var glue = []string{
	" ", " ", " ", "", "", ", ", ". ", ".", "-", "/", ":", " - ", " nr. ", " nr ", " kl. ", " til ", "@", "(a)", "+45 ", "+", "DK", "%", "°", "' ", "b ", " B",
	"født ", "tlf ", "hedder ", "fru ", "Sankt ", " dage", " telte", " personer", " aften", " st. ", " 2. tv", ". sal", "opgang ", "værelse ", "Jens", "Mette ",
	"Hansen", "hansen", "bor på ", ". marts", " Skov", " Gade", " vej", "Torvet", "Vestergade", "havnen ", "Havnen ", "ved skoven ", "Langelinie ", "bag hegnet ", "hovedgaden ",
}

// drawText draws a text of pieces of the cases, traps, digits and letters.
func drawText(t *testing.T) *rapid.Generator[string] {
	t.Helper()
	_, texts := caseTexts(t)
	return rapid.Custom(func(rt *rapid.T) string {
		var out strings.Builder
		for range rapid.IntRange(1, 9).Draw(rt, "pieces") {
			switch rapid.IntRange(0, 7).Draw(rt, "kind") {
			case 0, 1:
				whole := []rune(rapid.SampledFrom(texts).Draw(rt, "case"))
				from := rapid.IntRange(0, len(whole)-1).Draw(rt, "from")
				out.WriteString(string(whole[from:rapid.IntRange(from, len(whole)).Draw(rt, "to")]))
			case 2:
				out.WriteString(rapid.SampledFrom(texts).Draw(rt, "case"))
			case 3:
				out.WriteString(rapid.SampledFrom(traps).Draw(rt, "trap"))
			case 4, 5:
				out.WriteString(rapid.SampledFrom(glue).Draw(rt, "glue"))
			case 6:
				out.WriteString(rapid.StringMatching(`[0-9]{1,4}|[0-9]{8}|[0-3][0-9][01][0-9][0-9]{2}|[0-9]{2} [0-9]{2}`).Draw(rt, "digits"))
			case 7:
				out.WriteString(string(rapid.RuneFrom(nil, unicode.L, unicode.M, unicode.Nd, unicode.P, unicode.Z, unicode.C, unicode.S).Filter(known).Draw(rt, "rune")))
			}
		}
		return out.String()
	})
}

// known leaves out what no text can hold, private letters, and those that the
// server's tables of letters do not know: a browser's may be younger.
func known(r rune) bool { return !unicode.In(r, unicode.Cs, unicode.Co, unicode.Cn) }
