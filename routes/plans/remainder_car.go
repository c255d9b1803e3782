package plans

import (
	"slices"

	"runde/routes"
	"runde/routes/orienteer"
)

// standBeside puts a team that drives where it is: its car at the last stop driven to,
// and itself there or where it walked to. These visits lead the round once more, in no
// time and at no rule's cost, so that it may walk on from them, or back to the car.
func (r *remainder) standBeside() {
	s := &r.problem.Shifts[r.shift]
	last := r.done[len(r.done)-1].Place
	car := last
	for _, v := range r.done {
		if !v.Walked {
			car = v.Place
		}
	}
	walk := s.Walk.At(car, last)
	if walk == routes.Unreachable {
		car, walk = last, 0
	}
	s.Travel.Times = slices.Clone(s.Travel.Times)
	s.Travel.Times[car*s.Travel.N+car] = 0
	r.head = []int{car}
	if car != last {
		s.Travel.Times[car*s.Travel.N+last] = routes.Unreachable // it walked
		r.head = append(r.head, last)
		s.Start -= walk
	}
	s.From = car
	s.Start -= s.Park
	r.pinHead()
}

// pinHead locks the leading visits, free of every rule of their places.
func (r *remainder) pinHead() {
	var locks []orienteer.Lock
	r.problem.Places = slices.Clone(r.problem.Places)
	for k, place := range r.head {
		p := &r.problem.Places[place]
		p.Service, p.Windows, p.Habit = 0, [7][]orienteer.Window{}, nil
		p.Max, p.GapDays, p.TwoWorkers = len(r.problem.Shifts), 0, false
		locks = append(locks, orienteer.Lock{Kind: orienteer.Pin, Place: place, Shift: r.shift, Position: k + 1})
	}
	for _, l := range r.problem.Locks {
		if l.Kind == orienteer.Forbid && slices.Contains(r.head, l.Place) {
			continue // the team is there
		}
		if l.Kind == orienteer.Pin && l.Shift == r.shift && l.Position > 0 {
			l.Position += len(r.head)
		}
		locks = append(locks, l)
	}
	r.problem.Locks = locks
}
