package release

import (
	"slices"
	"strconv"
	"strings"
)

// Year is the figures of an ISO year, without kinds: rows as fine as they may be
// inside each block. released are the period figures of the family in that year:
// blocks that any of them showed together are one row. parts are the events that
// those figures counted. ErrTooFew where the whole municipality has too few.
func Year(t *Tree, f Family, year int, blocks []Block, released []Figure, parts []Part, p Params) ([]Figure, error) {
	tab, err := tableOf(t, f, parts, p)
	if err != nil {
		return nil, err
	}
	if tab.tooFew(t.all()) {
		return nil, ErrTooFew
	}
	var rows []Figure
	for _, c := range components(blocks, released) {
		area := areaOf(c)
		leaves, err := t.leavesOf(area.Cells)
		if err != nil {
			return nil, err
		}
		emit := func(name string, leaves []int, merged bool) {
			n, _ := tab.weigh(leaves)
			rows = append(rows, Figure{Family: f, Level: ByYear, Period: strconv.Itoa(year), Kind: AllKinds, Count: n, Status: statusOf(n, merged),
				Area: Area{Name: name, Blocks: area.Blocks, Cells: t.cells(leaves)}})
		}
		if len(c) > 1 {
			emit(area.Name, leaves, true)
			continue
		}
		top := t.byName[strings.TrimSuffix(c[0].Name, "-rest")]
		if top == nil {
			return nil, ErrUnknownBlock
		}
		r := rollup{
			k:   float64(p.K),
			prf: func(id string) string { return p.prf("all", id) },
			weigh: func(leaves []int) (float64, float64) {
				n, eff := tab.weigh(leaves)
				return float64(n), float64(eff)
			},
			emit: func(name string, n *node, leaves []int) {
				emit(name, leaves, name == n.name+"-rest" && len(leaves) > 1)
			},
		}
		r.run(top, c[0].Name, leaves)
	}
	return rows, nil
}

// components groups blocks that any figure showed together, in the order of their
// first block.
func components(blocks []Block, released []Figure) [][]Block {
	blocks = slices.Clone(blocks)
	sortBlocks(blocks)
	root := map[string]string{}
	var find func(string) string
	find = func(name string) string {
		if up, ok := root[name]; ok && up != name {
			return find(up)
		}
		return name
	}
	for _, f := range released {
		for _, b := range f.Area.Blocks[min(1, len(f.Area.Blocks)):] {
			root[find(b)] = find(f.Area.Blocks[0])
		}
	}
	var out [][]Block
	at := map[string]int{}
	for _, b := range blocks {
		r := find(b.Name)
		i, ok := at[r]
		if !ok {
			i = len(out)
			at[r] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], b)
	}
	return out
}
