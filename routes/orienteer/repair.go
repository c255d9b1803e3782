package orienteer

// repair removes ordinary stops, the least valuable first, until enough of the
// rest explore or only locked and exploring stops are left.
func (s *state) repair(scratch *state) {
	for s.shortfall() > 0 {
		bestShift, bestAt, bestValue := -1, 0, 0.0
		for i := range s.routes {
			for k, st := range s.routes[i].stops {
				if st.pin || s.needsExplorer(int(st.place)) {
					continue
				}
				scratch.copyFrom(s)
				if !scratch.remove(i, k) || !scratch.retime(i) {
					continue
				}
				if v := scratch.value(); bestShift < 0 || v > bestValue {
					bestShift, bestAt, bestValue = i, k, v
				}
			}
		}
		if bestShift < 0 {
			return
		}
		s.remove(bestShift, bestAt)
		s.retime(bestShift)
	}
}

// needsExplorer reports whether one stop less in the place's cell explores less.
func (s *state) needsExplorer(place int) bool {
	c := s.in.p.Places[place].Cell
	return c >= 0 && int(s.stopsAt[c]) <= s.in.p.Cells[c].Explorers
}
