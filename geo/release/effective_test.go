package release

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestEffective(t *testing.T) {
	for name, c := range map[string]struct {
		parts []Part
		want  int
	}{
		"nothing": {nil, 0},
		"one round cannot unlock a row": {
			[]Part{{Round: "a", Count: 50}}, 0},
		"rounds without authors: the largest stands aside": {
			[]Part{{Round: "a", Count: 9}, {Round: "b", Count: 2}, {Round: "c", Count: 4}}, 2 + 3},
		"one author cannot unlock a row alone, in however many rounds": {
			[]Part{{Round: "a", Author: "x", Count: 3}, {Round: "b", Author: "x", Count: 3}, {Round: "c", Author: "x", Count: 3}}, 0},
		"two authors": {
			[]Part{{Round: "a", Author: "x", Count: 3}, {Round: "b", Author: "y", Count: 2}}, 2},
		"two authors on one round": {
			[]Part{{Round: "a", Author: "x", Count: 3}, {Round: "a", Author: "y", Count: 1}}, 1},
		"the cap is on the round, not on its kinds or cells": {
			[]Part{{Round: "a", Kind: "k", Count: 2}, {Round: "a", Cell: 5, Count: 2}, {Round: "b", Count: 3}}, 3},
		"flooding by the open form": {
			[]Part{{Public: true, Round: "p1", Count: 1}, {Public: true, Round: "p2", Count: 40}}, 2},
		"concerns that the team decided count one by one, one stands aside": {
			[]Part{{Round: "p1", Count: 1}, {Round: "p2", Count: 1}, {Round: "p3", Count: 1}, {Public: true, Round: "p4", Count: 1}}, 3},
	} {
		if got := Effective(c.parts); got != c.want {
			t.Errorf("%s: got %d, want %d", name, got, c.want)
		}
	}
}

// somePart draws a part of a small world, in which rounds and authors repeat.
var somePart = rapid.Custom(func(t *rapid.T) Part {
	p := Part{
		Round:  fmt.Sprint("r", rapid.IntRange(0, 4).Draw(t, "round")),
		Count:  rapid.IntRange(1, 6).Draw(t, "count"),
		Public: rapid.IntRange(0, 5).Draw(t, "public") == 0,
	}
	if rapid.Bool().Draw(t, "authored") {
		p.Author = fmt.Sprint("a", rapid.IntRange(0, 2).Draw(t, "author"))
	}
	return p
})

// Events only ever add: the effective count never falls, never exceeds the plain
// count, and whoever takes their own events away leaves at least so many less the
// two public ones.
func TestEffectiveProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(somePart, 0, 12).Draw(t, "parts")
		eff := Effective(parts)
		if n := count(parts); eff < 0 || eff > n {
			t.Fatalf("effective %d of %d", eff, n)
		}
		more := append(parts[:len(parts):len(parts)], somePart.Draw(t, "one more"))
		if e := Effective(more); e < eff {
			t.Fatalf("fell from %d to %d", eff, e)
		}
		for _, author := range []string{"a0", "a1", "a2"} {
			others := 0
			for _, p := range parts {
				if p.Author != author && !p.Public {
					others += p.Count
				}
			}
			if others < eff-publicCap {
				t.Fatalf("effective %d, but only %d events are not of %s", eff, others, author)
			}
		}
	})
}
