package management

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"

	"runde/geo"
	"runde/geo/release"
	"runde/geo/stats"
	"runde/store"
)

// areas are those of a period of encounters with the presence on them. Where g is
// not nil, the outline of each is put there.
func (h handlers) areas(ctx context.Context, m int32, level release.Level, period string, g ground) ([]stats.Area, error) {
	return h.family(ctx, m, release.Encounters, level, period, g, release.Presence)
}

// family are the areas of a family's period; none where it has not been published.
func (h handlers) family(ctx context.Context, m int32, f release.Family, level release.Level, period string, g ground, with ...release.Family) ([]stats.Area, error) {
	var all []release.Figure
	for _, one := range append([]release.Family{f}, with...) {
		figures, err := h.db.Figures(ctx, m, one, level, period)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, fig := range figures {
			all = append(all, fig.Figure)
			if g != nil {
				g.add(fig.Area.Name, fig.Leaves)
			}
		}
	}
	return stats.Areas(f, all), nil
}

// compare is the change of each area since the period before, by the area's name;
// nil where that one is not published.
func (h handlers) compare(ctx context.Context, m int32, p release.FourWeeks, now []stats.Area, published []store.Edition) (map[string]stats.Change, error) {
	before := p.Add(-1)
	if !has(published, release.Encounters, release.ByPeriod, before.String()) {
		return nil, nil
	}
	earlier, err := h.areas(ctx, m, release.ByPeriod, before.String(), nil)
	if err != nil {
		return nil, err
	}
	a, err := h.sameGround(ctx, m, p.Year, now)
	if err != nil {
		return nil, err
	}
	b, err := h.sameGround(ctx, m, before.Year, earlier)
	if err != nil {
		return nil, err
	}
	out := map[string]stats.Change{}
	for _, change := range stats.Compare(a, b) {
		for _, name := range change.Areas {
			out[name] = change
		}
	}
	return out, nil
}

// sameGround names the blocks of areas of encounters by their ground: a block's name
// is unique in its year only, and the next year may cut another piece of land by the
// same name.
func (h handlers) sameGround(ctx context.Context, m int32, year int, areas []stats.Area) ([]stats.Area, error) {
	blocks, err := h.db.Blocks(ctx, m, year, release.Encounters)
	if err != nil {
		return nil, err
	}
	id := map[string]string{}
	for _, b := range blocks {
		id[b.Name] = groundID(b.Leaves)
	}
	out := slices.Clone(areas)
	for i, a := range out {
		out[i].Blocks = make([]string, len(a.Blocks))
		for j, name := range a.Blocks {
			out[i].Blocks[j] = id[name]
		}
	}
	return out, nil
}

// groundID is the same for the same leaves, whatever they are called.
func groundID(leaves []geo.Cell) string {
	hash := sha256.New()
	for _, l := range slices.Sorted(slices.Values(leaves)) {
		_ = binary.Write(hash, binary.BigEndian, uint64(l)) // a hash takes everything
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// areaID names an area of a period in addresses: its first cell, which no other
// area of the period holds.
func areaID(a stats.Area) string {
	if len(a.Cells) == 0 {
		return ""
	}
	return a.Cells[0].String()
}
