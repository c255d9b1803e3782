package worker

import (
	"runde/geo"
	"runde/routes/rounds"
	"runde/store"
	"runde/web/pages/catalogue"
)

// islandData is the round as the island keeps it: what web/app/src/round/model.ts
// calls Walk, and what it draws.
type islandData struct {
	Round      string            `json:"round"`
	Finished   bool              `json:"finished"`
	Stops      []islandStop      `json:"stops"`
	Encounters []islandEncounter `json:"encounters"`
	Map        mapData           `json:"map"`
}

type islandStop struct {
	ID      string            `json:"id"`
	Title   string            `json:"title"`
	Cell    geo.Cell          `json:"cell"`
	Daypart geo.Daypart       `json:"daypart"` // of the planned arrival
	State   rounds.StopState  `json:"state"`
	Skip    rounds.SkipReason `json:"skip"`
}

type islandEncounter struct {
	ID        string          `json:"id"`
	Cell      geo.Cell        `json:"cell"`
	Daypart   geo.Daypart     `json:"daypart"`
	Outcome   rounds.Outcome  `json:"outcome"`
	Targets   []rounds.Target `json:"targets"`
	Persons   rounds.Persons  `json:"persons"`
	Unplanned bool            `json:"unplanned"`
}

func newIsland(l *catalogue.L, walked store.WalkRound, list []rounds.Encounter, seen mapData) islandData {
	out := islandData{
		Round: walked.ID.String(), Finished: walked.State == rounds.Finished, Map: seen,
		Stops: []islandStop{}, Encounters: []islandEncounter{},
	}
	for _, s := range walked.Stops {
		out.Stops = append(out.Stops, islandStop{
			ID: s.ID.String(), Title: title(l, s), Cell: s.Cell, Daypart: geo.DaypartAt(s.Arrive), State: s.State, Skip: s.Skip,
		})
	}
	for _, e := range list {
		out.Encounters = append(out.Encounters, islandEncounter{
			ID: e.ID.String(), Cell: e.Cell, Daypart: e.Daypart, Outcome: e.Outcome,
			Targets: append([]rounds.Target{}, e.Targets...), Persons: e.Persons, Unplanned: e.Unplanned,
		})
	}
	return out
}
