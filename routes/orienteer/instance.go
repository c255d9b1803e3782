package orienteer

import (
	"math"
	"slices"

	"runde/routes"
)

// instance is a problem made ready for search; it never changes.
type instance struct {
	p         *Problem
	shifts    []leg
	pins      [][]Lock       // by shift, in the order of the round
	near      [][]int32      // by place: the other places, nearest first, at most nearest
	factor    [][][4]float64 // by place, its covers and daypart: what a visit adds to the coverage
	first     [][][4]float64 // the same: the share of the prize that a first visit collects
	wishes    [][]Wish       // by cell
	required  int            // exploring stops that can be made: no plan must make more
	days      []int          // the days of the shifts, sorted
	maxPrize  float64        // more than any visit can gain
	totalTime float64        // all shifts' working time
}

// leg is a shift made ready: the shape of its route and what fits in it.
type leg struct {
	shift      *Shift
	clock      clock
	times      []int32 // clipped at never
	n          int
	start, end Tick // working clock
	pause      Tick
	pauses     []span
	day        int      // index in instance.days
	slots      [][]span // by place: every allowed start; nil: cannot be visited
	held       [][]span // by place: the starts that keep its habit
}

const nearest = 40

func (l *leg) travel(i, j int) Tick { return l.times[i*l.n+j] }

// newInstance prepares the problem, which must be valid.
func newInstance(p *Problem) *instance {
	in := &instance{p: p}
	clipped := map[*int32][]int32{}
	for i := range p.Shifts {
		in.days = append(in.days, p.Shifts[i].Day)
	}
	slices.Sort(in.days)
	in.days = slices.Compact(in.days)
	for i := range p.Shifts {
		in.shifts = append(in.shifts, in.newLeg(&p.Shifts[i], clipped))
	}
	in.applyForbids()
	in.pins = pinsByShift(p)
	in.fillNear()
	in.fillFactors()
	in.countExplorers()
	in.boundPrize()
	return in
}

func (in *instance) newLeg(s *Shift, clipped map[*int32][]int32) leg {
	c := newClock(s.Blocks)
	l := leg{
		shift: s, clock: c, times: clip(s.Travel, clipped), n: s.Travel.N,
		start: c.working(s.Start), end: c.working(s.End),
		pause: s.Break.Length, day: slices.Index(in.days, s.Day),
	}
	if l.pause > 0 {
		l.pauses = c.spans([]Window{s.Break.Window}, l.pause, s.Start, s.End)
	}
	l.slots = make([][]span, len(in.p.Places))
	l.held = make([][]span, len(in.p.Places))
	for i := range in.p.Places {
		l.fillSlots(i, &in.p.Places[i])
	}
	return l
}

// clip copies a matrix with every time cut to never, once for shifts that share it.
func clip(m routes.Matrix, done map[*int32][]int32) []int32 {
	if m.N == 0 {
		return nil
	}
	key := &m.Times[0]
	if done[key] == nil {
		out := make([]int32, len(m.Times))
		for i, t := range m.Times {
			out[i] = min(t, never)
		}
		done[key] = out
	}
	return done[key]
}

func (l *leg) fillSlots(i int, pl *Place) {
	s := l.shift
	if pl.TwoWorkers && s.Workers < 2 {
		return
	}
	for _, d := range pl.Previous {
		if gap := s.Day - d; max(gap, -gap) < pl.GapDays {
			return
		}
	}
	windows := pl.Windows[s.Weekday]
	if pl.alwaysOpen() {
		windows = []Window{{s.Start, s.End}}
	}
	l.slots[i] = l.reachable(i, pl, windows)
	if h := pl.Habit; h != nil && h.Weekday == s.Weekday && len(l.slots[i]) > 0 {
		l.held[i] = l.reachable(i, pl, intersect(windows, h.Window))
	}
}

// reachable are the starts within windows from which the way back still fits.
func (l *leg) reachable(i int, pl *Place, windows []Window) []span {
	s := l.shift
	first := l.start + l.travel(s.From, i)
	last := l.end - l.travel(i, s.To) - pl.Service
	var out []span
	for _, sp := range l.clock.spans(windows, pl.Service, s.Start, s.End) {
		sp.open, sp.close = max(sp.open, first), min(sp.close, last)
		if sp.open <= sp.close {
			out = append(out, sp)
		}
	}
	return out
}

func intersect(windows []Window, h Window) []Window {
	var out []Window
	for _, w := range windows {
		if lo, hi := max(w.Open, h.Open), min(w.Close, h.Close); lo <= hi {
			out = append(out, Window{lo, hi})
		}
	}
	return out
}

func (pl *Place) alwaysOpen() bool {
	for _, w := range pl.Windows {
		if len(w) > 0 {
			return false
		}
	}
	return true
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

func (in *instance) fillNear() {
	in.near = make([][]int32, len(in.p.Places))
	if len(in.shifts) == 0 {
		return
	}
	l := &in.shifts[0]
	for i := range in.near {
		all := make([]int32, 0, len(in.p.Places))
		for j := range in.p.Places {
			if j != i {
				all = append(all, int32(j))
			}
		}
		slices.SortStableFunc(all, func(a, b int32) int {
			return int(l.travel(i, int(a)) - l.travel(i, int(b)))
		})
		in.near[i] = all[:min(nearest, len(all))]
	}
}

// fillFactors computes, for each coverage of each place and each daypart, how
// much a visit adds to the cell's coverage.
func (in *instance) fillFactors() {
	in.factor = make([][][4]float64, len(in.p.Places))
	in.first = make([][][4]float64, len(in.p.Places))
	for i := range in.p.Places {
		for _, c := range in.p.Places[i].Cover {
			var first [4]float64
			f := in.p.Cells[c.Cell].Dayparts
			if f == ([4]float64{}) {
				f = [4]float64{1, 1, 1, 1}
			}
			for d := range f {
				f[d] *= c.Amount
				first[d] = in.p.Saturation.Of(f[d])
			}
			in.factor[i] = append(in.factor[i], f)
			in.first[i] = append(in.first[i], first)
		}
	}
	in.wishes = make([][]Wish, len(in.p.Cells))
	for _, w := range in.p.Wishes {
		in.wishes[w.Cell] = append(in.wishes[w.Cell], w)
	}
}

func (in *instance) visitable(place int) bool {
	for s := range in.shifts {
		if len(in.shifts[s].slots[place]) > 0 {
			return true
		}
	}
	return false
}

// countExplorers counts the exploring stops that the places allow which some shift
// can visit alone.
func (in *instance) countExplorers() {
	seen := make([]bool, len(in.p.Places))
	left := make([]int, len(in.p.Cells))
	for c := range in.p.Cells {
		left[c] = in.p.Cells[c].Explorers
	}
	for s := range in.shifts {
		var empty route
		if !in.update(s, &empty) {
			continue
		}
		for i := range in.p.Places {
			c := in.p.Places[i].Cell
			if c < 0 || left[c] == 0 || seen[i] {
				continue
			}
			if _, _, _, ok := in.try(&in.shifts[s], &empty, 0, i, false); ok {
				seen[i] = true
				more := min(left[c], in.p.Places[i].Max)
				left[c] -= more
				in.required += more
			}
		}
	}
}

func (in *instance) boundPrize() {
	pr := in.p.Prices
	in.maxPrize = 1 + pr.MinVisit + pr.Handover
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

// daypart is where a working time of the leg falls in the day.
func (in *instance) daypart(l *leg, start Tick) int {
	day := in.p.Day
	if day == 0 {
		return 0
	}
	t := l.clock.begin(start) % day
	if t < 0 {
		t += day
	}
	return int(int64(t) * 4 / int64(day))
}

// mustExplore is the number of stops that have to explore among n.
func (in *instance) mustExplore(n int) int {
	return min(in.required, int(math.Ceil(in.p.Explore*float64(n)-1e-9)))
}
