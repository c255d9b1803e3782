package intake

import (
	"crypto/hmac"
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed words.txt
var wordFile string

// receiptWords are the words of receipts: a power of two of them, so that random
// bits choose evenly.
var receiptWords = sync.OnceValue(func() []string { return strings.Fields(wordFile) })

// knownWords are the same words in the form that typed words are brought to.
var knownWords = sync.OnceValue(func() words {
	set := words{}
	for _, w := range receiptWords() {
		set[foldWord(w)] = true
	}
	return set
})

// WordsInReceipt is how many words make a receipt.
const WordsInReceipt = 4

// ErrBadReceipt is returned for a text that is not four words of the list.
var ErrBadReceipt = errors.New("receipt: not four words of the list")

// Receipt is the four words by which a reporter finds a concern again. It is
// shown once and never stored; see Hash.
type Receipt struct{ folded [WordsInReceipt]string }

// NewReceipt draws a receipt and the words to show. random must be of
// cryptographic quality; an error from it is returned.
func NewReceipt(random io.Reader) (Receipt, string, error) {
	var bits [2 * WordsInReceipt]byte
	if _, err := io.ReadFull(random, bits[:]); err != nil {
		return Receipt{}, "", fmt.Errorf("receipt: %w", err)
	}
	list := receiptWords()
	var r Receipt
	var shown [WordsInReceipt]string
	for i := range shown {
		shown[i] = list[(int(bits[2*i])<<8|int(bits[2*i+1]))&(len(list)-1)]
		r.folded[i] = foldWord(shown[i])
	}
	return r, strings.Join(shown[:], " "), nil
}

// ParseReceipt reads what somebody typed: case, æ or ae, and whatever stands
// between the words do not matter. ErrBadReceipt where it is not four words of
// the list; the error never repeats them.
func ParseReceipt(typed string) (Receipt, error) {
	parts := strings.FieldsFunc(norm.NFKC.String(typed), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(parts) != WordsInReceipt {
		return Receipt{}, ErrBadReceipt
	}
	var r Receipt
	for i, p := range parts {
		if r.folded[i] = foldWord(p); !knownWords()[r.folded[i]] {
			return Receipt{}, ErrBadReceipt
		}
	}
	return r, nil
}

// Hash is what is stored of a receipt: HMAC-SHA256 of its words under a secret of
// the installation, so that a stolen table cannot be searched for all receipts.
func (r Receipt) Hash(pepper []byte) [sha256.Size]byte {
	mac := hmac.New(sha256.New, pepper)
	io.WriteString(mac, strings.Join(r.folded[:], " "))
	return [sha256.Size]byte(mac.Sum(nil))
}

var danishLetters = strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa")

// foldWord is the one form of a word, however its Danish letters are typed.
func foldWord(w string) string { return danishLetters.Replace(strings.ToLower(w)) }
