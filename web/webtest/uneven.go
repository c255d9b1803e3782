package webtest

import (
	"testing"

	"runde/geo"
	"runde/geo/need"
	"runde/store/pgtest"
)

// Uneven gives the world eight weeks of work: an hour a week in every patch but a few,
// and many more meetings in one patch and around it; in some of the others all of it is
// long past. It returns those with many, and how many are known.
func (w *Walk) Uneven(t testing.TB) (strong geo.Area, known int) {
	t.Helper()
	list := w.Cover.Cells()
	centre := list[len(list)/2].Cell
	strong = geo.NewArea(append(w.Cover.Neighbours(centre), centre)...)
	this := geo.WeekOf(w.Day)
	var obs []need.Observation
	for i, c := range list {
		if i%9 == 4 && !strong.Contains(c.Cell) {
			continue // nobody was there
		}
		known++
		since := 1
		if i%9 == 5 && !strong.Contains(c.Cell) {
			since = 9 // nobody was there for long
		}
		for ago := range 8 {
			met := (i + ago) % 2
			if strong.Contains(c.Cell) {
				met = 3
			}
			o := need.Observation{Cell: c.Cell, Week: this.Add(-since - ago), Hours: 1, Encounters: met}
			if (i+ago)%5 == 0 {
				o.Concerns = map[string]int{"shop": 1}
			}
			obs = append(obs, o)
		}
	}
	pgtest.Observe(t, w.DB, w.M, w.Day.Year(), obs)
	return strong, known
}
