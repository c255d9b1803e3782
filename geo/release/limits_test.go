package release

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"runde/geo"
)

// limitsTown is a municipality of two levels of inner nodes, and how many events each
// of its cells has.
func limitsTown(r *rand.Rand) (*Tree, []Part) {
	var cells []geo.Cell
	for i := range 2 + r.IntN(3) {
		for j := range 1 + r.IntN(7) {
			cells = append(cells, geo.Cell(uint64(0x881f205801fffff)&^(0x3f<<21)|uint64(i)<<24|uint64(j)<<21))
		}
	}
	var parts []Part
	for _, c := range cells {
		if n := r.IntN(2) * r.IntN(12); n > 0 {
			parts = append(parts, Part{Cell: c, Kind: Greeted, Count: n})
		}
	}
	return NewTree(cells), parts
}

// plain is parameters whose thresholds look at the count itself.
func plain(k int) Params {
	return Params{Key: []byte("test"), K: k, Factor: 1, effective: count}
}

// A row of several leaves is empty or holds 2k: less would tell somebody who knows the
// rules that none of its parts could stand alone. A leaf needs k.
func TestRowsOfAYearHoldTheirLimits(t *testing.T) {
	several, rests := 0, 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 3))
		tree, parts := limitsTown(r)
		p := plain(3 + r.IntN(5))
		block := []Block{{Name: rootName, Cells: tree.cells(tree.all())}}
		if n := count(parts); n < 2*p.K {
			continue
		}
		rows, err := Year(tree, Encounters, 2027, block, nil, parts, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			leaves, err := tree.leavesOf(row.Area.Cells)
			if err != nil {
				t.Fatal(err)
			}
			least := p.K
			if len(leaves) > 1 {
				least = 2 * p.K
				several++
			}
			if strings.HasSuffix(row.Area.Name, "-rest") {
				least = 2 * p.K
				rests++
			}
			if row.Count > 0 && row.Count < least {
				t.Errorf("seed %d: %s of %d leaves holds %d, want %d", seed, row.Area.Name, len(leaves), row.Count, least)
			}
		}
	}
	if several < 100 || rests < 100 {
		t.Errorf("%d rows of several leaves and %d rests: the towns are too easy", several, rests)
	}
}

// The year's thresholds look at the effective count: many meetings of one round do not
// let their cell stand alone.
func TestAYearLooksAtTheEffectiveCount(t *testing.T) {
	p := plain(5)
	p.effective = nil
	block := []Block{{Name: rootName, Cells: townTree.cells(townTree.all())}}
	parts := []Part{{Cell: town[0], Kind: Greeted, Round: "one", Count: 40}}
	for i := range 12 {
		parts = append(parts, Part{Cell: town[1+i%2], Kind: Greeted, Round: string(rune('a' + i)), Count: 3})
	}
	rows, err := Year(townTree, Encounters, 2027, block, nil, parts, p)
	if err != nil {
		t.Fatal(err)
	}
	alone := 0
	for _, row := range rows {
		switch {
		case len(row.Area.Cells) > 1:
		case row.Area.Cells[0] == town[0]:
			t.Errorf("one round of 40 is shown alone: %+v", row)
		default:
			alone++
		}
	}
	if alone == 0 {
		t.Errorf("nothing stands alone: %+v", rows)
	}
}

// Siblings that join hold 2k, or all that there is, and none with too few stays
// outside; no more join than it takes.
func TestJoinedSiblingsHoldTheirLimit(t *testing.T) {
	joined := 0
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 4))
		k, counts, order := 3+r.IntN(5), make([]int, 1+r.IntN(8)), r.Perm(8)
		for i := range counts {
			counts[i] = r.IntN(3) / 2 * r.IntN(14)
		}
		sum := func(group []int) (n int) {
			for _, i := range group {
				n += counts[i]
			}
			return n
		}
		group := join(len(counts), k, func(i int) string { return string(rune('a' + order[i])) },
			func(group []int) (int, int) { return sum(group), sum(group) })
		last := -1 // of the large ones that joined
		for i, n := range counts {
			in := slices.Contains(group, i)
			switch {
			case 0 < n && n < k && !in:
				t.Errorf("seed %d: %d of %v stays alone with k %d", seed, n, counts, k)
			case in && n >= k && (last < 0 || order[i] > order[last]):
				last = i
			}
		}
		if len(group) == 0 {
			continue
		}
		joined++
		all := sum(group)
		if all < 2*k && all < total(counts) {
			t.Errorf("seed %d: %v of %v hold %d with k %d", seed, group, counts, all, k)
		}
		if last >= 0 && all-counts[last] >= 2*k {
			t.Errorf("seed %d: %v of %v with k %d: the last need not have joined", seed, group, counts, k)
		}
	}
	if joined < 100 {
		t.Errorf("only %d times something joined", joined)
	}
}

func total(counts []int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}
