package orienteer

import (
	"errors"
	"fmt"
	"slices"
)

// ErrProblem is wrapped by every error about a malformed problem.
var ErrProblem = errors.New("orienteer: malformed problem")

const (
	maxTick  = 1 << 27
	mostDays = 100 // that a shift may last
)

func bad(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrProblem, fmt.Sprintf(format, args...))
}

// Validate returns an error wrapping ErrProblem that names the first field out
// of range, or nil.
func (p *Problem) Validate() error {
	if p.Explore < 0 || p.Explore > 1 {
		return bad("Explore must lie in 0–1")
	}
	if !(p.Prices.Change >= 0) {
		return bad("Prices.Change must not be negative")
	}
	if p.Day < 0 {
		return bad("Day must not be negative")
	}
	for i, c := range p.Cells {
		if !(c.Prize >= 0) {
			return bad("Cells[%d].Prize must not be negative", i)
		}
	}
	for i := range p.Places {
		if err := p.validPlace(i); err != nil {
			return err
		}
	}
	seen := map[*int32]int{}
	for i := range p.Shifts {
		if err := p.validShift(i, seen); err != nil {
			return err
		}
	}
	if err := p.validBefore(); err != nil {
		return err
	}
	return p.validWishes()
}

func (p *Problem) validPlace(i int) error {
	pl := &p.Places[i]
	if pl.Service < 0 || pl.Service > maxTick {
		return bad("Places[%d].Service out of range", i)
	}
	if pl.Cell < -1 || pl.Cell >= len(p.Cells) {
		return bad("Places[%d].Cell is no cell", i)
	}
	for k, c := range pl.Cover {
		if slices.ContainsFunc(pl.Cover[:k], func(o Coverage) bool { return o.Cell == c.Cell }) {
			return bad("Places[%d].Cover names a cell twice", i)
		}
		if c.Cell < 0 || c.Cell >= len(p.Cells) || !(c.Amount >= 0) {
			return bad("Places[%d].Cover names no cell or a negative amount", i)
		}
	}
	for d := range pl.Windows {
		for _, w := range pl.Windows[d] {
			if w.Open < -maxTick || w.Close > maxTick || w.Open > w.Close {
				return bad("Places[%d].Windows[%d] closes before it opens", i, d)
			}
		}
	}
	return nil
}

// validShift checks one shift; seen holds the length of the matrices that were read.
func (p *Problem) validShift(i int, seen map[*int32]int) error {
	s := &p.Shifts[i]
	if s.Start < -maxTick || s.End > maxTick || s.Start > s.End {
		return bad("Shifts[%d] ends before it starts", i)
	}
	if p.Day > 0 && (s.End-s.Start)/p.Day > mostDays {
		return bad("Shifts[%d] is longer than %d days", i, mostDays)
	}
	n := s.Travel.N
	if n < len(p.Places) || len(s.Travel.Times) != n*n {
		return bad("Shifts[%d].Travel is smaller than the places", i)
	}
	if s.Walk.N != 0 && s.Walk.N != n || len(s.Walk.Times) != s.Walk.N*s.Walk.N {
		return bad("Shifts[%d].Walk must have the nodes of Travel, or none", i)
	}
	if s.Park < 0 || s.Park > maxTick {
		return bad("Shifts[%d].Park out of range", i)
	}
	if s.From < 0 || s.From >= n || s.To < 0 || s.To >= n {
		return bad("Shifts[%d].From or To is no node of its matrix", i)
	}
	if s.Weekday < 0 || s.Weekday > 6 {
		return bad("Shifts[%d].Weekday must lie in 0–6", i)
	}
	if s.Break.Length < 0 || s.Break.Length > maxTick {
		return bad("Shifts[%d].Break.Length out of range", i)
	}
	for _, b := range s.Blocks {
		if b.Open >= b.Close {
			return bad("Shifts[%d].Blocks must end after it starts", i)
		}
	}
	if anyNegative(s.Travel.Times, seen) {
		return bad("Shifts[%d].Travel holds a negative time", i)
	}
	if anyNegative(s.Walk.Times, seen) {
		return bad("Shifts[%d].Walk holds a negative time", i)
	}
	return nil
}

// anyNegative reads times that many shifts share once: in a large week they are all
// that takes time here.
func anyNegative(times []int32, seen map[*int32]int) bool {
	if len(times) == 0 || seen[&times[0]] >= len(times) {
		return false
	}
	seen[&times[0]] = len(times)
	all := int32(0)
	for _, t := range times {
		all |= t // the sign of any
	}
	return all < 0
}

func (p *Problem) validBefore() error {
	if p.Before != nil && len(p.Before) != len(p.Shifts) {
		return bad("Before must hold a list for each shift, or be nil")
	}
	for i, places := range p.Before {
		for _, place := range places {
			if place < 0 || place >= len(p.Places) {
				return bad("Before[%d] names no place", i)
			}
		}
	}
	return nil
}

func (p *Problem) validWishes() error {
	for i, w := range p.Wishes {
		if w.Cell < 0 || w.Cell >= len(p.Cells) || !(w.Price >= 0) || !(w.Late >= 0) {
			return bad("Wishes[%d] names no cell or a negative price", i)
		}
	}
	for i, l := range p.Locks {
		low := 0
		if l.Kind == Forbid {
			low = -1
		}
		if l.Place < 0 || l.Place >= len(p.Places) || l.Shift < low || l.Shift >= len(p.Shifts) {
			return bad("Locks[%d] names no place or shift", i)
		}
		if l.Position < 0 {
			return bad("Locks[%d].Position must not be negative", i)
		}
	}
	return nil
}

// validStart returns an error wrapping ErrProblem where a plan to start from is not one
// of this problem's: a route for each shift, known places.
func (p *Problem) validStart(s *Solution) error {
	if len(s.Routes) != len(p.Shifts) {
		return bad("Start must have a route for each shift")
	}
	for i := range s.Routes {
		for k, v := range s.Routes[i].Visits {
			if v.Place < 0 || v.Place >= len(p.Places) {
				return bad("Start.Routes[%d].Visits[%d].Place is no place", i, k)
			}
		}
	}
	return nil
}
