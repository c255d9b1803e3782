package orienteer

// Settle gives the visits of one shift in a fixed order their times as [Time] does, but
// lets them wait: of all ways that miss no rule about time the round keeps the habits
// that are dearest together, and then is back earliest. ok is false where every way
// misses a rule.
func Settle(p *Problem, shift int, places []int) (r Route, ok bool) {
	s := newSplitter(newTiming(p, shift, places))
	defer s.done()
	s.settles = true
	at, k, _ := s.best(s.run())
	if at < 0 {
		return Route{}, false
	}
	s.held = make([]bool, len(places))
	s.trace(at)
	return s.write(s.walked, k)
}

// usual are the windows in which a visit to the place keeps its habit, none where that
// is on another day.
func (t *timing) usual(place int) []Window {
	h := t.p.Places[place].Habit
	if h == nil || h.Weekday != t.shift.Weekday {
		return nil
	}
	return intersect(t.hours(place), h.Window)
}
