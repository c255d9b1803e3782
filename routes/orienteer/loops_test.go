package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// On small worlds whose shift parks and walks, the search is as good as the best order of
// places by enumeration, each walked and driven as Time does: always where earlier is
// never worse, else nearly always, as a tie between two moments for the break may fall
// otherwise. It may be better: Time is back earliest, where less travel may cost less.
func TestFindsTheBestLoopsOfSmallWorlds(t *testing.T) {
	const worlds = 60
	found, walked := 0, 0
	for seed := range uint64(worlds) {
		rng := rand.New(rand.NewPCG(seed, 47))
		sh := shape{places: 4 + rng.IntN(3), shifts: 1, plain: seed%2 == 0, walks: true}
		p := randomProblem(rng, sh)
		for p.Shifts[0].Walk.N == 0 {
			letWalk(rng, p.Shifts)
		}
		p.Shifts[0].Park += 10
		p.Shifts[0].End += 100
		want, plans := bruteForce(p)
		got := solve(t, p, seed, 800)
		for _, v := range Check(p, got) {
			t.Errorf("seed %d: %v", seed, v)
		}
		if slices.Contains(walks(got.Routes[0]), true) {
			walked++
		}
		switch {
		case got.Value >= want.Value-1e-6:
			found++
		case sh.plain:
			t.Errorf("seed %d: found %.4f, the best of %d plans is worth %.4f\nsearch %+v\nbest %+v",
				seed, got.Value, plans, want.Value, got.Routes, want.Routes)
		}
	}
	if found < worlds*95/100 || walked < worlds/3 {
		t.Errorf("found the best of %d of %d worlds, walking in %d", found, worlds, walked)
	}
}
