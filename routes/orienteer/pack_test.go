package orienteer

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// randomLists are columns of up to three shifts of one kind or of several, over a dozen
// places of which some are taken, the most valuable first as packing wants them.
func randomLists(rng *rand.Rand) (lists [][]*column, like []bool, taken []uint64) {
	for k := range 1 + rng.IntN(3) {
		like = append(like, k > 0 && rng.IntN(2) == 0)
		if like[k] {
			lists = append(lists, lists[k-1])
			continue
		}
		var list []column
		for range rng.IntN(5) {
			c := column{worth: float64(rng.IntN(30) - 3), places: make([]uint64, 1), key: rng.Uint64()}
			for range 1 + rng.IntN(4) {
				c.places[0] |= 1 << rng.IntN(12)
			}
			list = append(list, c)
		}
		slices.SortFunc(list, better)
		lists = append(lists, nil)
		for i := range list {
			lists[k] = append(lists[k], &list[i])
		}
	}
	return lists, like, []uint64{1<<rng.IntN(14) | 1<<12}
}

// worthOfChoice is what the chosen columns are worth together; ok is false where a place
// is in two of them, or taken.
func worthOfChoice(lists [][]*column, chosen []int, taken []uint64) (worth float64, ok bool) {
	set := taken[0]
	for k, i := range chosen {
		if i < 0 {
			continue
		}
		c := lists[k][i]
		if set&c.places[0] != 0 {
			return 0, false
		}
		set |= c.places[0]
		worth += c.worth
	}
	return worth, true
}

// bestChoice tries every choice of a column, or none, for each shift.
func bestChoice(lists [][]*column, taken []uint64) (best float64) {
	chosen := make([]int, len(lists))
	var choose func(k int)
	choose = func(k int) {
		if k == len(lists) {
			if worth, ok := worthOfChoice(lists, chosen, taken); ok {
				best = max(best, worth)
			}
			return
		}
		for i := -1; i < len(lists[k]); i++ {
			chosen[k] = i
			choose(k + 1)
		}
	}
	choose(0)
	return best
}

// Packing chooses what trying every choice chooses, no place twice and none that is
// taken, and nothing where nothing is worth more than the floor.
func TestPackingTriesEveryChoice(t *testing.T) {
	packed := 0
	for seed := range uint64(2000) {
		rng := rand.New(rand.NewPCG(seed, 33))
		lists, like, taken := randomLists(rng)
		floor := float64(rng.IntN(30))
		want := bestChoice(lists, taken)
		chosen := pack(lists, like, taken, floor)
		if chosen == nil {
			if want > floor {
				t.Errorf("seed %d: nothing above %v, want %v", seed, floor, want)
			}
			continue
		}
		packed++
		if got, ok := worthOfChoice(lists, chosen, taken); !ok || got != want || got <= floor {
			t.Errorf("seed %d: chose %v worth %v (no place twice: %v), want %v, above %v", seed, chosen, got, ok, want, floor)
		}
	}
	if packed < 500 {
		t.Errorf("only %d of the choices beat their floor", packed)
	}
}

// published is a random world as published instances are: a cell a place, linear
// saturation, equal shifts but for those that mix makes of another kind.
func published(rng *rand.Rand, places, shifts int, mix bool) *Problem {
	p := &Problem{Saturation: Linear}
	var points []at
	for i := range places {
		open := Tick(rng.IntN(200))
		p.Cells = append(p.Cells, Cell{Prize: float64(1 + rng.IntN(40))})
		p.Places = append(p.Places, Place{
			Service: 10, Cover: []Coverage{{i, 1}}, Cell: i, Max: 1,
			Windows: everyDay(Window{open, open + 20 + Tick(rng.IntN(100))}),
		})
		points = append(points, at{rng.IntN(60), rng.IntN(60)})
	}
	m := manhattan(append(points, at{30, 30})...)
	for i := range shifts {
		p.Shifts = append(p.Shifts, Shift{End: 240, From: places, To: places, Travel: m})
		if mix && i%2 == 1 {
			p.Shifts[i].Start = 60
		}
	}
	return p
}

// The plan put together from a pool is worth at least the best choice of its routes, and
// keeps every rule; where the plan that it starts from is as good, there is none.
func TestRecombiningTakesTheBestChoice(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 34))
		p := published(rng, 12, 3, seed%2 == 1)
		c := started(p, seed)
		for range 60 {
			c.step(c.mean)
		}
		pool := c.pool
		rng.Shuffle(len(pool.columns), func(a, b int) { pool.columns[a], pool.columns[b] = pool.columns[b], pool.columns[a] })
		pool.columns = pool.columns[:min(12, len(pool.columns))]
		slices.SortFunc(pool.columns, better)
		var lists [][]*column
		for _, i := range c.in.exchange {
			lists = append(lists, pool.of(c.in.kinds[i]))
		}
		want := bestChoice(lists, []uint64{0})
		c.best.copyFrom(built(p))
		if !c.recombine(pool) || c.trial.value() < want-1e-9 {
			t.Errorf("seed %d: put together a plan of %v, want %v", seed, c.trial.value(), want)
		}
		for _, v := range Check(p, c.trial.solution(nil)) {
			t.Errorf("seed %d: %v", seed, v)
		}
		c.best.copyFrom(c.trial)
		if c.recombine(pool) {
			t.Errorf("seed %d: a plan of the same routes counts as better", seed)
		}
	}
}

// The places of a round that is not exchanged are left to it.
//
//	round 0 is locked to place 0; a kept route of the other two visits 0 and 1
func TestRecombiningLeavesOtherRoundsTheirPlaces(t *testing.T) {
	p := published(rand.New(rand.NewPCG(1, 35)), 4, 3, false)
	for i := range p.Places {
		p.Places[i].Windows = [7][]Window{}
	}
	p.Locks = []Lock{{Kind: Pin, Place: 0, Shift: 0}}
	c := started(p, 1)
	for i := range c.best.routes {
		c.best.routes[i].stops = nil
		c.best.in.update(i, &c.best.routes[i])
	}
	c.best.routes[0].stops = []stop{{place: 0, pin: true}}
	c.in.update(0, &c.best.routes[0])
	c.best.recount()
	pool := newPool()
	kept := newState(c.in)
	for i, places := range [][]int{nil, {0, 1}, {2}} {
		r, _ := of(c.in, i, places...)
		kept.routes[i].stops = r.stops
		c.in.update(i, &kept.routes[i])
	}
	pool.add(kept, []bool{false, true, true})
	if !c.recombine(pool) {
		t.Fatal("nothing is put together")
	}
	if v := Check(p, c.trial.solution(nil)); len(v) > 0 {
		t.Errorf("%+v breaks %v", c.trial.solution(nil).Routes, v)
	}
}
