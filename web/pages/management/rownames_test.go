package management

import (
	"testing"

	"runde/geo"
	"runde/geo/release"
	"runde/geo/stats"
	"runde/store"
	"runde/web/pages/catalogue"

	"github.com/google/go-cmp/cmp"
)

// A block's name in the store means other ground in another family, and so may its
// label: on the page the same name is the same ground, whichever family a row is of.
//
//	cells        1    2    3    4    5    6    7    8
//	encounters   |Midtby-----| |Skovby--| |Havnen-| |Øen|   (a, x-rest, b, c)
//	concerns     |Midtby--------------------------| |Lille Ø|   (x-rest, c)
func TestTheSameNameIsTheSameGround(t *testing.T) {
	list, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	block := func(name, label string, cells ...geo.Cell) store.Block {
		return store.Block{Name: name, Label: label, Cells: cells}
	}
	w := words{L: list[catalogue.Danish], called: callBlocks(list[catalogue.Danish],
		[]store.Block{block("a", "Midtby", 1, 2, 3), block("x-rest", "Skovby", 4, 5), block("b", "Havnen", 6, 7), block("c", "Øen", 8)},
		[]store.Block{block("x-rest", "Midtby", 1, 2, 3, 4, 5, 6, 7), block("c", "Lille Ø", 8)})}
	row := func(f release.Family, block string, cells ...geo.Cell) yearRow {
		return yearRow{Area: stats.Area{Family: f, Blocks: []string{block}, Cells: cells}}
	}
	rows := []yearRow{
		row(release.Encounters, "a", 1), row(release.Encounters, "a", 2, 3), row(release.Encounters, "x-rest", 4, 5),
		row(release.Concerns, "x-rest", 2, 3), row(release.Concerns, "x-rest", 4, 5), row(release.Concerns, "x-rest", 6),
		row(release.Concerns, "x-rest", 1, 7), row(release.Concerns, "x-rest", 1, 2, 3, 4, 5, 6, 7), row(release.Concerns, "c", 8),
	}
	w.grounds = w.rowNames(rows)
	got, ground := map[string]string{}, map[string]string{}
	for _, r := range rows {
		id, name := groundID(r.Cells), w.name(r.Area)
		if other, seen := ground[name]; seen && other != id {
			t.Errorf("%s is the name of two grounds", name)
		}
		ground[name], got[id] = id, name
	}
	for _, c := range []struct {
		name  string
		cells []geo.Cell
	}{
		{"Skovby", []geo.Cell{4, 5}}, {"Havnen, område 1", []geo.Cell{6}}, {"Øen", []geo.Cell{8}},
		{"Midtby (bekymringer), område 1", []geo.Cell{1, 7}}, {"Midtby (bekymringer)", []geo.Cell{1, 2, 3, 4, 5, 6, 7}},
	} {
		if diff := cmp.Diff(c.name, got[groundID(c.cells)]); diff != "" {
			t.Errorf("cells %v (-want +got):\n%s", c.cells, diff)
		}
	}
	if len(ground) != 7 {
		t.Errorf("%d names of 7 grounds: %v", len(ground), got)
	}
}

// The one block of concerns is all of the municipality, and says so in the reader's
// language.
func TestAllOfTheMunicipalityIsABlock(t *testing.T) {
	list, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[catalogue.Lang]string{catalogue.Danish: "Hele kommunen", catalogue.English: "The whole municipality"} {
		w := words{L: list[lang], called: callBlocks(list[lang],
			[]store.Block{{Name: "R", Label: "Midtby", Cells: geo.Area{1}}, {Name: "b", Label: "Havnen", Cells: geo.Area{2}}},
			[]store.Block{{Name: "R", Cells: geo.Area{1, 2}}})}
		if got := w.name(stats.Area{Family: release.Concerns, Blocks: []string{"R"}}); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
		if got := w.name(stats.Area{Family: release.Encounters, Blocks: []string{"R"}}); got != "Midtby" {
			t.Errorf("%s: the block of encounters by that name is called %q", lang, got)
		}
	}
}
