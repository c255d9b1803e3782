package attack

import (
	"math/rand/v2"
	"testing"
)

// rowWorld is a few places, weeks and kinds with counts, and rows that are 0 or at
// least k and in no way decomposable.
type rowWorld struct {
	*space
	k                    int
	places, weeks, kinds int
	truth                map[atom]int
	rows                 []fact
}

func newRowWorld(seed uint64) *rowWorld {
	r := rand.New(rand.NewPCG(seed, 77))
	w := &rowWorld{k: 3 + r.IntN(3), places: 2 + r.IntN(3), weeks: 2 + r.IntN(3), kinds: 1 + r.IntN(3), truth: map[atom]int{}}
	w.space = newSpace(w.places)
	all := w.box(1<<w.places-1, 1<<w.weeks-1, 1<<w.kinds-1)
	atomsOf(set{all}, func(a atom) { w.truth[a] = r.IntN(2) * r.IntN(2*w.k) })
	for range 2 + r.IntN(3) {
		level := r.IntN(6)
		grounds, weeks, kinds := parted(r, w.places), parted(r, w.weeks), parted(r, w.kinds)
		for _, g := range grounds {
			for _, n := range weeks {
				for _, k := range kinds {
					if r.IntN(8) > 0 {
						w.row(w.box(g, n, k), level)
					}
				}
			}
		}
	}
	w.row(all, 7)
	return w
}

// parted is an axis as a whole, or one part of it with the rest, whole or one by one.
func parted(r *rand.Rand, n int) []uint64 {
	all := uint64(1)<<n - 1
	part := 1 + r.Uint64N(all)
	switch rest := all &^ part; r.IntN(4) {
	case 0:
		if rest != 0 {
			return []uint64{part, rest}
		}
	case 1:
		out := []uint64{part}
		for i := range n {
			if rest>>i&1 == 1 {
				out = append(out, 1<<i)
			}
		}
		return out
	}
	return []uint64{all}
}

func (w *rowWorld) box(places, weeks, kinds uint64) box {
	return box{w.of([]uint64{places}), weeks, kinds}
}

func (w *rowWorld) count(b box) (n int) {
	atomsOf(set{b}, func(a atom) { n += w.truth[a] })
	return n
}

func (w *rowWorld) row(b box, table int) {
	if n := w.count(b); n == 0 || n >= w.k {
		w.rows = append(w.rows, fact{set: set{b}, n: n, table: table})
	}
}

// boxes are all that can be asked about.
func (w *rowWorld) boxes(do func(box)) {
	for g := uint64(1); g < 1<<w.places; g++ {
		for n := uint64(1); n < 1<<w.weeks; n++ {
			for k := uint64(1); k < 1<<w.kinds; k++ {
				do(w.box(g, n, k))
			}
		}
	}
}

// Against rows of any kind no bound is narrower than the linear program's, and few
// are wider; where the program betrays anything, so does something that the attacker
// finds, but once in thousands of times.
func TestAnyRowsAgainstTheLinearProgram(t *testing.T) {
	const worlds = 600
	var targets, wider, betrayed, unseen, worldsBetrayed, worldsUnseen int
	for seed := range uint64(worlds) {
		w := newRowWorld(seed)
		exact, ok := newProgram(w.rows)
		a := newAttacker(w.space, w.rows)
		if !ok || len(a.conflicts) > 0 {
			t.Fatalf("seed %d: true rows contradict each other: %v", seed, a.conflicts)
		}
		f := family{year: Year{K: w.k}}
		some, found := false, false
		for _, d := range a.all {
			found = found || d.table < 0 && 0 < d.n && d.n < w.k
		}
		w.boxes(func(b box) {
			if a.isRow(set{b}) {
				return
			}
			targets++
			lo, hi := a.interval(b.ground, b.ground, b.weeks, b.kinds, unbounded)
			least, most := exact.bounds(set{b}, set{b})
			if c := w.count(b); c < least || most < c {
				t.Fatalf("seed %d: the program says %d to %d of %d", seed, least, most, c)
			}
			switch {
			case lo > least || hi < most:
				t.Errorf("seed %d, %v: %d to %d is narrower than %d to %d", seed, b, lo, hi, least, most)
			case lo < least || hi > most:
				wider++
			}
			_, by := f.judge(lo, hi)
			found = found || by
			if _, exactly := f.judge(least, most); exactly {
				some = true
				betrayed++
				if !by {
					unseen++
				}
			}
		})
		if some {
			worldsBetrayed++
			if !found {
				worldsUnseen++
				t.Errorf("seed %d: nothing is found of what the program betrays", seed)
			}
		}
	}
	t.Logf("%d targets, %d bounds wider than the program's; of %d betrayed counts %d are not seen to be; of %d sets of rows that betray something %d look safe",
		targets, wider, betrayed, unseen, worldsBetrayed, worldsUnseen)
	if 50*wider > targets || 40*unseen > betrayed || worldsBetrayed < 150 {
		t.Error("the attacker is weaker than it was, or the worlds are too easy")
	}
}
