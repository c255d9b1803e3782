package rounds

import (
	"fmt"
	"slices"
	"testing"

	"runde/geo"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

// notebook is the plain way to keep a round: maps, and no thought of order.
type notebook struct {
	first     map[uuid.UUID]Encounter // the first body that came of each id
	withdrawn map[uuid.UUID]bool
	marks     map[uuid.UUID]Mark
	begun     bool
	finished  bool
}

func newNotebook() *notebook {
	return &notebook{first: map[uuid.UUID]Encounter{}, withdrawn: map[uuid.UUID]bool{}, marks: map[uuid.UUID]Mark{}}
}

// write notes a record that breaks no rule, and gives the answer it must get.
func (n *notebook) write(rec Record) Answer {
	switch {
	case rec.Encounter != nil:
		e := *rec.Encounter
		if n.withdrawn[e.ID] {
			return Withdrawn
		}
		if had, ok := n.first[e.ID]; ok {
			if fmt.Sprint(had) == fmt.Sprint(e) {
				return Known
			}
			return Conflict
		}
		n.first[e.ID], n.begun = e, true
	case rec.Mark != nil:
		if had, ok := n.marks[rec.Mark.Stop]; ok && had == *rec.Mark || !ok && rec.Mark.State == StopPlanned {
			return Known
		}
		n.marks[rec.Mark.Stop], n.begun = *rec.Mark, true
	case rec.Finish:
		if n.finished {
			return Known
		}
		n.finished = true
	default:
		if n.withdrawn[rec.Withdraw] {
			return Known
		}
		delete(n.first, rec.Withdraw)
		n.withdrawn[rec.Withdraw], n.begun = true, true
	}
	return Stored
}

// someRecord draws a record that breaks no rule, over few ids so that they meet.
func someRecord(t *rapid.T) Record {
	id := uuid.UUID{15: byte(rapid.IntRange(0, 3).Draw(t, "id"))}
	id[6], id[8] = 0x40, 0x80 // version 4
	switch rapid.IntRange(0, 7).Draw(t, "what") {
	case 0:
		return Record{Withdraw: id}
	case 1:
		return Record{Finish: true}
	case 2, 3:
		m := Mark{Stop: rapid.SampledFrom(stopIDs).Draw(t, "stop"), State: rapid.SampledFrom([]StopState{StopPlanned, StopVisited, StopSkipped}).Draw(t, "state")}
		if m.State == StopSkipped {
			m.Skip = rapid.SampledFrom(SkipReasons).Draw(t, "reason")
		}
		return Record{Mark: &m}
	}
	e := greeting(id)
	e.Outcome = rapid.SampledFrom(Outcomes).Draw(t, "outcome")
	if e.Outcome == NobodyMet {
		e.Persons = ""
	}
	if e.Outcome == Bridged {
		e.Targets = []Target{rapid.SampledFrom(Targets).Draw(t, "target")}
	}
	if rapid.Bool().Draw(t, "unplanned") {
		e.Unplanned, e.Cell = true, rapid.SampledFrom([]geo.Cell{square, wood, geo.Rest}).Draw(t, "cell")
	}
	return Record{Encounter: &e}
}

// Whatever a phone records, in one part or in many: the round says what the
// notebook says, and its effort is that of the stops marked visited.
func TestRoundAgreesWithNotebook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, book := evening(), newNotebook()
		for i := range rapid.IntRange(1, 30).Draw(t, "length") {
			rec := someRecord(t)
			want := book.write(rec)
			var results []Result
			r, results = r.Merge([]Record{rec}, holds)
			if results[0].Answer != want || results[0].Errors != nil {
				t.Fatalf("record %d: got %+v, want %s", i, results[0], want)
			}
		}
		compareWithNotebook(t, r, book)
	})
}

func compareWithNotebook(t *rapid.T, r Round, book *notebook) {
	if len(r.Encounters) != len(book.first) || len(r.Withdrawn) != len(book.withdrawn) {
		t.Fatalf("%d encounters and %d withdrawn, want %d and %d", len(r.Encounters), len(r.Withdrawn), len(book.first), len(book.withdrawn))
	}
	met := 0
	for _, e := range r.Encounters {
		if fmt.Sprint(book.first[e.ID]) != fmt.Sprint(e) {
			t.Fatalf("got %+v, want %+v", e, book.first[e.ID])
		}
		if e.Outcome != NobodyMet {
			met++
		}
	}
	if !slices.IsSortedFunc(r.Encounters, func(a, b Encounter) int { return compareIDs(a.ID, b.ID) }) {
		t.Fatal("the encounters are not in the order of their random ids: it would tell when they came")
	}
	minutes := 0
	for _, s := range r.Stops {
		if m, ok := book.marks[s.ID]; ok && (m.State != s.State || m.Skip != s.Skip) || !ok && s.State != StopPlanned {
			t.Fatalf("stop %+v, want the mark %+v", s, m)
		}
		if s.State == StopVisited {
			minutes += s.Minutes()
		}
	}
	want := Planned
	if book.begun {
		want = Walking
	}
	if book.finished {
		want = Finished
	}
	if r.State != want {
		t.Fatalf("state %s, want %s", r.State, want)
	}
	for _, p := range Effort([]Round{r}) {
		minutes -= p.Minutes
	}
	for _, o := range Observations([]Round{r}) {
		met -= o.Encounters
	}
	if minutes != 0 || met != 0 {
		t.Fatalf("effort is %d minutes off, observations %d meetings", minutes, met)
	}
}
