package release

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
)

// Errors of this package.
var (
	// ErrTooFew: the municipality as a whole holds some events but too few to
	// publish. They stay open and count in the next period.
	ErrTooFew = errors.New("release: too few events in the whole municipality")
	// ErrUnknownCell: a part names a cell that the lattice does not hold.
	ErrUnknownCell = errors.New("release: a cell is not in the cover")
	// ErrUnknownKind: a part names a kind that its family does not have.
	ErrUnknownKind = errors.New("release: a kind is not in the family")
	// ErrUnknownBlock: a block is not named after a node of the lattice.
	ErrUnknownBlock = errors.New("release: a block is not in the lattice")
	// ErrParams: k is not between 3 and 20, the factor is below 1, or there is no key.
	ErrParams = errors.New("release: k must be 3 to 20, the factor at least 1, the key not empty")
)

// Params are the settings of a family's staircase in one year. They never change
// within a year.
type Params struct {
	Key    []byte  // secret; see FamilyKey
	K      int     // the threshold, 3 to 20
	Factor float64 // a block is expected to hold Factor·K events a period

	effective func([]Part) int // nil: Effective
	kinds     []string         // nil: the family's
}

// DefaultParams are k = 5 and blocks of 3k expected events a period.
func DefaultParams(key []byte) Params { return Params{Key: key, K: 5, Factor: 3} }

// Check is ErrParams or nil.
func (p Params) Check() error {
	if p.K < 3 || p.K > 20 || p.Factor < 1 || len(p.Key) == 0 {
		return ErrParams
	}
	return nil
}

// eff is the count that thresholds look at.
func (p Params) eff(parts []Part) int {
	if p.effective != nil {
		return p.effective(parts)
	}
	return Effective(parts)
}

// kindsOf is the kinds of a family.
func (p Params) kindsOf(f Family) []string {
	if p.kinds != nil {
		return p.kinds
	}
	return f.Kinds()
}

// prf orders nodes in a way that nobody without the key can foresee.
func (p Params) prf(context, id string) string {
	mac := hmac.New(sha256.New, p.Key)
	io.WriteString(mac, context+"|"+id)
	return hex.EncodeToString(mac.Sum(nil))
}

// FamilyKey derives the key of one family's staircase from the secret of an
// installation, so that families and municipalities do not join alike.
func FamilyKey(secret []byte, municipality string, f Family) []byte {
	mac := hmac.New(sha256.New, secret)
	io.WriteString(mac, "release|"+municipality+"|"+string(f))
	return mac.Sum(nil)
}
