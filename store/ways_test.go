package store_test

import (
	"slices"
	"testing"

	"runde/routes"
	"runde/routes/plans"
	"runde/store"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
)

// leg is what the tests tell of a way.
type leg struct {
	Mode routes.Mode
	To   int
	Back bool
}

// A round by car leaves the car where it was driven last, walks, and fetches it before
// it drives on and before it drives home; every way begins where the last has ended.
func TestWaysOfARoundThatParksAndWalks(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	streets, err := w.db.Streets(t.Context(), w.id)
	if err != nil {
		t.Fatal(err)
	}
	at := func(i int) orb.Point { return orb.Point{11.86 + 0.0047*float64(i), 54.76 + 0.0027*float64(i%3)} }
	halts := []store.Halt{{at(0), false}, {at(1), true}, {at(2), true}, {at(3), false}, {at(4), true}}
	car, foot := routes.Car, routes.Foot
	want := []leg{{car, 0, false}, {foot, 1, false}, {foot, 2, false}, {foot, 3, true}, {car, 3, false}, {foot, 4, false}, {foot, 5, true}, {car, 5, false}}
	for name, s := range map[string]*store.Streets{"on streets": streets, "without": {}} {
		var got []leg
		ways := s.RoundWays(car, townSquare, halts)
		for i, way := range ways {
			got = append(got, leg{way.Mode, way.To, way.Back})
			if i > 0 && way.Line[0] != ways[i-1].Line[len(ways[i-1].Line)-1] {
				t.Errorf("%s: way %d does not begin where the last has ended", name, i)
			}
			if unreachable := way.Tenths == routes.Unreachable; unreachable != (s.Network == nil) {
				t.Errorf("%s: way %d takes %d", name, i, way.Tenths)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: the ways are %v; want %v", name, got, want)
		}
	}
	for i, want := range []int{0, 0, 0, 3, 3} {
		if got := store.ParkedAt(halts, i); got != want {
			t.Errorf("during halt %d the car stands at %d; want %d", i, got, want)
		}
	}
}

// A week with a shift by car comes with travel times on foot as well, and what a plan
// walks is stored, changed by hand as it is timed, and shown to the worker.
func TestWalkedStopsAreStored(t *testing.T) {
	t.Parallel()
	w := newPlanTown(t)
	w.exec(t, `UPDATE shift SET mode = 'car' WHERE municipality_id = $1 AND shift_id = $2`, w.id, w.shifts[0].ID)
	in := w.input(t)
	n := len(in.Places) + len(in.Shifts)
	for _, mode := range []routes.Mode{routes.Car, routes.Foot} {
		if in.Matrices[mode].N != n {
			t.Errorf("%s has travel times of %d points; want %d", mode, in.Matrices[mode].N, n)
		}
	}
	w.exec(t, `UPDATE place b SET lat = s.lat, lon = s.lon FROM place s
		WHERE b.municipality_id = $1 AND s.municipality_id = $1 AND b.source_ref = 'n2' AND s.source_ref = 'n1'`, w.id)
	square, bench := w.place(t, "n1"), w.place(t, "n2") // the bench stands on the square
	made := plans.Plan{Week: townWeek, Rounds: []plans.Round{{ShiftID: w.shifts[0].ID, Stops: []plans.Stop{
		{PlaceID: square.ID, Arrive: 560, Leave: 580}, {PlaceID: bench.ID, Arrive: 581, Leave: 601, Walked: true},
	}}}}
	id, err := w.db.SaveProposal(t.Context(), w.id, w.as(), 1, made)
	if err != nil {
		t.Fatal(err)
	}
	walked := func(p store.Plan) (out []bool) {
		for _, s := range p.Rounds[0].Stops {
			out = append(out, s.Walked)
		}
		return out
	}
	p := w.plan(t, id)
	if got := walked(p); !slices.Equal(got, []bool{false, true}) {
		t.Fatalf("walked to: %v", got)
	}
	p, _ = w.change(t, p, store.Change{StopID: p.Rounds[0].Stops[0].ID, ShiftID: w.shifts[0].ID, Position: 2})
	if got := walked(p); !slices.Equal(got, []bool{false, true}) || p.Rounds[0].Stops[0].PlaceID != bench.ID {
		t.Errorf("turned round, walked to: %v", got)
	}
	p, _ = w.change(t, p, store.Change{StopID: p.Rounds[0].Stops[0].ID})
	if got := walked(p); !slices.Equal(got, []bool{false}) {
		t.Errorf("with one stop left, walked to: %v", got)
	}
	p, _ = w.change(t, p, store.Change{PlaceID: bench.ID, ShiftID: w.shifts[0].ID})
	w.approve(t, id)
	list, err := w.db.RoundsOn(t.Context(), w.id, w.coordinator, w.shifts[0].Date)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d rounds, %v", len(list), err)
	}
	if s := list[0].Stops; len(s) != 2 || s[0].Walked || !s[1].Walked || s[1].ID != p.Rounds[0].Stops[1].ID || s[1].ID == uuid.Nil {
		t.Errorf("the worker's stops are %+v", s)
	}
}
