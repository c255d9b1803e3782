package release

import (
	"slices"
	"strings"
)

// Period is the figures of a period on the blocks of its year, split by kind: the
// events that the period's published weeks counted. Blocks with too few join
// others, and so do kinds. ErrTooFew where the whole municipality has too few.
func Period(t *Tree, f Family, period FourWeeks, blocks []Block, parts []Part, p Params) ([]Figure, error) {
	return publishPeriod(t, f, period.String(), blocks, parts, p)
}

// publishPeriod is Period under any name of the period, which is part of the
// keyed hash.
func publishPeriod(t *Tree, f Family, period string, blocks []Block, parts []Part, p Params) ([]Figure, error) {
	tab, err := tableOf(t, f, parts, p)
	if err != nil {
		return nil, err
	}
	if tab.tooFew(t.all()) {
		return nil, ErrTooFew
	}
	blocks = slices.Clone(blocks)
	sortBlocks(blocks)
	leaves := make([][]int, len(blocks))
	for i, b := range blocks {
		if leaves[i], err = t.leavesOf(b.Cells); err != nil {
			return nil, err
		}
	}
	joined := join(len(blocks), p.K, func(i int) string { return p.prf("p4|"+period, blocks[i].Name) },
		func(group []int) (int, int) { return tab.weigh(gather(leaves, group)) })

	var rows []Figure
	emit := func(group []int) {
		var members []Block
		for _, i := range group {
			members = append(members, blocks[i])
		}
		row := Figure{Family: f, Level: ByPeriod, Period: period, Area: areaOf(members)}
		rows = append(rows, splitKinds(tab, row, gather(leaves, group))...)
	}
	for i := range blocks {
		if !slices.Contains(joined, i) {
			emit([]int{i})
		}
	}
	if len(joined) > 0 {
		emit(joined)
	}
	return rows, nil
}

// splitKinds is a row's figures by kind. Kinds with too few join others; where
// none is left outside, or there is nothing, the row is not split.
func splitKinds(tab *table, row Figure, leaves []int) []Figure {
	kinds := tab.p.kindsOf(row.Family)
	merged := len(row.Area.Blocks) > 1
	pick := func(group []int) []string {
		out := make([]string, len(group))
		for i, g := range group {
			out[i] = kinds[g]
		}
		return out
	}
	together := join(len(kinds), tab.p.K,
		func(i int) string { return tab.p.prf("p4|"+row.Period+row.Area.Name, kindID(i)) },
		func(group []int) (int, int) { return tab.weigh(leaves, pick(group)...) })

	var rows []Figure
	emit := func(group []int) {
		one := row
		one.Kind = strings.Join(pick(group), "+")
		one.Count, _ = tab.weigh(leaves, pick(group)...)
		one.Status = statusOf(one.Count, merged || len(group) > 1)
		rows = append(rows, one)
	}
	outside := 0
	for i := range kinds {
		if !slices.Contains(together, i) {
			n, _ := tab.weigh(leaves, kinds[i])
			outside += n
			emit([]int{i})
		}
	}
	if outside == 0 {
		one := row
		one.Count, _ = tab.weigh(leaves)
		one.Status = statusOf(one.Count, merged)
		return []Figure{one}
	}
	if len(together) > 0 {
		emit(together)
	}
	return rows
}

// kindID is the name of a kind in the keyed hash.
func kindID(i int) string { return "k" + string(rune('0'+i)) }

// join decides which of n siblings are shown together: those with some events but
// fewer than k, and as many others as it takes to hold 2k, in the order of the
// keyed hash. The result is sorted; nil if none is too small.
func join(n, k int, prf func(i int) string, weigh func(group []int) (n, eff int)) []int {
	var group, big []int
	for i := range n {
		count, eff := weigh([]int{i})
		switch {
		case count > 0 && eff < k:
			group = append(group, i)
		case count > 0:
			big = append(big, i)
		}
	}
	if len(group) == 0 {
		return nil
	}
	slices.SortFunc(big, func(a, b int) int { return strings.Compare(prf(a), prf(b)) })
	for _, i := range big {
		if _, eff := weigh(group); eff >= 2*k {
			break
		}
		group = append(group, i)
	}
	slices.Sort(group)
	return group
}

// gather is the leaves of a group of blocks, sorted.
func gather(leaves [][]int, group []int) []int {
	var out []int
	for _, i := range group {
		out = append(out, leaves[i]...)
	}
	slices.Sort(out)
	return out
}
