package orienteer

import "slices"

// fillKinds gives shifts that may walk each other's routes the same number, counted
// from 0; -1 for those whose routes may not be exchanged.
func (in *instance) fillKinds() {
	in.kinds = make([]int32, len(in.shifts))
	n := int32(0)
	for i := range in.shifts {
		in.kinds[i] = -1
		if in.shifts[i].shift.Frozen || len(in.pins[i]) > 0 {
			continue
		}
		for j := range i {
			if in.kinds[j] >= 0 && in.shifts[i].like(&in.shifts[j]) {
				in.kinds[i] = in.kinds[j]
				break
			}
		}
		if in.kinds[i] < 0 {
			in.kinds[i] = n
			n++
		}
	}
	in.exchange = in.exchange[:0]
	for kind := range n {
		for i := range in.kinds {
			if in.kinds[i] == kind {
				in.exchange = append(in.exchange, i)
			}
		}
	}
}

// adds reports whether the worth of routes adds up, and there are several to exchange.
func (in *instance) adds() bool { return in.worth.single != nil && len(in.exchange) > 1 }

// like reports whether every route of one leg is one of the other, worth the same.
func (l *leg) like(o *leg) bool {
	a, b := l.shift, o.shift
	return l.drive.same(o.drive) && l.walk.same(o.walk) && l.park == o.park &&
		a.From == b.From && a.To == b.To && l.start == o.start && l.end == o.end &&
		l.pause == o.pause && slices.Equal(l.pauses, o.pauses) && slices.Equal(l.bounds, o.bounds) &&
		slices.Equal(l.bias, o.bias) && slices.EqualFunc(l.slots, o.slots, slices.Equal[[]span]) &&
		slices.EqualFunc(l.held, o.held, slices.Equal[[]span])
}

// same reports whether two matrices are one.
func (m matrix) same(o matrix) bool { return m.n == o.n && (m.n == 0 || &m.there[0] == &o.there[0]) }
