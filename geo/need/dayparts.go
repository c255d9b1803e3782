package need

import "runde/geo"

// Presence is what was seen of one cell in one daypart over the last 90 days.
// Older encounters have no daypart any more.
type Presence struct {
	Cell       geo.Cell
	Daypart    geo.Daypart
	Encounters int     // all outcomes but nobody_met; not those in passing
	Hours      float64 // hours of presence
}

// Dayparts tell how a cell's need is spread over the day.
type Dayparts struct {
	usual   [4]float64
	factors map[geo.Cell][4]float64
}

// Dayparts compares each cell's encounters in a daypart with what its need would
// let one expect over the hours there. The municipality's pattern stands in where
// a cell has few encounters of its own:
//
//	usual(p)     = (Σ Y_p + κ) / (Σ need·H_p + κ)                       κ = Params.DaypartWeight
//	factor(c, p) = usual(p) · (Y_cp + κ) / (need·usual(p)·H_cp + κ)
//
// so need·factor is the mean of a Gamma posterior whose prior has the mean
// need·usual and the weight of κ encounters. It never falls when an encounter is
// added to the cell, in that daypart or another. Without presence in a daypart the
// factor is 1: nothing is known against it.
func (m *Model) Dayparts(seen []Presence) *Dayparts {
	type part struct{ y, expected float64 }
	own := make(map[geo.Cell]*[4]part)
	var all [4]part
	for _, s := range seen {
		e, ok := m.Of(s.Cell)
		if !ok || !s.Daypart.Valid() {
			continue
		}
		if own[s.Cell] == nil {
			own[s.Cell] = new([4]part)
		}
		for _, t := range []*part{&own[s.Cell][s.Daypart], &all[s.Daypart]} {
			t.y += float64(s.Encounters)
			t.expected += e.Expected(s.Hours)
		}
	}
	k := m.params.DaypartWeight
	d := &Dayparts{factors: make(map[geo.Cell][4]float64, len(own))}
	for p, t := range all {
		d.usual[p] = (t.y + k) / (t.expected + k)
	}
	for c, parts := range own {
		var f [4]float64
		for p, t := range parts {
			f[p] = d.usual[p] * (t.y + k) / (d.usual[p]*t.expected + k)
		}
		d.factors[c] = f
	}
	return d
}

// Factors are what a cell's need is multiplied with in each daypart, by
// geo.Daypart. A cell that was not seen has the municipality's usual ones.
func (d *Dayparts) Factors(c geo.Cell) [4]float64 {
	if f, ok := d.factors[c]; ok {
		return f
	}
	return d.usual
}

// Shares are the factors scaled to a sum of 1: how an hour in each daypart
// compares.
func (d *Dayparts) Shares(c geo.Cell) [4]float64 {
	f := d.Factors(c)
	sum := f[0] + f[1] + f[2] + f[3]
	for p := range f {
		f[p] /= sum
	}
	return f
}
