package simulate

import (
	"runde/geo"
	"runde/geo/intake"
	"runde/routes"

	"github.com/google/uuid"
)

// History is everything that was recorded. Plans and rounds are in order of time;
// encounters and concerns in that of their random ids, which tells nothing.
type History struct {
	Plans      []Plan
	Rounds     []Round
	Encounters []Encounter
	Concerns   []Concern
}

// Plan is one week's approved plan.
type Plan struct {
	ID   uuid.UUID
	Week geo.Week
}

// Round is one shift's walk, finished.
type Round struct {
	ID        uuid.UUID
	PlanID    uuid.UUID
	PatternID uuid.UUID
	Shift     routes.Shift
	Stops     []Stop // in the order of the walk
}

// The states of a stop.
const (
	Visited = "visited"
	Skipped = "skipped"
)

// Stop is a place on a round.
type Stop struct {
	ID          uuid.UUID
	PlaceID     uuid.UUID
	Cell        geo.Cell // of the street cover
	Arrive      int      // planned minutes after midnight of the shift's date
	Leave       int
	State       string // Visited or Skipped
	SkipReason  string // time, weather, unsafe, occupied or closed; "" unless skipped
	Exploration bool
}

// Encounter is one recorded meeting, or that nobody was met.
type Encounter struct {
	ID            uuid.UUID
	RoundID       uuid.UUID
	Cell          geo.Cell // of the street cover
	Day           geo.Date // the round's date, also past midnight
	Daypart       geo.Daypart
	Outcome       string   // nobody_met, seen, declined, greeted, conversation, bridged
	BridgeTargets []string // with bridged alone
	Persons       string   // one, few (2–4), many (5+); "" with nobody_met
	Unplanned     bool     // met between two stops
}

// Concern is one report and what became of it up to Now.
type Concern struct {
	ID           uuid.UUID
	Context      intake.Context // which cover the cell belongs to
	Cell         geo.Cell       // of that cover
	Day          geo.Date
	Daypart      geo.Daypart
	Channel      intake.Channel
	Worries      []intake.Worry // in the order of the form
	MeetDayparts []geo.Daypart
	Note         string // "" mostly, and always after 14 days
	State        intake.State
	Decision     intake.Decision // "" while received, and where merged
	DecidedOn    geo.Date        // 0 without a decision
	VisitBy      geo.Date        // wished day of the first visit; 0 unless the decision is visit
	ClosedOn     geo.Date        // 0 unless closed
	MergedInto   *uuid.UUID      // the earlier concern about the same matter
}

// Run simulates. The same input gives the same history and truth.
func Run(in Input) (*History, *Truth, error) {
	if err := in.check(); err != nil {
		return nil, nil, err
	}
	in.defaults()
	truth := newTruth(&in)
	concerns := report(&in, truth)
	decide(&in, concerns)
	w := newWalker(&in, truth, concerns)
	w.walk()
	conclude(&in, concerns, w.firstVisit)
	h := &History{Plans: w.plans, Rounds: w.rounds}
	h.Encounters = meet(&in, truth, h.Rounds)
	for _, c := range concerns {
		h.Concerns = append(h.Concerns, *c)
	}
	h.shuffle()
	return h, truth, nil
}
