package coordinator

import (
	"testing"

	"runde/geo"
	"runde/geo/hotspot"
	"runde/geo/need"
	"runde/store"
	"runde/web/pages/catalogue"
)

// A probability is never certain and has no decimals, a p-value two at most, and an
// amount needs dwellings to be divided by.
func TestFiguresClaimNoMoreThanIsKnown(t *testing.T) {
	all, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	var found store.Standouts
	found.Known, found.Simulations = 11, 999
	s := standoutsMaker{l: all[catalogue.Danish], found: found, names: map[geo.Cell]string{1: "Havnen", 2: "Havnen", 3: "Torvet"}}
	for p, want := range map[float64]string{0: "under 1 %", 0.004: "under 1 %", 0.01: "1 %", 0.623: "62 %", 0.99: "99 %", 0.996: "over 99 %", 1: "over 99 %"} {
		if got := s.percent(p); got != want {
			t.Errorf("%v: %q, want %q", p, got, want)
		}
	}
	cluster := hotspot.Cluster{Centre: 2, Cells: geo.Area{1, 2, 3}, Encounters: 1, Hours: 3.4, Expected: 0.6, P: 0.034}
	if got, want := s.sentence(cluster), "1 møde på 3 timer, hvor timerne lod 1 vente. Ved et tilfælde sker det 34 af 1.000 gange (p = 0,03)."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := s.where(cluster), "Havnen, Torvet – 3 felter:"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	cell := store.StandoutCell{Estimate: need.Estimate{Cell: 3, Known: true, Low: 0.36, High: 0.94}, Given: need.Attention{Hours: 3, Concerns: 1}, TopShare: 0.4}
	if got := s.spot(cell); got.Concerns != "–" || got.Hours != "–" || got.Share != "40 %" || got.Low != 4 || got.High != 9 || got.Mark != "" {
		t.Errorf("without dwellings: %+v", got)
	}
	cell.Dwellings = 60
	if got := s.spot(cell); got.Concerns != "1,7" || got.Hours != "5,0" {
		t.Errorf("with 60 dwellings: %+v", got)
	}
}
