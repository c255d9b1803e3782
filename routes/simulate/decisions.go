package simulate

import (
	"runde/geo"
	"runde/geo/intake"
)

// What the coordinator decides, by context.
var (
	streetDecisions = []choice[intake.Decision]{{intake.Visit, 55}, {intake.Watch, 22}, {intake.Leader, 8}, {intake.NotOurs, 15}}
	homeDecisions   = []choice[intake.Decision]{{intake.Visit, 40}, {intake.Watch, 5}, {intake.Leader, 35}, {intake.NotOurs, 20}}
)

const (
	visitDays = 14 // wished days from a decision to the first visit
	watchDays = 42 // after which a concern that is watched, or found no place to visit, is closed
)

// decide lets the coordinator take the concerns, mostly within two or three days:
// merge one with an earlier, or decide it. What would happen after Now has not
// happened.
func decide(in *Input, concerns []*Concern) {
	rng := newRandom(in.Seed, decisionStream)
	for i, c := range concerns {
		on := c.Day + geo.Date(rng.days(2))
		choices := streetDecisions
		if c.Context == intake.Home {
			choices = homeDecisions
		}
		decision := pick(rng, choices)
		merges := rng.chance(mergeShare)
		if on > in.Now {
			continue
		}
		if first := sameMatter(concerns[:i], c); merges && first != nil {
			c.State, c.ClosedOn = intake.Closed, on
			c.MergedInto = &first.ID
			continue
		}
		c.State, c.Decision, c.DecidedOn = intake.Decided, decision, on
		switch decision {
		case intake.Visit:
			c.VisitBy = on + visitDays
		case intake.NotOurs:
			c.State, c.ClosedOn = intake.Closed, on
		}
	}
}

// sameMatter is an earlier concern about the same cell within seven days that
// stands for itself.
func sameMatter(earlier []*Concern, c *Concern) *Concern {
	for i := len(earlier) - 1; i >= 0 && c.Day-earlier[i].Day <= 7; i-- {
		e := earlier[i]
		if e.Context == c.Context && e.Cell == c.Cell && e.MergedInto == nil && e.Decision != intake.NotOurs {
			return e
		}
	}
	return nil
}

// conclude closes the concerns whose time has come: some days after their first
// visit, or when nothing came of it. One that was visited and is still open is on
// a round.
func conclude(in *Input, concerns []*Concern, firstVisit func(geo.Cell, geo.Date) (geo.Date, bool)) {
	rng := newRandom(in.Seed, closingStream)
	for _, c := range concerns {
		wait := geo.Date(rng.days(6))
		if c.State != intake.Decided {
			continue
		}
		end := c.DecidedOn + watchDays
		visited := false
		switch {
		case c.Decision == intake.Leader || c.Context == intake.Home:
			end = c.DecidedOn + 5 + wait
		case c.Decision == intake.Visit:
			var day geo.Date
			if day, visited = firstVisit(c.Cell, c.DecidedOn); visited {
				end = day + 1 + wait
			}
		}
		if end <= in.Now {
			c.State, c.ClosedOn = intake.Closed, end
		} else if visited {
			c.State = intake.OnRound
		}
	}
}
