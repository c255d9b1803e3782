package intake

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// Whatever the text, the filter ends, answers the same twice, points inside the
// text and in order, is as strict as its strictest finding, and refuses a text with a
// CPR number behind it. The committed texts are in testdata/fuzz.
func FuzzCheck(f *testing.F) {
	filter := NewFilter([]string{"Langelinie", "Ved Skoven"})
	f.Fuzz(func(t *testing.T, text string) {
		verdict, found := filter.Check(text)
		again, foundAgain := filter.Check(text)
		if verdict != again || !cmp.Equal(found, foundAgain) {
			t.Fatalf("two answers: %v %v and %v %v", verdict, found, again, foundAgain)
		}
		n, last, worst := utf8.RuneCountInString(text), 0, Accept
		for _, one := range found {
			if one.Start < last || one.End <= one.Start || one.End > n {
				t.Fatalf("%v lies outside a text of %d characters, or before %d", one, n, last)
			}
			last, worst = one.Start, max(worst, one.Verdict)
		}
		if verdict != worst {
			t.Fatalf("%v, but the strictest of %v is %v", verdict, found, worst)
		}
		if v, _ := filter.Check(text + " | 010104-1235"); v != Refuse {
			t.Fatalf("a CPR number after the text: got %v, want refuse", v)
		}
	})
}
