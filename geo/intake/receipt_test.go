package intake

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// seeded is a repeatable source of bits for tests.
func seeded(seed uint64) io.Reader {
	var key [32]byte
	key[0], key[1] = byte(seed), byte(seed>>8)
	return rand.NewChaCha8(key)
}

// The words of a receipt are found again however they are typed, and hash alike.
func TestReceiptRoundTrip(t *testing.T) {
	pepper := []byte("secret of the installation")
	for seed := range uint64(500) {
		r, shown, err := NewReceipt(seeded(seed))
		if err != nil {
			t.Fatal(err)
		}
		ascii := strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa").Replace(shown)
		for _, typed := range []string{shown, strings.ToUpper(shown), strings.ReplaceAll(shown, " ", "-"), " " + strings.ReplaceAll(shown, " ", ", \n") + ".", ascii} {
			got, err := ParseReceipt(typed)
			if err != nil || got.Hash(pepper) != r.Hash(pepper) {
				t.Fatalf("seed %d: %q typed as %q: %v", seed, shown, typed, err)
			}
		}
		if r.Hash(pepper) == r.Hash([]byte("another")) {
			t.Fatal("the hash does not depend on the secret")
		}
	}
}

// Every word of the list can be drawn, equally often, from random bits.
func TestReceiptDrawsEvenly(t *testing.T) {
	count := map[string]int{}
	bits := seeded(7)
	const draws = 20000
	for range draws {
		_, shown, err := NewReceipt(bits)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range strings.Fields(shown) {
			count[w]++
		}
	}
	n := len(receiptWords())
	mean := float64(draws*WordsInReceipt) / float64(n)
	chi := 0.0
	for _, w := range receiptWords() {
		d := float64(count[w]) - mean
		chi += d * d / mean
	}
	// 1023 degrees of freedom: beyond 1250 once in a million.
	if chi > 1250 || len(count) != n {
		t.Errorf("seed 7: chi-square %.0f over %d of %d words", chi, len(count), n)
	}
}

// A source of bits that fails gives no receipt, least of all a guessable one.
func TestReceiptNeedsBits(t *testing.T) {
	if _, shown, err := NewReceipt(bytes.NewReader([]byte{1, 2, 3})); !errors.Is(err, io.ErrUnexpectedEOF) || shown != "" {
		t.Errorf("got %q, %v", shown, err)
	}
}

// What is not four words of the list is refused without being repeated.
func TestParseReceiptRefuses(t *testing.T) {
	for _, typed := range []string{"", "abrikos", "abrikos aften agurk", "abrikos aften agurk alfabet alf", "abrikos aften agurk hemmelighed", "abrikosaftenagurkalfabet", "\xff \xff \xff \xff"} {
		if _, err := ParseReceipt(typed); !errors.Is(err, ErrBadReceipt) || strings.Contains(err.Error(), "abrikos") {
			t.Errorf("%q: got %v", typed, err)
		}
	}
}

// The list is a power of two of short plain words; none is a person's name, and
// a single wrong, missing or extra letter never makes another word of it.
func TestWordList(t *testing.T) {
	list := receiptWords()
	if n := len(list); n < 512 || n&(n-1) != 0 || len(knownWords()) != n {
		t.Fatalf("%d words, %d different: want a power of two, all different", n, len(knownWords()))
	}
	last := tableOf().lastNames
	for i, a := range list {
		if n := utf8.RuneCountInString(a); n < 3 || n > 9 || strings.Trim(a, "abcdefghijklmnopqrstuvwxyzæøå") != "" {
			t.Errorf("%q is not a short plain word", a)
		}
		if tableOf().firstNames[a] || last[a] {
			t.Errorf("%q is a person's name", a)
		}
		for _, b := range list[i+1:] {
			if oneLetterApart(foldWord(a), foldWord(b)) {
				t.Errorf("%q and %q differ by one letter", a, b)
			}
		}
	}
}

// oneLetterApart reports whether one change, insertion or deletion of a byte
// turns a into b.
func oneLetterApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return i < len(a) && a[i+1:] == b[i+1:]
	case 1:
		return a[i:] == b[i+1:]
	}
	return false
}
