package rounds

import (
	"testing"
	"time"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

const (
	square = geo.Cell(0x881f205801fffff) // two stops
	park   = geo.Cell(0x881f205803fffff) // one stop
	wood   = geo.Cell(0x881f205805fffff) // in the cover, no stop
)

var (
	friday  = geo.NewDate(2026, time.November, 20)
	roundID = uuid.MustParse("11111111-1111-4111-8111-111111111111")
	stopIDs = []uuid.UUID{
		uuid.MustParse("21111111-1111-4111-8111-111111111111"),
		uuid.MustParse("22111111-1111-4111-8111-111111111111"),
		uuid.MustParse("23111111-1111-4111-8111-111111111111"),
	}
	first  = uuid.MustParse("31111111-1111-4111-8111-111111111111")
	second = uuid.MustParse("32111111-1111-4111-8111-111111111111")
)

// holds is the cover of these tests.
func holds(c geo.Cell) bool { return c == square || c == park || c == wood || c == geo.Rest }

// evening is a round of three stops, the last past midnight.
func evening() Round {
	return Round{ID: roundID, Date: friday, State: Planned, Stops: []Stop{
		{ID: stopIDs[0], Cell: square, Arrive: 21 * 60, Leave: 21*60 + 30, State: StopPlanned},
		{ID: stopIDs[1], Cell: park, Arrive: 22 * 60, Leave: 22*60 + 20, State: StopPlanned},
		{ID: stopIDs[2], Cell: square, Arrive: 24*60 + 15, Leave: 24*60 + 40, State: StopPlanned},
	}}
}

// greeting is a planned meeting on the square.
func greeting(id uuid.UUID) Encounter {
	r := evening()
	return r.AtStop(r.Stops[0], id, Greeted, One)
}

// A meeting at a stop takes over the stop's cell and daypart; past midnight it is
// night, still of the round's date.
func TestAtStop(t *testing.T) {
	r := evening()
	want := Encounter{ID: first, Round: roundID, Cell: square, Daypart: geo.Night, Outcome: Bridged, Persons: One, Targets: []Target{Doctor, DropIn}}
	got := r.AtStop(r.Stops[2], first, Bridged, One, DropIn, Doctor)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if errs := r.Check(got, holds); errs != nil {
		t.Error(errs)
	}
}

func TestNextStop(t *testing.T) {
	r := evening()
	r.Stops[0].State = StopVisited
	if s, ok := r.Next(); !ok || s.ID != stopIDs[1] {
		t.Errorf("got %v %v, want the second stop", s.ID, ok)
	}
	r.Stops[1].State, r.Stops[2].State = StopSkipped, StopVisited
	if _, ok := r.Next(); ok {
		t.Error("a next stop, though all are done")
	}
}

// The look back counts every stop once; a stop without a mark was not reached once
// the round is over, and is open before.
func TestLookBack(t *testing.T) {
	over, under := evening(), evening()
	over.State, under.State = Finished, Walking
	over.Stops[0].State = StopVisited
	over.Stops[1].State, over.Stops[1].Skip = StopSkipped, Weather
	under.Stops[0].State, under.Stops[0].Skip = StopSkipped, Weather
	got := LookBack([]Round{over, under})
	want := Summary{Visited: 1, Skipped: map[SkipReason]int{Weather: 2}, NotReached: 1, Open: 2}
	if diff := cmp.Diff(want, got); diff != "" || got.Stops() != 6 {
		t.Errorf("%d stops: %s", got.Stops(), diff)
	}
}

// The lists are complete and their codes are keys of the catalogue.
func TestCodes(t *testing.T) {
	for _, o := range Outcomes {
		if !o.Valid() || o.Met() == (o == NobodyMet) {
			t.Errorf("outcome %s: valid %v, met %v", o, o.Valid(), o.Met())
		}
	}
	if Outcome("arrested").Met() || Target("police").Valid() || Persons("12").Valid() || SkipReason("bored").Valid() || StopState("").Valid() {
		t.Error("an unknown code passed")
	}
	got := []string{Declined.Key(), AddictionTreatment.Key(), Few.Key(), Unsafe.Key()}
	if diff := cmp.Diff([]string{"outcome.declined", "bridge.addiction_treatment", "persons.few", "skip.unsafe"}, got); diff != "" {
		t.Error(diff)
	}
}
