package orienteer

import "runde/routes"

// journey follows a round from node to node, for those who judge a finished plan.
// It knows where the vehicle stands.
type journey struct {
	shift      *Shift
	at, parked int // nodes: apart while on foot
}

func setOut(s *Shift) journey { return journey{shift: s, at: s.From, parked: s.From} }

const unreachable = int64(routes.Unreachable)

// visit goes on to a visit and returns the ticks that it takes, unreachable where
// no way leads there.
func (j *journey) visit(place int, walked bool) int64 {
	if walked {
		way := int64(j.shift.Walk.At(j.at, place))
		j.at = place
		return way
	}
	way := j.drive(place)
	j.at, j.parked = place, place
	if way == unreachable {
		return unreachable
	}
	return way + int64(j.shift.Park)
}

// home goes on to the base.
func (j *journey) home() int64 { return j.drive(j.shift.To) }

// drive is the way by vehicle, which is fetched on foot.
func (j *journey) drive(node int) int64 {
	way := int64(j.shift.Travel.At(j.parked, node))
	if j.at == j.parked || way == unreachable {
		return way
	}
	back := int64(j.shift.Walk.At(j.at, j.parked))
	if back == unreachable {
		return unreachable
	}
	return back + way
}

// canWalk reports whether the nth visit of a round, counted from 0, may be walked to
// on the shift: a vehicle was left before it.
func canWalk(s *Shift, n int) bool { return s.Walk.N > 0 && n > 0 }
