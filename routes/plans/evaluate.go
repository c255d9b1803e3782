package plans

import (
	"fmt"
	"slices"

	"runde/routes"
	"runde/routes/orienteer"

	"github.com/google/uuid"
)

// Violation is a rule that a plan breaks, at the stop that breaks it.
type Violation struct {
	Rule    string    `json:"rule"`
	ShiftID uuid.UUID `json:"shift_id,omitzero"` // none: it concerns the week
	Stop    int       `json:"stop"`              // index in the round, -1: it concerns the round or the week
	PlaceID uuid.UUID `json:"place_id,omitzero"`
	N       int       `json:"n,omitempty"` // minutes too late or too long, visits too many, days or stops missing
}

// The rules, which are keys of the catalogue.
const (
	RuleShift       = "shift"       // the round ends N minutes after its shift
	RuleUnreachable = "unreachable" // no street leads to the stop by the shift's mode
	RuleWindow      = "window"      // the visit starts N minutes after the place has closed; 0: closed all day
	RuleBlock       = "block"       // the visit lies in a block
	RuleBreak       = "break"       // the break does not fit
	RuleTwoWorkers  = "two_workers" // the shift has one worker
	RuleMaxVisits   = "max_visits"  // N visits too many
	RuleGap         = "gap"         // N days too few since another visit
	RuleRepeat      = "repeat"      // twice in one round
	RuleForbidden   = "forbidden"   // a lock forbids the place
	RulePinned      = "pinned"      // a lock puts the place on this shift, and it is not there
	RulePosition    = "position"    // a lock puts the stop elsewhere in the round
	RuleExplore     = "explore"     // N stops too few explore
)

// Evaluate gives a plan as a person made it its times, marks and reasons, and names
// every rule that it breaks. Of the plan only the order of the places on each shift
// is read. Times are the earliest, but the break is taken and a visit waits so that a
// place's usual time is kept, where no rule stands against it and the plan is worth no
// less; so a proposal keeps its times. Where a place is closed the visit starts on
// arrival and the rule is named. LeftOut is explained as in a proposal. Returns
// ErrInput for a malformed input and for a round or stop that the input does not
// know, or that stands twice.
func Evaluate(in Input, p Plan) (Plan, []Violation, error) {
	w, err := newWorld(&in)
	if err != nil {
		return Plan{}, nil, err
	}
	s, err := w.solution(p)
	if err != nil {
		return Plan{}, nil, err
	}
	out := w.plan(s)
	out.LeftOut = w.leftOut(s)
	return out, w.violations(s), nil
}

// solution times the order of the places on each shift.
func (w *world) solution(p Plan) (orienteer.Solution, error) {
	orders, err := w.orders(p)
	if err != nil {
		return orienteer.Solution{}, err
	}
	return w.settled(orders), nil
}

// orders are the places of a plan on each shift.
func (w *world) orders(p Plan) ([][]int, error) {
	orders := make([][]int, len(w.in.Shifts))
	seen := make([]bool, len(w.in.Shifts))
	for i, r := range p.Rounds {
		shift, ok := w.shifts[r.ShiftID]
		if !ok || seen[shift] {
			return nil, fmt.Errorf("%w: Rounds[%d].ShiftID is no shift of the week, or stands twice", ErrInput, i)
		}
		seen[shift] = true
		orders[shift] = slices.Grow(orders[shift], len(r.Stops))
		for k, stop := range r.Stops {
			place, ok := w.places[stop.PlaceID]
			if !ok {
				return nil, fmt.Errorf("%w: Rounds[%d].Stops[%d].PlaceID is no place", ErrInput, i, k)
			}
			orders[shift] = append(orders[shift], place)
		}
	}
	return orders, nil
}

// violations are those of orienteer.Check in a user's terms.
func (w *world) violations(s orienteer.Solution) []Violation {
	var out []Violation
	for _, v := range orienteer.Check(&w.problem, s) {
		out = append(out, w.violation(s, v))
	}
	return out
}

func (w *world) violation(s orienteer.Solution, v orienteer.Violation) Violation {
	out := Violation{Rule: string(v.Rule), Stop: v.At, N: v.Excess}
	if v.Shift >= 0 {
		out.ShiftID = w.in.Shifts[v.Shift].ID
		if visits := s.Routes[v.Shift].Visits; v.At == len(visits) && v.At > 0 {
			out.Stop-- // the way home: the last stop makes it late
			v.Place = visits[out.Stop].Place
		}
	}
	if v.Place >= 0 {
		out.PlaceID = w.in.Places[v.Place].ID
	}
	switch {
	case v.Rule == orienteer.RuleShift && v.Excess == int(routes.Unreachable):
		out.Rule, out.N = RuleUnreachable, 0
	case v.Rule == orienteer.RuleShift:
		out.N = minutes(int32(v.Excess))
	case v.Rule == orienteer.RuleWindow:
		out.N = w.late(v)
	}
	return out
}

// late is by how many minutes a visit misses its place's hours, 0 where the place
// is closed all day.
func (w *world) late(v orienteer.Violation) int {
	if v.Excess < 0 || v.Excess > day*minute {
		return 0
	}
	return minutes(int32(v.Excess))
}
