package release

// Homes is the year's figure of [HomeConcerns] from those that no year has published:
// false where there are some but too few; they stay open and count in the next year.
// No other table counts them, so nothing can be subtracted.
func Homes(year int, open []Tally, p Params) (Figure, bool, error) {
	if err := p.Check(); err != nil {
		return Figure{}, false, err
	}
	n, eff := p.weighTallies(map[string][]Tally{"": open}, "")
	if n > 0 && eff < 2*p.K {
		return Figure{}, false, nil
	}
	return sideFigure(HomeConcerns, year, "", AllKinds, n, false), true, nil
}
