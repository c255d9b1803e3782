package rounds

import "slices"

// Outcome is what came of a meeting.
type Outcome string

// The outcomes, from the least contact to the most.
const (
	NobodyMet    Outcome = "nobody_met" // the team was there: presence without a meeting
	Seen         Outcome = "seen"       // seen and left in peace
	Declined     Outcome = "declined"   // no thanks
	Greeted      Outcome = "greeted"
	Conversation Outcome = "conversation"
	Bridged      Outcome = "bridged" // followed on to somebody else's help
)

// Outcomes lists all of them, in order.
var Outcomes = []Outcome{NobodyMet, Seen, Declined, Greeted, Conversation, Bridged}

// Valid reports whether o is one of the outcomes.
func (o Outcome) Valid() bool { return slices.Contains(Outcomes, o) }

// Met reports whether anybody was met, which is what need counts.
func (o Outcome) Met() bool { return o.Valid() && o != NobodyMet }

// Key is the outcome's key in the catalogue.
func (o Outcome) Key() string { return "outcome." + string(o) }

// Target is where somebody was followed on to.
type Target string

// The targets of bridging.
const (
	Doctor             Target = "doctor"
	Caseworker         Target = "caseworker"
	AddictionTreatment Target = "addiction_treatment"
	DropIn             Target = "drop_in"
	OtherTarget        Target = "other"
)

// Targets lists all of them.
var Targets = []Target{Doctor, Caseworker, AddictionTreatment, DropIn, OtherTarget}

// Valid reports whether t is one of the targets.
func (t Target) Valid() bool { return slices.Contains(Targets, t) }

// Key is the target's key in the catalogue.
func (t Target) Key() string { return "bridge." + string(t) }

// Persons is how many were seen at once.
type Persons string

// The bands of persons.
const (
	One  Persons = "one"
	Few  Persons = "few"  // 2–4
	Many Persons = "many" // 5 or more
)

// PersonBands lists all of them.
var PersonBands = []Persons{One, Few, Many}

// Valid reports whether p is one of the bands.
func (p Persons) Valid() bool { return slices.Contains(PersonBands, p) }

// Key is the band's key in the catalogue.
func (p Persons) Key() string { return "persons." + string(p) }

// State is how far a round has come.
type State string

// The states of a round.
const (
	Planned  State = "planned"
	Walking  State = "walking"
	Finished State = "finished" // what was recorded offline may still arrive
)

// StopState is what became of a stop.
type StopState string

// The states of a stop. One that is planned when its round is finished was not
// reached.
const (
	StopPlanned StopState = "planned"
	StopVisited StopState = "visited"
	StopSkipped StopState = "skipped"
)

// Valid reports whether s is one of the states.
func (s StopState) Valid() bool {
	return s == StopPlanned || s == StopVisited || s == StopSkipped
}

// SkipReason is why a stop was skipped.
type SkipReason string

// The reasons.
const (
	NoTime   SkipReason = "time"
	Weather  SkipReason = "weather"
	Unsafe   SkipReason = "unsafe"
	Occupied SkipReason = "occupied"
	Closed   SkipReason = "closed"
)

// SkipReasons lists all of them.
var SkipReasons = []SkipReason{NoTime, Weather, Unsafe, Occupied, Closed}

// Valid reports whether r is one of the reasons.
func (r SkipReason) Valid() bool { return slices.Contains(SkipReasons, r) }

// Key is the reason's key in the catalogue.
func (r SkipReason) Key() string { return "skip." + string(r) }
