package simulate_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"runde/geo"
	"runde/geo/intake"
	"runde/routes"
	"runde/routes/simulate"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

// faults are the rules that a history breaks: those that the database refuses and
// those that a planner keeps. It shares no code with the simulation.
func faults(in simulate.Input, h *simulate.History) []string {
	var out []string
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	ids := map[uuid.UUID]bool{}
	id := func(what string, u uuid.UUID) {
		if u.Version() != 4 || u.Variant() != uuid.RFC4122 || ids[u] {
			fault("%s: id %v is not random or not its own", what, u)
		}
		ids[u] = true
	}
	plans, rounds := map[uuid.UUID]geo.Week{}, map[uuid.UUID]simulate.Round{}
	for _, p := range h.Plans {
		id("plan", p.ID)
		plans[p.ID] = p.Week
	}
	for _, r := range h.Rounds {
		id("round", r.ID)
		id("shift", r.Shift.ID)
		rounds[r.ID] = r
		if plans[r.PlanID] != geo.WeekOf(r.Shift.Date) {
			fault("round of %v in the plan of %v", r.Shift.Date, plans[r.PlanID])
		}
		for _, s := range r.Stops {
			id("stop", s.ID)
		}
		out = append(out, roundFaults(in, r)...)
	}
	out = append(out, visitFaults(in, h.Rounds)...)
	for _, e := range h.Encounters {
		id("encounter", e.ID)
		out = append(out, encounterFaults(in, rounds[e.RoundID], e)...)
	}
	concerns := map[uuid.UUID]simulate.Concern{}
	for _, c := range h.Concerns {
		id("concern", c.ID)
		concerns[c.ID] = c
	}
	for _, c := range h.Concerns {
		out = append(out, concernFaults(in, concerns, c)...)
	}
	if !slices.IsSortedFunc(h.Encounters, func(a, b simulate.Encounter) int { return bytes.Compare(a.ID[:], b.ID[:]) }) {
		fault("the order of encounters tells something")
	}
	return out
}

func roundFaults(in simulate.Input, r simulate.Round) (out []string) {
	clock := r.Shift.Start
	for _, s := range r.Stops {
		i := slices.IndexFunc(in.Places, func(p routes.Place) bool { return p.ID == s.PlaceID })
		if i < 0 {
			return append(out, "a stop at no place")
		}
		p := in.Places[i]
		switch {
		case s.Cell != p.Cell:
			out = append(out, "a stop in another cell than its place")
		case s.Arrive < clock || s.Leave != s.Arrive+p.Visit || s.Leave > r.Shift.End:
			out = append(out, fmt.Sprintf("a stop at %d–%d after %d, shift ends %d", s.Arrive, s.Leave, clock, r.Shift.End))
		case p.TwoWorkers && r.Shift.Workers < 2:
			out = append(out, "a place for two visited by one")
		case (s.State == simulate.Skipped) != (s.SkipReason != ""):
			out = append(out, "a skip without a reason, or a reason without a skip")
		}
		if w := p.Windows[r.Shift.Date.Weekday()]; len(w) > 0 && (s.Arrive < w[0].Open || s.Arrive > w[0].Close) {
			out = append(out, fmt.Sprintf("a visit at %d outside %v", s.Arrive, w))
		}
		clock = s.Leave
	}
	worked := 0
	for _, s := range r.Stops {
		worked += s.Leave - s.Arrive
	}
	if worked > r.Shift.End-r.Shift.Start-r.Shift.Break {
		out = append(out, "no time for the break")
	}
	return out
}

func visitFaults(in simulate.Input, rounds []simulate.Round) (out []string) {
	type placeWeek struct {
		place uuid.UUID
		week  geo.Week
	}
	days, weeks := map[uuid.UUID]geo.Date{}, map[placeWeek]int{}
	for _, r := range rounds {
		for _, s := range r.Stops {
			last, before := days[s.PlaceID]
			if before && r.Shift.Date-last < 2 {
				out = append(out, "two visits within two days")
			}
			days[s.PlaceID] = r.Shift.Date
			k := placeWeek{s.PlaceID, geo.WeekOf(r.Shift.Date)}
			if weeks[k]++; weeks[k] > 2 {
				out = append(out, "three visits in a week")
			}
		}
	}
	return out
}

func encounterFaults(in simulate.Input, r simulate.Round, e simulate.Encounter) (out []string) {
	nobody := e.Outcome == "nobody_met"
	switch {
	case e.Day != r.Shift.Date:
		out = append(out, "an encounter of another day than its round")
	case !in.Street.Has(e.Cell):
		out = append(out, "an encounter outside the cover")
	case !slices.Contains([]string{"nobody_met", "seen", "declined", "greeted", "conversation", "bridged"}, e.Outcome):
		out = append(out, "an unknown outcome")
	case (e.Outcome == "bridged") != (len(e.BridgeTargets) > 0):
		out = append(out, "a bridge without a target, or a target without a bridge")
	case nobody != (e.Persons == "") || !slices.Contains([]string{"", "one", "few", "many"}, e.Persons):
		out = append(out, "persons "+e.Persons+" with "+e.Outcome)
	case nobody && e.Unplanned:
		out = append(out, "nobody met, unplanned")
	case !e.Daypart.Valid():
		out = append(out, "no daypart")
	}
	return out
}

func concernFaults(in simulate.Input, all map[uuid.UUID]simulate.Concern, c simulate.Concern) (out []string) {
	cover := in.Street
	if c.Context == intake.Home {
		cover = in.Home
	}
	merged := c.MergedInto != nil
	switch {
	case !c.Context.Valid() || !cover.Has(c.Cell):
		out = append(out, "a concern outside the cover of its context")
	case (c.State == intake.Received) != (c.Decision == "") && !merged:
		out = append(out, fmt.Sprintf("state %s with decision %q", c.State, c.Decision))
	case (c.Decision == "") != (c.DecidedOn == 0):
		out = append(out, "a decision without a day, or a day without a decision")
	case (c.State == intake.Closed) != (c.ClosedOn != 0):
		out = append(out, "closed without a day, or a day and not closed")
	case c.VisitBy != 0 && c.Decision != intake.Visit:
		out = append(out, "a visit wished without the decision")
	case c.Context == intake.Home && c.State == intake.OnRound:
		out = append(out, "a home on a round")
	case c.DecidedOn != 0 && c.DecidedOn < c.Day || c.ClosedOn != 0 && c.ClosedOn < max(c.Day, c.DecidedOn):
		out = append(out, "days out of order")
	case len(c.Worries) < 1 || len(c.Worries) > 3 || !c.Daypart.Valid():
		out = append(out, "worries or daypart")
	case c.Note != "" && in.Now-c.Day >= 14:
		out = append(out, "a note of more than 14 days")
	case merged && (all[*c.MergedInto].MergedInto != nil || all[*c.MergedInto].Cell != c.Cell || c.State != intake.Closed || *c.MergedInto == c.ID):
		out = append(out, "a merge into another cell, into itself or of an open concern")
	}
	return out
}

// Every history of every seed can be stored and was walkable.
func TestHistoryKeepsTheRules(t *testing.T) {
	world := town(t, 0)
	rapid.Check(t, func(rt *rapid.T) {
		in := world
		in.Seed = rapid.Uint64().Draw(rt, "seed")
		in.Encounters = rapid.SampledFrom([]int{500, 2000}).Draw(rt, "encounters")
		in.Now += geo.Date(rapid.IntRange(-400, 400).Draw(rt, "days"))
		h, _ := run(t, in)
		if f := faults(in, h); len(f) > 0 {
			rt.Fatalf("%d faults, such as: %v", len(f), f[:min(5, len(f))])
		}
	})
}

// The checker can tell: each of these spoils one thing.
func TestTheRulesAreChecked(t *testing.T) {
	in := town(t, 1)
	first := func(h *simulate.History, outcome string) *simulate.Encounter {
		i := slices.IndexFunc(h.Encounters, func(e simulate.Encounter) bool { return e.Outcome == outcome })
		return &h.Encounters[i]
	}
	for name, spoil := range map[string]func(*simulate.History){
		"time-ordered id": func(h *simulate.History) { h.Encounters[0].ID[6] = 0x70 },
		"double id":       func(h *simulate.History) { h.Rounds[1].Stops[0].ID = h.Rounds[0].Stops[0].ID },
		"day":             func(h *simulate.History) { h.Encounters[5].Day++ },
		"cell":            func(h *simulate.History) { h.Encounters[5].Cell = 0x8900000000bffff },
		"target":          func(h *simulate.History) { first(h, "bridged").BridgeTargets = nil },
		"persons":         func(h *simulate.History) { first(h, "nobody_met").Persons = "one" },
		"overtime":        func(h *simulate.History) { h.Rounds[3].Shift.End = h.Rounds[3].Stops[0].Leave - 1 },
		"order":           func(h *simulate.History) { slices.Reverse(h.Encounters) },
		"state":           func(h *simulate.History) { h.Concerns[0].State, h.Concerns[0].ClosedOn = intake.Received, 0 },
		"note":            func(h *simulate.History) { h.Concerns[0].Note, h.Concerns[0].Day = "fryser", in.Now-20 },
	} {
		h, _ := run(t, in)
		h.Concerns[0].MergedInto = nil
		h.Concerns[0].Decision, h.Concerns[0].DecidedOn = intake.Watch, h.Concerns[0].Day
		spoil(h)
		if len(faults(in, h)) == 0 {
			t.Errorf("%s: not noticed", name)
		}
	}
}
