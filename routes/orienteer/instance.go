package orienteer

import (
	"math"
	"slices"
)

// instance is a problem made ready for search; it does not change while one runs.
type instance struct {
	p         *Problem
	shifts    []leg
	kinds     []int32   // by shift: equal for shifts whose routes may be exchanged, or -1
	exchange  []int     // the shifts whose routes may be exchanged, those of a kind together
	pins      [][]Lock  // by shift, in the order of the round
	near      [][]int32 // by place: the other places, nearest first, at most nearest
	worth     worths
	service   []Tick  // by place, as the next ones: what the hot loops read
	most      []int32 // visits at most
	able      []bool  // by place: some shift may visit it
	soft      []int32 // the places with a habit or a wished number of visits
	days      []int   // the days of the shifts, sorted
	required  int     // exploring stops that can be made: no plan must make more
	maxPrize  float64 // more than any visit can gain
	totalTime float64 // all shifts' working time
	words     int     // of a set of places
	parts     int     // dayparts that are told apart, 1 or 4
	looping   bool    // some shift may walk from its vehicle
	planned   int     // shifts that are not frozen
}

// many reports whether so many routes are planned that a step leaves most alone.
func (in *instance) many() bool { return in.planned > fewRoutes }

const nearest = 40

// newInstance prepares the problem, which must be valid.
func newInstance(p *Problem) *instance {
	in := &instance{p: p, words: (len(p.Places) + 63) / 64, parts: 1}
	if p.Day > 0 {
		in.parts = 4
	}
	for i := range p.Shifts {
		in.days = append(in.days, p.Shifts[i].Day)
	}
	slices.Sort(in.days)
	in.days = slices.Compact(in.days)
	for i := range p.Places {
		pl := &p.Places[i]
		in.service = append(in.service, pl.Service)
		in.most = append(in.most, int32(min(pl.Max, 1<<20)))
		if pl.Habit != nil || pl.Min > 0 {
			in.soft = append(in.soft, int32(i))
		}
	}
	m := matrices{}
	for i := range p.Shifts {
		in.shifts = append(in.shifts, in.newLeg(i, m))
		in.looping = in.looping || in.shifts[i].walk.n > 0
		if !p.Shifts[i].Frozen {
			in.planned++
		}
	}
	in.applyForbids()
	for i := range in.shifts {
		in.shifts[i].close(in.words, in.service)
	}
	in.pins = pinsByShift(p)
	in.fillKinds()
	in.fillNear()
	in.able = make([]bool, len(p.Places))
	for i := range in.able {
		in.able[i] = in.visitable(i)
	}
	in.worth = newWorths(in)
	in.countExplorers(make([]int, len(p.Places)))
	in.boundPrize()
	return in
}

func (in *instance) applyForbids() {
	for _, lock := range in.p.Locks {
		if lock.Kind != Forbid {
			continue
		}
		for s := range in.shifts {
			if lock.Shift < 0 || lock.Shift == s {
				in.shifts[s].slots[lock.Place] = nil
				in.shifts[s].held[lock.Place] = nil
			}
		}
	}
}

func pinsByShift(p *Problem) [][]Lock {
	pins := make([][]Lock, len(p.Shifts))
	for _, lock := range p.Locks {
		if lock.Kind == Pin {
			pins[lock.Shift] = append(pins[lock.Shift], lock)
		}
	}
	return pins
}

// fillNear orders the places about each by the way there and back, of the mode that
// most shifts use.
func (in *instance) fillNear() {
	in.near = make([][]int32, len(in.p.Places))
	if len(in.shifts) == 0 {
		return
	}
	l := in.commonest()
	keys := make([]uint64, 0, len(in.p.Places))
	for i := range in.near {
		keys = keys[:0]
		to, from := l.drive.row(i), l.drive.column(i)
		for j := range in.p.Places {
			if j != i {
				keys = append(keys, uint64(to[j]+from[j])<<32|uint64(j))
			}
		}
		slices.Sort(keys)
		in.near[i] = make([]int32, min(nearest, len(keys)))
		for k := range in.near[i] {
			in.near[i][k] = int32(uint32(keys[k]))
		}
	}
}

func (in *instance) commonest() *leg {
	count, best := map[*int32]int{}, &in.shifts[0]
	for i := range in.shifts {
		l := &in.shifts[i]
		if len(l.drive.there) == 0 {
			continue
		}
		if count[&l.drive.there[0]]++; count[&l.drive.there[0]] > count[&best.drive.there[0]] {
			best = l
		}
	}
	return best
}

func (in *instance) visitable(place int) bool {
	for s := range in.shifts {
		if len(in.shifts[s].slots[place]) > 0 {
			return true
		}
	}
	return false
}

// countExplorers counts the exploring stops that can be made: the visits that the
// places allow which some shift can visit alone, or those that frozen rounds make
// there, by place.
func (in *instance) countExplorers(frozen []int) {
	if in.p.Explore == 0 {
		return
	}
	most := slices.Clone(frozen)
	for s := range in.shifts {
		l := &in.shifts[s]
		var empty route
		if l.shift.Frozen || !in.update(s, &empty) {
			continue
		}
		for i := range most {
			if pl := &in.p.Places[i]; most[i] < pl.Max && l.takes(i) {
				if _, ok := in.try(l, &empty, 0, stop{place: int32(i)}); ok {
					most[i] = pl.Max
				}
			}
		}
	}
	inCell := make([]int, len(in.p.Cells))
	for i, n := range most {
		if c := in.p.Places[i].Cell; c >= 0 {
			inCell[c] += n
		}
	}
	in.required = 0
	for c, n := range inCell {
		in.required += min(n, in.p.Cells[c].Explorers)
	}
}

func (in *instance) boundPrize() {
	pr := in.p.Prices
	in.maxPrize = 1 + pr.MinVisit + pr.Handover + pr.Change
	for _, c := range in.p.Cells {
		in.maxPrize += c.Prize
	}
	for _, w := range in.p.Wishes {
		in.maxPrize += w.Price
	}
	for i := range in.p.Places {
		if h := in.p.Places[i].Habit; h != nil {
			in.maxPrize += h.Price
		}
	}
	for s := range in.shifts {
		in.totalTime += math.Max(1, float64(in.shifts[s].end-in.shifts[s].start))
	}
}

// mustExplore is the number of stops that have to explore among n.
func (in *instance) mustExplore(n int) int {
	return min(in.required, int(math.Ceil(in.p.Explore*float64(n)-1e-9)))
}
