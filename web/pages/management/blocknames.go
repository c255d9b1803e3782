package management

import (
	"runde/geo"
	"runde/geo/release"
	"runde/store"
	"runde/web/pages/catalogue"
)

// blockName is a block and what people call it.
type blockName struct {
	text  string
	cells geo.Area
}

// blockNames are the blocks of each family by their name in the store, which says
// nothing in another family.
type blockNames map[release.Family]map[string]blockName

// callBlocks calls the blocks of both families by their labels. The same ground has
// the same name in both, and different ground has different ones: a block of
// concerns that is not one of encounters, but is called like one, says that it is of
// concerns.
func callBlocks(l *catalogue.L, encounters, concerns []store.Block) blockNames {
	out := blockNames{release.Encounters: {}, release.Concerns: {}}
	byGround, taken := map[string]string{}, map[string]bool{}
	for _, b := range encounters {
		text := labelOf(l, b)
		byGround[groundID(b.Cells)], taken[text] = text, true
		out[release.Encounters][b.Name] = blockName{text, b.Cells}
	}
	for _, b := range concerns {
		text, same := byGround[groundID(b.Cells)]
		if !same {
			text = labelOf(l, b)
			if taken[text] {
				text = l.T("management.block.concerns", "Block", text)
			}
		}
		out[release.Concerns][b.Name] = blockName{text, b.Cells}
	}
	return out
}

func labelOf(l *catalogue.L, b store.Block) string {
	if b.Label == "" {
		return l.T("management.block.whole")
	}
	return b.Label
}

// home is the block of encounters that the ground lies in, so that rows of both
// families are told by the same places; false where it lies in none of them alone.
func (n blockNames) home(ground geo.Area) (blockName, bool) {
	for _, b := range n[release.Encounters] {
		if within(ground, b.cells) {
			return b, true
		}
	}
	return blockName{}, false
}

func within(ground, other geo.Area) bool {
	for _, c := range ground {
		if !other.Contains(c) {
			return false
		}
	}
	return len(ground) > 0
}
