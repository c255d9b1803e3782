package plans

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// ids are those of places.
func ids(w town, places ...int) (out []uuid.UUID) {
	for _, i := range places {
		out = append(out, w.Places[i].ID)
	}
	return out
}

// planned is a round by hand with its times.
func planned(t *testing.T, w town, places ...int) Plan {
	t.Helper()
	p, v := evaluate(t, w, round(w, places...))
	if len(v) > 0 {
		t.Fatalf("the round to be walked breaks %+v", v)
	}
	return p
}

func replanRound(t *testing.T, w town, from Plan, today Today) Plan {
	t.Helper()
	today.ShiftID = w.Shifts[0].ID
	p, err := ReplanRound(t.Context(), w.Input, from, today)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A skipped place is left out because no round that could visit it is to come; one on
// another shift still can.
func TestSkippedPlacesAreExplained(t *testing.T) {
	w := hamlet(2)
	p := replanRound(t, w, planned(t, w, 1, 0), Today{Minute: 560, Skipped: ids(w, 1)})
	if got := whyNot(t, p, w.Places[1].ID); got != (WhyNot{Code: WhyNotOver}) {
		t.Errorf("%+v, want %s", got, WhyNotOver)
	}
	friday := w.Shifts[0]
	friday.ID, friday.Date = id("friday"), week.Monday()+4
	w.Shifts = append(w.Shifts, friday)
	w.street()
	p = replanRound(t, w, planned(t, w, 1, 0), Today{Minute: 560, Skipped: ids(w, 1)})
	if got := whyNot(t, p, w.Places[1].ID); got.Code != WhyNotFits || got.ShiftID != friday.ID {
		t.Errorf("%+v, want room on Friday", got)
	}
	today := w.Shifts[1]
	w.Shifts[0], w.Shifts[1] = today, w.Shifts[0] // Monday is over
	p = replanRound(t, w, planned(t, w, 1, 0), Today{Minute: 560, Skipped: ids(w, 1)})
	if got := whyNot(t, p, w.Places[1].ID); got != (WhyNot{Code: WhyNotOver}) {
		t.Errorf("on Friday: %+v, want %s", got, WhyNotOver)
	}
}

// Only the round of today changes: the others keep their stops and times, whatever
// rule they break.
func TestOtherRoundsStayAsTheyAre(t *testing.T) {
	w := newTown(4, size{30, 60, 8})
	w.Iterations = 60
	from := propose(t, w.Input)
	from.Rounds[3].Stops[0].Arrive = 12 // nobody is there at that time
	today := from.Rounds[2]
	w.Shifts[0], w.Shifts[2] = w.Shifts[2], w.Shifts[0]
	w.measure()
	p := replanRound(t, w, from, Today{Minute: today.Stops[1].Leave + 20, Visited: []uuid.UUID{today.Stops[0].PlaceID, today.Stops[1].PlaceID}})
	type visit struct {
		Place         uuid.UUID
		Arrive, Leave int
	}
	visits := func(r Round) (out []visit) {
		for _, s := range r.Stops {
			out = append(out, visit{s.PlaceID, s.Arrive, s.Leave})
		}
		return out
	}
	for _, r := range from.Rounds {
		k := slices.IndexFunc(p.Rounds, func(o Round) bool { return o.ShiftID == r.ShiftID })
		if r.ShiftID == today.ShiftID {
			if got := visits(p.Rounds[k]); !slices.Equal(got[:2], visits(r)[:2]) {
				t.Errorf("visits made were %v, are %v", visits(r)[:2], got[:2])
			}
			continue
		}
		from, is := visits(r), visits(p.Rounds[k])
		if r.ShiftID == w.Shifts[3].ID {
			from[0].Leave = is[0].Leave
		}
		if diff := cmp.Diff(from, is); diff != "" || p.Rounds[k].End != r.End || p.Rounds[k].Break != r.Break {
			t.Errorf("another round changed:\n%s", diff)
		}
	}
}

func TestReplanRoundRefusesWhatDoesNotFit(t *testing.T) {
	w := hamlet(3)
	from := planned(t, w, 0, 1)
	shift := w.Shifts[0].ID
	for name, today := range map[string]Today{
		"shift":               {ShiftID: id("gone"), Minute: 600},
		"minute after":        {ShiftID: shift, Minute: 901},
		"minute before":       {ShiftID: shift, Minute: -1},
		"visited":             {ShiftID: shift, Minute: 600, Visited: ids(w, 2)},
		"visited twice":       {ShiftID: shift, Minute: 600, Visited: ids(w, 0, 0)},
		"visited and skipped": {ShiftID: shift, Minute: 600, Visited: ids(w, 0), Skipped: ids(w, 0)},
	} {
		if _, err := ReplanRound(t.Context(), w.Input, from, today); !errors.Is(err, ErrInput) {
			t.Errorf("%s: error %v, want ErrInput", name, err)
		}
	}
	w.Share = 3
	if _, err := ReplanRound(t.Context(), w.Input, from, Today{ShiftID: shift}); !errors.Is(err, ErrInput) {
		t.Errorf("a malformed input: error %v, want ErrInput", err)
	}
}
