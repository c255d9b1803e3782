package store

import (
	"runde/routes"
	"runde/routes/street"

	"github.com/paulmach/orb"
)

// Halt is a stop of a round as the ways between its stops need it.
type Halt struct {
	Point  orb.Point
	Walked bool // on foot from the halt before; the car stands at the last halt that is not
}

// Way is one way of a round.
type Way struct {
	routes.Leg
	Mode routes.Mode
	To   int  // the halt that it leads to, or towards by the car; the number of halts: the base
	Back bool // on foot to the car, which then drives on
}

// ParkedAt is the halt at which the car stands during halt i: the last one that was
// driven to. It is -1, the base, where none was.
func ParkedAt(halts []Halt, i int) int {
	for i >= 0 && halts[i].Walked {
		i--
	}
	return i
}

// RoundWays are the fastest ways of a round from its base over its halts and back, each
// by the mode of the round or, where the car is left, on foot. Where no street leads,
// and everywhere without streets, a way is a straight line that takes
// routes.Unreachable.
func (s *Streets) RoundWays(mode routes.Mode, home orb.Point, halts []Halt) []Way {
	var out []Way
	at, car := home, home
	add := func(mode routes.Mode, to orb.Point, halt int, back bool) {
		out = append(out, Way{Leg: s.way(mode, at, to), Mode: mode, To: halt, Back: back})
		at = to
	}
	away := false
	for i := range len(halts) + 1 {
		if i < len(halts) && halts[i].Walked {
			add(routes.Foot, halts[i].Point, i, false)
			away = true
			continue
		}
		if away {
			add(routes.Foot, car, i, true)
			away = false
		}
		to := home
		if i < len(halts) {
			to = halts[i].Point
		}
		add(mode, to, i, false)
		car = to
	}
	return out
}

func (s *Streets) way(mode routes.Mode, from, to orb.Point) routes.Leg {
	leg, err := routes.Leg{}, street.ErrUnreachable
	if s.Network != nil {
		leg, err = s.Router(mode).Path(from, to)
	}
	if err != nil {
		leg = routes.Leg{Tenths: routes.Unreachable, Line: orb.LineString{from, to}}
	}
	return leg
}
