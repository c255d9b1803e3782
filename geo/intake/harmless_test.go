package intake

import (
	"os"
	"strings"
	"testing"
)

// Of 300 harmless sentences in the words of the trade at most 2 % are refused, by
// the rules alone and with a list of streets that are called by common words. A
// sentence that is warned of is no sentence that staff cannot keep, but the public
// cannot: so warnings count in a limit of their own.
func TestHarmlessSentencesPass(t *testing.T) {
	raw, err := os.ReadFile("testdata/harmless.txt")
	if err != nil {
		t.Fatal(err)
	}
	sentences, seen := strings.Split(strings.TrimSpace(string(raw)), "\n"), map[string]bool{}
	for _, s := range sentences {
		if seen[s] || strings.TrimSpace(s) != s || s == "" {
			t.Errorf("%q is there twice, or no sentence", s)
		}
		seen[s] = true
	}
	if len(sentences) != 300 {
		t.Fatalf("read %d sentences, want 300", len(sentences))
	}
	for name, streets := range map[string][]string{"the rules alone": nil, "with streets": harmlessStreets} {
		f, count := NewFilter(streets), map[Verdict]int{}
		for _, s := range sentences {
			v, found := f.Check(s)
			count[v]++
			if v != Accept {
				t.Logf("%s: %v %q %v", name, v, s, found)
			}
		}
		t.Logf("%s: %d accepted, %d warned of, %d refused", name, count[Accept], count[Warn], count[Refuse])
		if limit := len(sentences) * 2 / 100; count[Refuse] > limit || count[Refuse]+count[Warn] > limit {
			t.Errorf("%s: %d refused and %d warned of, at most %d of both", name, count[Refuse], count[Warn], limit)
		}
	}
}

// harmlessStreets are streets of the kind that most municipalities have, called as
// the sentences call other things.
var harmlessStreets = []string{
	"Havnen", "Parken", "Torvet", "Stranden", "Skoven", "Broen", "Stien", "Kirken", "Molen", "Kanalen", "Centret",
	"Stationen", "Banegårdspladsen", "Hovedgaden", "Gågaden", "Mosen", "Svinget", "Toppen", "Vejen", "Pladsen",
	"Bag Hegnet", "Bag Kirken", "Ved Søen", "Ved Stranden", "Ved Havnen", "Ved Skoven", "Ved Vandet", "Over Broen",
	"Under Bakken", "Langelinie", "Strandvejen", "Vestergade", "Storegade", "Nørreport", "Sol", "Liv", "Linien",
}
