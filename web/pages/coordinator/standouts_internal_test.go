package coordinator

import (
	"slices"
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
	found.Known, found.Simulations, found.Breaks = 11, 999, need.Breaks{0.3, 0.48, 0.75, 1.2}
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
	cell := store.StandoutCell{Estimate: need.Estimate{Cell: 3, Known: true, Mean: 0.6, Low: 0.36, High: 0.94}, Given: need.Attention{Hours: 3, Concerns: 1}, TopShare: 0.4}
	if got := s.spot(cell); got.Concerns != "–" || got.Hours != "–" || got.Share != "40 %" || got.Low != 4 || got.High != 9 || got.Mark != "" {
		t.Errorf("without dwellings: %+v", got)
	}
	if got := s.spot(cell); got.Class != 3 || got.Certain != "sikkert" {
		t.Errorf("class and certainty: %+v", got)
	}
	cell.Dwellings = 60
	if got := s.spot(cell); got.Concerns != "1,7" || got.Hours != "5,0" {
		t.Errorf("with 60 dwellings: %+v", got)
	}
}

// Each cell says how sure its need is, an unknown one why; and the classes say what they
// span, so that a colour can be read without the map.
func TestCertaintyInWords(t *testing.T) {
	all, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := standoutsMaker{l: all[catalogue.Danish], found: store.Standouts{Breaks: need.Breaks{0.13, 0.2, 0.31, 0.5}}}
	for _, c := range []struct {
		known bool
		weeks int
		high  float64
		want  string
	}{
		{true, 2, 1.4, "sikkert"}, {true, 2, 2.5, "usikkert"}, {true, 11, 1.4, "ikke besøgt i 11 uger"},
		{false, -1, 2, "ingen besøg i to år"}, {false, 9, 2, "ikke besøgt i 9 uger"}, {false, 1, 2, "timerne er for få"},
	} {
		e := need.Estimate{Known: c.known, WeeksSince: c.weeks, Mean: 1, Low: 0.6, High: c.high}
		if got := s.certainty(e); got != c.want {
			t.Errorf("%+v: %q, want %q", c, got, c.want)
		}
	}
	want := []class{{1, "under 1,3"}, {2, "1,3–2,0"}, {3, "2,0–3,1"}, {4, "3,1–5,0"}, {5, "5,0 og over"}}
	if got := s.classes(); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
