package coordinator

import (
	"strconv"

	"runde/routes/plans"
	"runde/store"

	"github.com/google/uuid"
)

// reasonText is why a stop is in the plan, with its numbers.
func (b boardMaker) reasonText(r plans.Reason) string {
	key := "coordinator.reason." + r.Code
	switch r.Code {
	case plans.ReasonConcerns:
		return b.l.T(key, "Count", r.N, "Date", b.l.DateShort(r.Date))
	case plans.ReasonHighNeed, plans.ReasonNeed:
		return b.l.T(key, "Range", rangeText(r.Low, r.High))
	case plans.ReasonNotVisited, plans.ReasonMinVisits, plans.ReasonNeighbours:
		return b.l.T(key, "Count", r.N)
	case plans.ReasonHabit, plans.ReasonLastWeek:
		return b.l.T(key, "Weekday", b.weekdayText(r.Weekday), "Clock", b.l.Clock(r.Minute))
	}
	return b.l.T(key)
}

// rangeText is an interval in whole numbers.
func rangeText(low, high float64) string {
	from, to := strconv.Itoa(int(low)), strconv.Itoa(int(high))
	if from == to {
		return from
	}
	return from + "–" + to
}

func (b boardMaker) weekdayText(day int) string { return b.l.T("weekday." + strconv.Itoa(day)) }

// whyNotText is what stops a place, by the cheapest way in.
func (b boardMaker) whyNotText(w plans.WhyNot) string {
	key := "coordinator.why_not." + w.Code
	switch w.Code {
	case plans.WhyNotMaxVisits, plans.WhyNotGap:
		return b.l.T(key, "Count", w.N)
	case plans.WhyNotWindow:
		return b.l.T(key, "Opens", b.l.Clock(w.Opens), "Closes", b.l.Clock(w.Closes),
			"Starts", b.l.Clock(w.Starts), "Ends", b.l.Clock(w.Ends))
	case plans.WhyNotTooFar, plans.WhyNotNeedsMinutes:
		return b.l.T(key, "Count", w.N, "Round", b.letterOf(w.ShiftID))
	case plans.WhyNotBlocked, plans.WhyNotFits, plans.WhyNotChange:
		return b.l.T(key, "Round", b.letterOf(w.ShiftID))
	}
	return b.l.T(key)
}

// compromiseText is a wish that the plan does not meet.
func (b boardMaker) compromiseText(c store.PlanCompromise) string {
	place := b.l.T("coordinator.week.a_place")
	if c.Kind != "" {
		place = placeTitle(b.l, c.Name, c.Kind)
	}
	return b.l.T("coordinator.compromise."+c.Code, "Place", capital(place), "Count", c.N, "Date", b.l.DateShort(c.Date),
		"Weekday", b.weekdayText(c.Weekday), "Clock", b.l.Clock(c.Minute), "Round", b.letterOf(c.ShiftID))
}

// ruleText is a rule that the plan breaks.
func (b boardMaker) ruleText(v plans.Violation) string {
	key := "coordinator.rule." + v.Rule
	switch v.Rule {
	case plans.RuleShift, plans.RuleMaxVisits, plans.RuleGap, plans.RuleExplore:
		return b.l.T(key, "Count", v.N)
	case plans.RuleWindow:
		if v.N == 0 {
			return b.l.T("coordinator.rule.closed")
		}
		return b.l.T(key, "Count", v.N)
	case plans.RulePinned:
		return b.l.T(key, "Place", b.placeOf(v.PlaceID))
	}
	return b.l.T(key)
}

func (b boardMaker) letterOf(shift uuid.UUID) string {
	for i, r := range b.plan.Rounds {
		if r.Shift.ID == shift {
			return markOf(i).Letter
		}
	}
	return "–"
}

func (b boardMaker) placeOf(id uuid.UUID) string {
	for _, r := range b.plan.Rounds {
		for _, s := range r.Stops {
			if s.PlaceID == id {
				return placeTitle(b.l, s.Name, s.Kind)
			}
		}
	}
	for _, l := range b.plan.LeftOut {
		if l.PlaceID == id {
			return placeTitle(b.l, l.Name, l.Kind)
		}
	}
	return b.l.T("coordinator.week.a_place")
}

// areaText says where a cell is, for staff.
func areaText(l words, name string, inside bool) string {
	switch {
	case name == "":
		return l.T("coordinator.area.unnamed")
	case inside:
		return name
	}
	return l.T("coordinator.area.near", "Name", name)
}
