package auth

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// ASVS 11.4.2: argon2id with OWASP's costs, another salt each time.
func TestPasswordIsKeptByArgon2id(t *testing.T) {
	a, b := HashPassword("tre små skridt"), HashPassword("tre små skridt")
	if !strings.HasPrefix(a, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("the hash begins %.40s", a)
	}
	if a == b {
		t.Error("two hashes of one password are equal: the salt is not random")
	}
}

func TestPasswordOpensItsOwnHashOnly(t *testing.T) {
	hash := HashPassword("tre små skridt")
	for password, want := range map[string]bool{
		"tre små skridt": true, "tre små skridt ": false, "Tre små skridt": false, "": false,
	} {
		got, err := checkPassword(password, hash)
		if err != nil || got != want {
			t.Errorf("%q: %v, %v; want %v", password, got, err, want)
		}
	}
}

// Whatever stands in the column, checking it is an answer or ErrBadHash.
func TestPasswordHashFromElsewhereIsRefused(t *testing.T) {
	good := HashPassword("x")
	rapid.Check(t, func(t *rapid.T) {
		parts := strings.Split(good, "$")
		at := rapid.IntRange(0, len(parts)-1).Draw(t, "part")
		parts[at] = rapid.SampledFrom([]string{"", "bcrypt", "v=18", "m=0", "m=19456,t=0,p=1", "m=19456,t=2,p=0", "!!"}).Draw(t, "text")
		broken := strings.Join(parts, "$")
		ok, err := checkPassword("y", broken)
		if ok || err != nil && !errors.Is(err, ErrBadHash) {
			t.Fatalf("%q: %v, %v", broken, ok, err)
		}
	})
}
