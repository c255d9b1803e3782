package orienteer

import (
	"context"
)

// Options steer a search. The zero value is a plain greedy plan.
type Options struct {
	Seed       uint64
	Iterations int // of ruin and recreate, in each chain
	Chains     int // searches that exchange their best rounds at fixed iterations; 0: 4
	Cores      int // that work on them: they change the time a plan takes, never the plan; 0: all
	// Start, if set, is where the search begins: the orders of its routes, as far as
	// they can be kept. A frozen shift needs it.
	Start *Solution
	// Also, if set and no shift is frozen, is where every other chain begins, from the
	// second on, in place of Start or the greedy plan.
	Also *Solution
	// Progress, if set, is called now and then, and at the end, with the
	// iterations done and the value of the best plan so far, which never falls.
	Progress func(done, total int, best float64)
}

// Solve plans the problem. The plan keeps every hard rule that [Check] knows,
// with two exceptions that only locks can cause: a pin that does not fit stands
// elsewhere in its round or is left out, and pinned stops may leave no room to
// explore. Same problem, seed and iterations, same plan. When ctx ends, the best plan
// so far comes back together with ctx's error. A malformed problem is refused with
// [ErrProblem].
func Solve(ctx context.Context, p *Problem, opt Options) (Solution, error) {
	err := p.Validate()
	for _, start := range []*Solution{opt.Start, opt.Also} {
		if err == nil && start != nil {
			err = p.validStart(start)
		}
	}
	if err != nil {
		return Solution{}, err
	}
	s := newSolver(newInstance(p), opt)
	err = s.run(ctx)
	best := s.finish()
	if opt.Progress != nil {
		opt.Progress(max(s.done, s.told), opt.Iterations, best.value())
	}
	return best.solution(opt.Start), err
}

// solution writes the plan in clock time, frozen routes as they were given.
func (s *state) solution(start *Solution) Solution {
	out := Solution{Routes: make([]Route, len(s.routes)), Value: s.value()}
	for i := range s.routes {
		l, r := &s.in.shifts[i], &s.routes[i]
		o := &out.Routes[i]
		if l.shift.Frozen && start != nil {
			*o = start.Routes[i]
			continue
		}
		o.Break, o.End = l.clock.begin(r.pause), l.clock.end(r.end)
		for k, st := range r.stops {
			o.Visits = append(o.Visits, Visit{Place: int(st.place), Start: l.clock.begin(r.start[k]), Walked: st.walked})
		}
	}
	return out
}
