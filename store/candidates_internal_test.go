package store

import (
	"slices"
	"testing"

	"runde/geo"
	"runde/geo/need"
	"runde/routes/plans"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"
)

// somePlaces draws places of a few cells and kinds.
func somePlaces(t *rapid.T) []Place {
	var out []Place
	for i := range rapid.IntRange(0, 60).Draw(t, "places") {
		var p Place
		p.ID = uuid.UUID{15: byte(i), 0: byte(rapid.Byte().Draw(t, "id"))}
		p.Cell = geo.Cell(rapid.IntRange(1, 5).Draw(t, "cell"))
		p.Kind = rapid.SampledFrom([]string{"bench", "square", "library", "area"}).Draw(t, "kind")
		p.Visit, p.MaxVisits = rapid.IntRange(5, 30).Draw(t, "visit"), rapid.IntRange(1, 3).Draw(t, "most")
		p.Edited = rapid.IntRange(0, 9).Draw(t, "edited") == 0
		out = append(out, p)
	}
	return out
}

// However many places there are: at most so many are chosen, beside those that
// somebody asked for; no cell loses its last place while another has several; and
// neither the order nor a second call changes the choice.
func TestCandidates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := somePlaces(t)
		most := rapid.IntRange(5, 70).Draw(t, "most")
		wanted := map[uuid.UUID]bool{}
		for _, p := range list {
			if rapid.IntRange(0, 9).Draw(t, "wanted") == 0 {
				wanted[p.ID] = true
			}
		}
		rank := map[geo.Cell]int{}
		for i, c := range rapid.Permutation([]geo.Cell{1, 2, 3, 4, 5}).Draw(t, "rank") {
			rank[c] = i
		}
		got := candidates(list, wanted, rank, most)
		askedFor, perCell, cells := 0, map[geo.Cell]int{}, map[geo.Cell]bool{}
		for _, p := range got {
			perCell[p.Cell]++
		}
		for _, p := range list {
			cells[p.Cell] = true
			if wanted[p.ID] || asked(p) {
				askedFor++
				if !slices.ContainsFunc(got, func(q Place) bool { return q.ID == p.ID }) {
					t.Fatalf("a place that somebody asked for is left out")
				}
			}
		}
		if len(got) > max(most, askedFor) || len(got) < min(most, len(list)) {
			t.Fatalf("%d of %d places, %d asked for, at most %d", len(got), len(list), askedFor, most)
		}
		if askedFor == 0 && len(perCell) < len(cells) {
			t.Fatalf("%d of %d cells have a place left, with room for %d", len(perCell), len(cells), most)
		}
		mixed := rapid.Permutation(list).Draw(t, "mixed")
		same := candidates(mixed, wanted, rank, most)
		byID := func(a, b Place) int { return slices.Compare(a.ID[:], b.ID[:]) }
		slices.SortFunc(got, byID)
		slices.SortFunc(same, byID)
		if diff := cmp.Diff(got, same); diff != "" {
			t.Fatalf("another order, another choice: %s", diff)
		}
	})
}

// One square, one library and ten benches: the first three are one of each.
func TestCandidatesAreOfManyKinds(t *testing.T) {
	var list []Place
	for i := range 12 {
		var p Place
		p.ID, p.Cell, p.Kind, p.Visit, p.MaxVisits = uuid.UUID{byte(i)}, 1, "bench", 30, 2
		list = append(list, p)
	}
	list[10].Kind, list[10].Visit = "square", 10
	list[11].Kind, list[11].Visit = "library", 10
	kinds := map[string]int{}
	for _, p := range candidates(list, nil, nil, 3) {
		kinds[p.Kind]++
	}
	if diff := cmp.Diff(map[string]int{"bench": 1, "square": 1, "library": 1}, kinds); diff != "" {
		t.Error(diff)
	}
}

// A city has more cells than a plan has candidates: a decided concern, here about
// the cell of least need, always has one; need and the unknown share the rest; and
// every unknown cell gets its turn within some weeks.
func TestCandidatesOfACity(t *testing.T) {
	const cellCount, most, weeks = 120, 30, 40
	var list []Place
	in := plans.Input{Concerns: []plans.Concern{{Cell: 1}}}
	for i := range cellCount {
		var p Place
		p.ID, p.Cell, p.Kind, p.Visit, p.MaxVisits = uuid.UUID{byte(i)}, geo.Cell(i+1), "bench", 20, 2
		list = append(list, p)
		e := need.Estimate{Cell: p.Cell, WeeksSince: -1, Score: 1}
		if i%2 == 0 {
			e = need.Estimate{Cell: p.Cell, WeeksSince: i % 7, Score: 1 + float64(i), Known: true}
		}
		in.Estimates = append(in.Estimates, e)
	}
	unseen := map[geo.Cell]bool{}
	for i := 1; i < cellCount; i += 2 {
		unseen[geo.Cell(i+1)] = true
	}
	in.Week = geo.WeekOf(geo.NewDate(2026, 11, 16))
	for range weeks {
		in.Week = in.Week.Add(1)
		in.Seed = uint64(in.Week.Monday())
		got := candidates(list, nil, cellRanks(&in), most)
		known, concern := 0, false
		for _, p := range got {
			if p.Cell%2 == 1 {
				known++
			}
			concern = concern || p.Cell == 1
			delete(unseen, p.Cell)
		}
		if len(got) != most || !concern || known < most/3 || known > 2*most/3 {
			t.Fatalf("week %s: %d candidates, %d of known cells, the concern's among them: %v", in.Week, len(got), known, concern)
		}
	}
	if len(unseen) > 0 {
		t.Errorf("%d unknown cells had no candidate in %d weeks", len(unseen), weeks)
	}
}
