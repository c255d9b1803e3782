package release

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"runde/geo/intake"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// spread is n events of a class and detail, one in each of as many weeks: all but
// the first count towards a threshold.
func spread(class, detail string, n int) []Tally {
	var out []Tally
	for i := range n {
		out = append(out, Tally{Class: class, Detail: detail, Week: WeekOne(2026).Add(i % 50), Count: 1})
	}
	return out
}

func shown(figures []Figure) []string {
	var out []string
	for _, f := range figures {
		out = append(out, fmt.Sprintf("%s: %s=%d %s", f.Of, f.Kind, f.Count, f.Status))
	}
	return out
}

// The rows of the periods say in which class an event is: that of the row which
// holds its cell and kind.
func TestClassOf(t *testing.T) {
	rows, err := Period(townTree, Encounters, march, townBlocks(), []Part{
		met(0, Respected, 20), met(0, Greeted, 30), met(0, Conversation, 3),
		met(1, Bridged, 9), met(1, Greeted, 3),
	}, townParams)
	if err != nil {
		t.Fatal(err)
	}
	class := ClassOf(rows)
	for _, c := range []struct {
		cell int
		kind string
	}{{0, Respected}, {0, Greeted}, {0, Conversation}, {0, Bridged}, {1, Bridged}, {1, Greeted}, {3, Greeted}} {
		got, ok := class(town[c.cell], c.kind)
		want := slices.IndexFunc(rows, func(f Figure) bool { return slices.Contains(f.Area.Cells, town[c.cell]) && holds(f.Kind, c.kind) })
		if !ok || got != rows[want].Kind {
			t.Errorf("%s in cell %d is of class %q (%v), and the row of %q shows it", c.kind, c.cell, got, ok, rows[want].Kind)
		}
	}
	if got, _ := class(town[0], Conversation); got == Conversation || !HoldsBridges("") || HoldsBridges(Greeted) || !HoldsBridges(Greeted+"+"+Bridged) {
		t.Errorf("three conversations are a class of their own: %q", got)
	}
	if _, ok := class(0x881f205809fffff, Greeted); ok {
		t.Error("a cell that no row holds has a class")
	}
}

// A target with too few joins others, which the key chooses; what is no bridge takes
// part and is not told again; nothing is told of a class that stays whole.
func TestBridgesByTarget(t *testing.T) {
	p := townParams
	for name, c := range map[string]struct {
		tallies []Tally
		want    []string
	}{
		"all large": {slices.Concat(spread(Bridged, "doctor", 9), spread(Bridged, SeveralTargets, 12)), []string{
			"bridged: doctor=9 own", "bridged: caseworker=0 zero", "bridged: addiction_treatment=0 zero", "bridged: drop_in=0 zero", "bridged: other=0 zero",
			"bridged: several=12 own"}},
		"what is no bridge is known from the periods": {slices.Concat(spread("conversation+bridged", "doctor", 9), spread("conversation+bridged", NoBridge, 30)), []string{
			": doctor=9 own", ": caseworker=0 zero", ": addiction_treatment=0 zero", ": drop_in=0 zero", ": other=0 zero", ": several=0 zero"}},
		"rows that show bridges with others are one class": {slices.Concat(spread("conversation+bridged", "doctor", 4), spread("greeted+bridged", "doctor", 5),
			spread("greeted+bridged", NoBridge, 30), spread(Bridged, "doctor", 8)), []string{
			": doctor=9 own", ": caseworker=0 zero", ": addiction_treatment=0 zero", ": drop_in=0 zero", ": other=0 zero", ": several=0 zero",
			"bridged: doctor=8 own", "bridged: caseworker=0 zero", "bridged: addiction_treatment=0 zero", "bridged: drop_in=0 zero", "bridged: other=0 zero",
			"bridged: several=0 zero"}},
		"three that are no bridge hide among the only others": {slices.Concat(spread(AllKinds, NoBridge, 3), spread(AllKinds, "doctor", 20)), nil},
		"too few and nothing to join":                         {spread(Bridged, "other", 4), nil},
		"too late to be told": {slices.Concat(spread(Bridged, UntoldTarget, 7), spread(Bridged, "other", 6)), []string{
			"bridged: doctor=0 zero", "bridged: caseworker=0 zero", "bridged: addiction_treatment=0 zero", "bridged: drop_in=0 zero",
			"bridged: other=6 own", "bridged: several=0 zero", "bridged: untold=7 own"}},
	} {
		got, err := Details(Bridges, 2026, c.tallies, p)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, shown(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	joined, err := Details(Bridges, 2026, slices.Concat(spread(Bridged, "doctor", 3), spread(Bridged, "drop_in", 20), spread(Bridged, "other", 30)), p)
	if err != nil {
		t.Fatal(err)
	}
	last := joined[len(joined)-1]
	if last.Status != Merged || last.Kind != "doctor+drop_in" && last.Kind != "doctor+other" || last.Count < 2*p.K {
		t.Errorf("three that were followed to a doctor are shown as %+v", last)
	}
	if _, err := Details(Bridges, 2026, nil, Params{}); !errors.Is(err, ErrParams) {
		t.Errorf("no parameters: %v, want ErrParams", err)
	}
}

var someTally = rapid.Custom(func(t *rapid.T) Tally {
	classes := []string{"", "professional", "professional+own", "network+neighbourhood"}
	class := rapid.SampledFrom(classes).Draw(t, "class")
	var channels []string
	for _, c := range intake.Channels {
		if holds(class, string(c.Group)) {
			channels = append(channels, string(c.Channel))
		}
	}
	return Tally{
		Class: class, Detail: rapid.SampledFrom(channels).Draw(t, "channel"), Week: WeekOne(2026).Add(rapid.IntRange(0, 51).Draw(t, "week")),
		Public: rapid.IntRange(0, 4).Draw(t, "public") == 0, Count: rapid.IntRange(1, 4).Draw(t, "count"),
	}
})

// Whatever the events: a class is told whole, adding up to what it holds, or not at
// all; no figure stands for some events that are too few; what was joined holds twice
// as many; the order of the events changes nothing.
func TestDetailsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Params{Key: []byte(rapid.String().Draw(t, "key") + "k"), K: rapid.IntRange(3, 20).Draw(t, "k"), Factor: 3}
		tallies := rapid.SliceOfN(someTally, 0, 120).Draw(t, "tallies")
		rows, err := Details(Channels, 2026, tallies, p)
		if err != nil {
			t.Fatal(err)
		}
		held, told := map[string]int{}, map[string]int{}
		for _, one := range tallies {
			held[one.Class] += one.Count
		}
		for _, f := range rows {
			told[f.Of] += f.Count
			var parts []Part
			for _, one := range tallies {
				if one.Class == f.Of && slices.Contains(f.KindList(), one.Detail) {
					parts = append(parts, Part{Round: one.Week.String(), Public: one.Public, Count: one.Count})
				}
			}
			least := p.K
			if len(f.KindList()) > 1 {
				least *= 2
			}
			if eff := Effective(parts); count(parts) != f.Count || f.Count > 0 && eff < least || f.Period != "2026" || f.Area.Name != rootName {
				t.Fatalf("%+v stands for %d events, %d of them effective", f, count(parts), eff)
			}
		}
		for class, n := range told {
			if n != held[class] {
				t.Fatalf("class %q holds %d and %d are told", class, held[class], n)
			}
		}
		again, _ := Details(Channels, 2026, reversed(tallies), p)
		if diff := cmp.Diff(rows, again); diff != "" {
			t.Fatalf("in another order: %s", diff)
		}
	})
}
