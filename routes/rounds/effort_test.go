package rounds

import (
	"testing"

	"runde/geo"
	"runde/geo/need"
	"runde/geo/release"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// walked is a Friday round with two of three stops visited, and a meeting between
// stops after midnight; and the same on the Monday after.
func walked() []Round {
	r := evening()
	unplanned := Encounter{ID: second, Round: roundID, Cell: wood, Daypart: geo.Night, Outcome: Declined, Persons: One, Unplanned: true}
	nobody := r.AtStop(r.Stops[1], uuid.MustParse("33111111-1111-4111-8111-111111111111"), NobodyMet, "")
	r, _ = r.Merge([]Record{encounter(greeting(first)), encounter(unplanned), encounter(nobody), mark(0, StopVisited, ""), mark(1, StopSkipped, Closed), mark(2, StopVisited, "")}, holds)
	next := r
	next.ID, next.Date, next.Encounters = uuid.MustParse("12111111-1111-4111-8111-111111111111"), friday+3, nil
	return []Round{next, r}
}

// Effort is the planned minutes of visited stops by cell and week: a skipped stop
// and an unplanned meeting add none. Meetings after midnight are of the round's
// week; nobody met is presence and no meeting, no thanks is a meeting.
func TestEffortAndObservations(t *testing.T) {
	w47, w48 := geo.WeekOf(friday), geo.WeekOf(friday+3)
	if diff := cmp.Diff([]Presence{{square, w47, 55}, {square, w48, 55}}, Effort(walked()), cmp.AllowUnexported(geo.Week{})); diff != "" {
		t.Error(diff)
	}
	want := []need.Observation{
		{Cell: square, Week: w47, Encounters: 1, Hours: 55.0 / 60},
		{Cell: wood, Week: w47, Encounters: 1},
		{Cell: square, Week: w48, Hours: 55.0 / 60},
	}
	if diff := cmp.Diff(want, Observations(walked()), cmp.AllowUnexported(geo.Week{})); diff != "" {
		t.Error(diff)
	}
}

// Release counts the same meetings, each under its kind with its round as source.
func TestParts(t *testing.T) {
	want := []release.Part{
		{Cell: square, Kind: release.Greeted, Round: roundID.String(), Count: 1},
		{Cell: wood, Kind: release.Respected, Round: roundID.String(), Count: 1},
	}
	if diff := cmp.Diff(want, Parts(walked())); diff != "" {
		t.Error(diff)
	}
	for _, o := range Outcomes {
		if _, counted := release.KindOfOutcome(string(o)); counted != o.Met() {
			t.Errorf("%s: counted %v, met %v", o, counted, o.Met())
		}
	}
}
