package orienteer

import "runde/routes"

// journey follows a round from node to node, for those who judge a finished plan.
// It knows where the vehicle stands.
type journey struct {
	at, parked int32 // nodes: apart while on foot
}

func setOut(s *Shift) journey { return journey{at: int32(s.From), parked: int32(s.From)} }

const unreachable = int64(routes.Unreachable)

// visit goes on to a visit and returns the ticks that it takes, unreachable where
// no way leads there.
func (j *journey) visit(s *Shift, place int, walked bool) int64 {
	if walked {
		way := int64(s.Walk.At(int(j.at), place))
		j.at = int32(place)
		return way
	}
	way := j.drive(s, place)
	j.at, j.parked = int32(place), int32(place)
	if way == unreachable {
		return unreachable
	}
	return way + int64(s.Park)
}

// home goes on to the base.
func (j *journey) home(s *Shift) int64 { return j.drive(s, s.To) }

// drive is the way by vehicle, which is fetched on foot.
func (j *journey) drive(s *Shift, node int) int64 {
	way := int64(s.Travel.At(int(j.parked), node))
	if j.at == j.parked || way == unreachable {
		return way
	}
	back := int64(s.Walk.At(int(j.at), int(j.parked)))
	if back == unreachable {
		return unreachable
	}
	return back + way
}

// canWalk reports whether the nth visit of a round, counted from 0, may be walked to
// on the shift: a vehicle was left before it.
func canWalk(s *Shift, n int) bool { return s.Walk.N > 0 && n > 0 }
