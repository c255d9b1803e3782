package release

import (
	"slices"
	"strings"

	"runde/geo"
	"runde/geo/intake"
)

// Family is a kind of event with a staircase of its own.
type Family string

// The families.
const (
	Encounters Family = "encounters" // without those where nobody was met
	Concerns   Family = "concerns"
	Presence   Family = "presence" // whole hours of the team, on the rows of encounters
)

// Families lists those with figures at every level of the staircase.
var Families = []Family{Encounters, Concerns, Presence}

// The side tables: one year and the whole municipality each, published together
// with the year of the family that they belong to.
const (
	Bridges      Family = "bridges"       // of encounters: to whom, by the class of kinds
	Channels     Family = "channels"      // of concerns: through which channel, by the class of kinds
	Waiting      Family = "waiting"       // of concerns: from the decision to the first visit
	Weekdays     Family = "weekdays"      // whole hours of the team, by weekday and daypart
	HomeConcerns Family = "home_concerns" // concerns about homes, which no other table counts
)

// SideTables lists them.
var SideTables = []Family{Bridges, Channels, Waiting, Weekdays, HomeConcerns}

// Staircase is the family on whose blocks and rows the figures of f are shown.
func (f Family) Staircase() Family {
	switch f {
	case Concerns, Channels, Waiting, HomeConcerns:
		return Concerns
	}
	return Encounters
}

// The kinds of encounters. Concerns have the groups of intake as kinds, presence
// has none.
const (
	Respected    = "respected" // seen and left in peace, or no thanks
	Greeted      = "greeted"
	Conversation = "conversation"
	Bridged      = "bridged"
)

// Kinds lists the kinds of a family in the order in which they are shown.
func (f Family) Kinds() []string {
	switch f {
	case Encounters:
		return []string{Respected, Greeted, Conversation, Bridged}
	case Concerns:
		out := make([]string, len(intake.Groups))
		for i, g := range intake.Groups {
			out[i] = string(g)
		}
		return out
	}
	return nil
}

// KindOfOutcome is the kind that an encounter's outcome counts under; false for
// nobody_met, which is presence and no encounter, and for an unknown outcome.
func KindOfOutcome(outcome string) (string, bool) {
	switch outcome {
	case "seen", "declined":
		return Respected, true
	case "greeted", "conversation", "bridged":
		return outcome, true
	}
	return "", false
}

// Level is a step of the staircase.
type Level string

// The levels.
const (
	ByWeek   Level = "week"
	ByPeriod Level = "period"
	ByYear   Level = "year"
)

// Status tells a reader how to take a figure.
type Status string

// The statuses. A catalogue has a sentence for each.
const (
	OwnFigure Status = "own"     // the area's own
	Merged    Status = "merged"  // shown together with neighbours
	Unknown   Status = "unknown" // too little presence to say anything, whatever the count
	Zero      Status = "zero"    // nothing, although the team was there
)

// AllKinds is the Kind of a figure that is not split.
const AllKinds = ""

// Area is the ground of a figure.
type Area struct {
	Name   string   // of a node of the lattice, "<node>-rest", or several joined by "+"
	Blocks []string // the static blocks of its family's staircase that it consists of, by name; at the year's level those it lies in
	Cells  geo.Area // cells of the cover; nil for the whole municipality
}

// Figure is one released number. It is immutable.
type Figure struct {
	Family Family
	Level  Level
	Period string // "2026-W07", "2026-P03" or "2026"
	Area   Area
	Kind   string // AllKinds, a kind, or kinds joined by "+" that are shown together; in a side table its details
	Of     string // of Bridges and Channels: the Kind of those rows of the periods whose events are counted, "" for all rows that show bridges with others; "" otherwise
	Count  int    // events; whole hours for presence and weekdays; days for MedianDays
	Status Status
}

// KindList is the kinds that the figure counts; nil for all of them.
func (f Figure) KindList() []string { return listed(f.Kind) }

// OfList is the kinds of the class that the figure is about; nil for the rows that
// are not split, for those that show bridges with others, and in tables without
// classes.
func (f Figure) OfList() []string { return listed(f.Of) }

func listed(kinds string) []string {
	if kinds == AllKinds {
		return nil
	}
	return strings.Split(kinds, "+")
}

// statusOf is the status of a count before presence is looked at.
func statusOf(count int, merged bool) Status {
	switch {
	case count == 0:
		return Zero
	case merged:
		return Merged
	}
	return OwnFigure
}

// areaOf is the ground of blocks joined in their order.
func areaOf(blocks []Block) Area {
	var a Area
	for _, b := range blocks {
		a.Blocks = append(a.Blocks, b.Name)
		a.Cells = append(a.Cells, b.Cells...)
	}
	a.Name = strings.Join(a.Blocks, "+")
	slices.Sort(a.Cells)
	return a
}
