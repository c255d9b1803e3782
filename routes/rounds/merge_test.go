package rounds

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"runde/geo/intake"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"pgregory.net/rapid"
)

// answers merges records one after the other.
func answers(r Round, records ...Record) (Round, []Answer) {
	after, results := r.Merge(records, holds)
	var out []Answer
	for _, res := range results {
		out = append(out, res.Answer)
	}
	return after, out
}

func encounter(e Encounter) Record { return Record{Encounter: &e} }

func mark(stop int, s StopState, why SkipReason) Record {
	return Record{Mark: &Mark{Stop: stopIDs[stop], State: s, Skip: why}}
}

// A round begins with its first record, sends that are repeated change nothing,
// another body under the same id is a conflict, and the first one stays.
func TestMergeIsIdempotent(t *testing.T) {
	other := greeting(first)
	other.Outcome = Conversation
	before := evening()
	r, got := answers(before, encounter(greeting(first)), encounter(greeting(first)), encounter(other), encounter(greeting(second)))
	if diff := cmp.Diff([]Answer{Stored, Known, Conflict, Stored}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Encounter{greeting(first), greeting(second)}, r.Encounters); diff != "" || r.State != Walking {
		t.Errorf("state %s, %s", r.State, diff)
	}
	if diff := cmp.Diff(evening(), before); diff != "" {
		t.Errorf("the round before changed: %s", diff)
	}
}

// The order of targets is not a difference.
func TestTargetsAreASet(t *testing.T) {
	r := evening()
	a, b := r.AtStop(r.Stops[0], first, Bridged, One, Doctor, DropIn), r.AtStop(r.Stops[0], first, Bridged, One)
	b.Targets = []Target{DropIn, Doctor}
	if _, got := answers(r, encounter(b), encounter(a)); got[1] != Known {
		t.Errorf("got %v, want known", got)
	}
}

// Taking back deletes, whether it comes after what it takes back or before.
func TestWithdraw(t *testing.T) {
	after, got := answers(evening(), encounter(greeting(first)), Record{Withdraw: first}, Record{Withdraw: first}, encounter(greeting(first)))
	if diff := cmp.Diff([]Answer{Stored, Stored, Known, Withdrawn}, got); diff != "" || len(after.Encounters) != 0 {
		t.Errorf("%d encounters, %s", len(after.Encounters), diff)
	}
	_, got = answers(evening(), Record{Withdraw: first}, encounter(greeting(first)))
	if diff := cmp.Diff([]Answer{Stored, Withdrawn}, got); diff != "" {
		t.Error(diff)
	}
	_, got = answers(evening(), Record{})
	if diff := cmp.Diff([]Answer{Refused}, got); diff != "" {
		t.Errorf("an empty record: %s", diff)
	}
}

// A stop has one mark; a skip needs a reason and only a skip has one.
func TestMarks(t *testing.T) {
	r, got := answers(evening(), mark(0, StopVisited, ""), mark(0, StopVisited, ""), mark(1, StopSkipped, Weather),
		mark(1, StopSkipped, Unsafe), mark(0, StopPlanned, ""), Record{Finish: true}, Record{Finish: true}, mark(2, StopVisited, ""))
	if diff := cmp.Diff([]Answer{Stored, Known, Stored, Stored, Stored, Stored, Known, Stored}, got); diff != "" {
		t.Error(diff)
	}
	want := []Stop{evening().Stops[0], evening().Stops[1], evening().Stops[2]}
	want[1].State, want[1].Skip = StopSkipped, Unsafe
	want[2].State = StopVisited
	if diff := cmp.Diff(want, r.Stops); diff != "" || r.State != Finished {
		t.Errorf("state %s, %s", r.State, diff)
	}
	for name, c := range map[string]struct {
		m    Mark
		want intake.FieldError
	}{
		"a stop of another round":  {Mark{Stop: first, State: StopVisited}, intake.FieldError{Field: "stop", Rule: NotOnRound}},
		"an unknown state":         {Mark{Stop: stopIDs[0], State: "burnt"}, intake.FieldError{Field: "state", Rule: intake.UnknownCode}},
		"an unknown reason":        {Mark{Stop: stopIDs[0], State: StopSkipped, Skip: "bored"}, intake.FieldError{Field: "skip", Rule: intake.UnknownCode}},
		"skipped without a reason": {Mark{Stop: stopIDs[0], State: StopSkipped}, intake.FieldError{Field: "skip", Rule: Mismatch}},
		"visited with a reason":    {Mark{Stop: stopIDs[0], State: StopVisited, Skip: Weather}, intake.FieldError{Field: "skip", Rule: Mismatch}},
	} {
		r, results := evening().Merge([]Record{{Mark: &c.m}}, holds)
		if diff := cmp.Diff([]Result{{Refused, []intake.FieldError{c.want}}}, results); diff != "" || r.State != Planned {
			t.Errorf("%s: state %s, %s", name, r.State, diff)
		}
	}
}

// Phones send what they have in any order, in parts and more than once: the same
// encounters are stored in the end.
func TestMergeInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		random := rand.New(rand.NewPCG(seed, 0))
		var records []Record
		for range 12 {
			var id uuid.UUID
			binary.BigEndian.PutUint64(id[:], uint64(random.IntN(6)))
			id[6], id[8] = 0x40, 0x80 // version 4
			if random.IntN(4) == 0 {
				records = append(records, Record{Withdraw: id})
				continue
			}
			records = append(records, encounter(greeting(id))) // one body for each id: of two the first would stay
		}
		want, _ := answers(evening(), records...)
		got, _ := answers(want, records...)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("seed %d, sent again: %s", seed, diff)
		}
		random.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		part, _ := answers(evening(), records[:5]...)
		got, _ = answers(part, records...)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("seed %d, sent in another order: %s", seed, diff)
		}
	})
}
