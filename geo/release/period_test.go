package release

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// A town of four cells, each a block of its own.
var (
	town       = []geo.Cell{c81, 0x881f205803fffff, 0x881f205805fffff, 0x881f205807fffff}
	townTree   = NewTree(town)
	townParams = Params{Key: []byte("key"), K: 5, Factor: 3, effective: count}
	march      = FourWeeks{2026, 3}
)

func townBlocks() []Block {
	var out []Block
	for _, c := range town {
		out = append(out, Block{c.String(), geo.Area{c}})
	}
	return out
}

// met is n encounters of a kind in a cell.
func met(cell int, kind string, n int) Part {
	return Part{Cell: town[cell], Kind: kind, Round: "r", Count: n}
}

// Large blocks stand alone; a kind too small to show joins another of its block;
// a block with nothing is zero.
func TestPeriodShowsLargeBlocks(t *testing.T) {
	rows, err := Period(townTree, Encounters, march, townBlocks(), []Part{
		met(0, Respected, 20), met(0, Greeted, 11), met(0, Conversation, 9),
		met(1, Respected, 30), met(1, Greeted, 30), met(1, Conversation, 30), met(1, Bridged, 30),
		met(2, Respected, 5),
	}, townParams)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range rows {
		got = append(got, fmt.Sprintf("%s %s=%d %s", f.Area.Name[6:10], f.Kind, f.Count, f.Status))
	}
	want := []string{
		"5801 respected=20 own", "5801 greeted=11 own", "5801 conversation=9 own", "5801 bridged=0 zero",
		"5803 respected=30 own", "5803 greeted=30 own", "5803 conversation=30 own", "5803 bridged=30 own",
		"5805 respected=5 own", "5805 greeted=0 zero", "5805 conversation=0 zero", "5805 bridged=0 zero",
		"5807 =0 zero",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A block with one to four events is shown with another, whose own figure is not
// shown; the row says so.
func TestPeriodMergesSmallBlocks(t *testing.T) {
	parts := []Part{met(0, Respected, 2), met(1, Respected, 30), met(2, Greeted, 40), met(3, Bridged, 12)}
	rows, err := Period(townTree, Encounters, march, townBlocks(), parts, townParams)
	if err != nil {
		t.Fatal(err)
	}
	var merged []Figure
	for _, f := range rows {
		if len(f.Area.Blocks) > 1 {
			merged = append(merged, f)
		}
	}
	if len(merged) == 0 {
		t.Fatal("no row was merged")
	}
	for _, f := range merged {
		if f.Status == OwnFigure || !slices.Contains(f.Area.Blocks, town[0].String()) || len(f.Area.Cells) != 2 {
			t.Errorf("merged row %+v", f)
		}
	}
	for _, f := range rows {
		if f.Count > 0 && f.Count < townParams.K {
			t.Errorf("a count of %d was shown", f.Count)
		}
	}
	if total := sum(rows); total != count(parts) {
		t.Errorf("rows sum to %d, want %d", total, count(parts))
	}
	again, _ := Period(townTree, Encounters, march, reversed(townBlocks()), reversed(parts), townParams)
	if diff := cmp.Diff(rows, again, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the same events in another order give other rows: %s", diff)
	}
}

// Which block joins depends on the key, not on size: over many keys each large
// block is chosen about as often.
func TestJoinerIsNotTheSmallest(t *testing.T) {
	chosen := map[string]int{}
	for key := range 300 {
		p := townParams
		p.Key = []byte(fmt.Sprint(key))
		rows, err := Period(townTree, Encounters, march, townBlocks(), []Part{met(0, Respected, 2), met(1, Respected, 12), met(2, Respected, 40), met(3, Respected, 90)}, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range rows {
			if len(f.Area.Blocks) == 2 && f.KindList()[0] == Respected {
				chosen[f.Area.Blocks[1]]++
			}
		}
	}
	for _, c := range town[1:] {
		if n := chosen[c.String()]; n < 70 || n > 130 {
			t.Errorf("block %v joined %d times of 300, want about 100", c, n)
		}
	}
}

// The year's rows keep together what any period showed together, and go finer
// inside the other blocks.
func TestYearKeepsMergedBlocksTogether(t *testing.T) {
	blocks := []Block{{"west", geo.Area{town[0], town[1]}}, {"south", geo.Area{town[2]}}, {"north", geo.Area{town[3]}}}
	tree := NewTree(town)
	tree.byName["west"] = tree.byName[c70.String()]
	released := []Figure{{Area: Area{Blocks: []string{"north", "south"}}}, {Area: Area{Blocks: []string{"west"}}}}
	rows, err := Year(tree, Encounters, 2026, blocks, released, []Part{met(0, Greeted, 50), met(1, Greeted, 60), met(2, Greeted, 70), met(3, Greeted, 80)}, townParams)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range rows {
		got = append(got, fmt.Sprintf("%v %d %s", f.Area.Cells, f.Count, f.Status))
	}
	slices.Sort(got)
	want := []string{
		fmt.Sprintf("[%v] 50 own", town[0]), fmt.Sprintf("[%v] 60 own", town[1]),
		fmt.Sprintf("[%v %v] 150 merged", town[2], town[3]),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A week, a period or a year with a few events in the whole municipality is not
// published; a week's stay open and count in the next.
func TestTooFew(t *testing.T) {
	few := []Part{met(0, Greeted, 4), met(1, Greeted, 5)}
	week := WeekOne(2026)
	if _, ok, err := Week(townTree, Encounters, week, few, townParams); ok || err != nil {
		t.Errorf("a week of 9: got %v %v, want it withheld", ok, err)
	}
	if _, err := Period(townTree, Encounters, march, townBlocks(), few, townParams); !errors.Is(err, ErrTooFew) {
		t.Errorf("a period of 9: got %v", err)
	}
	if _, err := Year(townTree, Encounters, 2026, townBlocks(), nil, few, townParams); !errors.Is(err, ErrTooFew) {
		t.Errorf("a year of 9: got %v", err)
	}
	open := append(few, met(2, Bridged, 1))
	f, ok, err := Week(townTree, Encounters, week.Add(1), open, townParams)
	want := Figure{Family: Encounters, Level: ByWeek, Period: "2026-W02", Area: Area{Name: "R"}, Count: 10, Status: OwnFigure}
	if diff := cmp.Diff(want, f); diff != "" || !ok || err != nil {
		t.Errorf("the next week: %v %v %s", ok, err, diff)
	}
	if f, ok, err = Week(townTree, Encounters, week, nil, townParams); !ok || err != nil || f.Count != 0 || f.Status != Zero {
		t.Errorf("a week of 0: got %+v %v %v, want it shown as zero", f, ok, err)
	}
}

// A single member of staff, or a flood of concerns through the open form, does
// not unlock a row.
func TestThresholdsCountEffectively(t *testing.T) {
	p := townParams
	p.effective = nil
	var alone, flood []Part
	for i := range 40 {
		alone = append(alone, Part{Cell: town[0], Kind: Greeted, Round: fmt.Sprint(i), Author: "x", Count: 1})
		flood = append(flood, Part{Cell: town[0], Kind: "network", Round: fmt.Sprint(i), Public: true, Count: 1})
	}
	if _, ok, _ := Week(townTree, Encounters, WeekOne(2026), alone, p); ok {
		t.Error("one author unlocked a week")
	}
	if _, ok, _ := Week(townTree, Concerns, WeekOne(2026), flood, p); ok {
		t.Error("public concerns unlocked a week")
	}
	for i := range flood {
		flood[i].Public = false
	}
	if f, ok, err := Week(townTree, Concerns, WeekOne(2026), flood, p); !ok || f.Count != 40 {
		t.Errorf("40 concerns that the team decided: got %+v %v %v", f, ok, err)
	}
}

// A part outside the lattice or of no kind stops the release.
func TestReleaseRefuses(t *testing.T) {
	for _, c := range []struct {
		part Part
		want error
	}{
		{Part{Cell: c73, Kind: Greeted, Count: 1}, ErrUnknownCell},
		{Part{Cell: town[0], Kind: "nobody_met", Count: 1}, ErrUnknownKind},
	} {
		if _, _, err := Week(townTree, Encounters, WeekOne(2026), []Part{c.part}, townParams); !errors.Is(err, c.want) {
			t.Errorf("%+v: got %v, want %v", c.part, err, c.want)
		}
	}
	blocks := append(townBlocks(), Block{"elsewhere", geo.Area{c73}})
	if _, err := Period(townTree, Encounters, march, blocks, nil, townParams); !errors.Is(err, ErrUnknownCell) {
		t.Errorf("a block outside the lattice: got %v", err)
	}
	misnamed := []Block{{"no such node", geo.NewArea(town...)}}
	if _, err := Year(townTree, Encounters, 2026, misnamed, nil, []Part{met(0, Greeted, 20)}, townParams); !errors.Is(err, ErrUnknownBlock) {
		t.Errorf("a block that is no node of the lattice: got %v", err)
	}
}

// Every outcome counts under one kind, but for nobody met, which is presence.
func TestKindOfOutcome(t *testing.T) {
	want := map[string]string{"nobody_met": "", "seen": Respected, "declined": Respected, "greeted": Greeted, "conversation": Conversation, "bridged": Bridged, "": ""}
	for outcome, kind := range want {
		if got, ok := KindOfOutcome(outcome); got != kind || ok != (kind != "") || ok && !slices.Contains(Encounters.Kinds(), got) {
			t.Errorf("%q: got %q %v, want %q", outcome, got, ok, kind)
		}
	}
}

func sum(rows []Figure) int {
	n := 0
	for _, f := range rows {
		n += f.Count
	}
	return n
}

func reversed[T any](in []T) []T {
	out := slices.Clone(in)
	slices.Reverse(out)
	return out
}
