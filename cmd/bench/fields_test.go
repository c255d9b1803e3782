package main

import (
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"runde/routes/orienteer"
)

// A decimal is read exactly or refused, never rounded.
func TestScaledDecimal(t *testing.T) {
	for s, want := range map[string]int64{
		"0": 0, "12": 1200, "12.": 1200, ".5": 50, "-0.25": -25, "7.5000": 750, "-10.44": -1044, "007": 700,
	} {
		if got, err := scaledDecimal(s, 100); err != nil || got != want {
			t.Errorf("%s × 100 = %d, %v; want %d", s, got, err, want)
		}
	}
	for _, s := range []string{
		"", ".", "-", "--1", "+1", "1e3", "0x10", "1_0", "NaN", "Inf", "1.2.3", "1.x", "1.23x", "1.235", "1,5",
		"99999999999999999999", "9999999999999999999999999999999999999.1",
	} {
		if got, err := scaledDecimal(s, 100); err == nil {
			t.Errorf("%q is read as %d, want an error", s, got)
		}
	}
}

// A square root is the largest whole number whose square is not larger.
func TestSquareRoot(t *testing.T) {
	const seed = 5
	rng := rand.New(rand.NewPCG(seed, 0))
	check := func(n int64) {
		if r := squareRoot(n); r < 0 || r*r > n || (r+1)*(r+1) <= n {
			t.Fatalf("the root of %d is %d (seed %d)", n, r, seed)
		}
	}
	for range 10_000 {
		r := rng.Int64N(3_000_000_000 >> rng.IntN(32))
		check(r)
		check(r * r)
		check(max(0, r*r-1))
	}
}

// Distances are truncated, and those that are whole ticks are kept: with floating
// point the hypotenuse of 0.15 and 0.36 would lose one.
func TestTruncatedMatrix(t *testing.T) {
	points := []gridPoint{{0, 0}, {300, 400}, {1500, 3600}, {10_000, 10_000}}
	m := truncatedMatrix(points, 100)
	for j, want := range []int32{0, 5, 39, 141} {
		if m.At(0, j) != want || m.At(j, 0) != want {
			t.Errorf("0 to %d takes %d, back %d, want %d", j, m.At(0, j), m.At(j, 0), want)
		}
	}
	if got := truncatedMatrix(points, 10).At(0, 3); got != 14 {
		t.Errorf("with one decimal 0 to 3 takes %d, want 14", got)
	}
}

func contents(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// flaw replaces one string of a good file and names what the error must say.
type flaw struct{ old, with, want string }

// refuses checks that each flaw is refused by what it is, and that a file which ends
// early is refused at every line and harmless at every byte.
func refuses(t *testing.T, good string, flaws []flaw, read func(io.Reader) (*orienteer.Problem, error)) {
	t.Helper()
	for _, f := range flaws {
		if strings.Count(good, f.old) != 1 {
			t.Fatalf("%q is not once in the good file", f.old)
		}
		_, err := read(strings.NewReader(strings.Replace(good, f.old, f.with, 1)))
		if err == nil || !strings.Contains(err.Error(), f.want) {
			t.Errorf("%q for %q: %v, want %s", f.with, f.old, err, f.want)
		}
	}
	good = strings.TrimSpace(good)
	for i := range good {
		p, err := read(strings.NewReader(good[:i]))
		if err == nil && strings.Contains(good[i:], "\n") {
			t.Errorf("the first %d bytes alone are read", i)
		}
		if err == nil && p.Validate() != nil {
			t.Errorf("the first %d bytes give a malformed problem: %v", i, p.Validate())
		}
	}
}
