package orienteer

import (
	"context"
	"math"
	"math/rand/v2"
)

// Options steer a search. The zero value is a plain greedy plan.
type Options struct {
	Seed       uint64
	Iterations int // of ruin and recreate, in each chain
	Chains     int // searches that exchange their best rounds at fixed iterations; 0: 2
	Cores      int // that work on them: they change the time a plan takes, never the plan; 0: all
	// Start, if set, is where the search begins: the orders of its routes, as far as
	// they can be kept. A frozen shift needs it.
	Start *Solution
	// Progress, if set, is called now and then, and at the end, with the
	// iterations done and the value of the best plan so far, which never falls.
	Progress func(done, total int, best float64)
}

// Solve plans the problem. The plan keeps every hard rule that [Check] knows,
// with two exceptions that only locks can cause: a pin that does not fit is left
// out, and pinned stops may leave no room to explore. Same problem, seed and
// iterations, same plan. When ctx ends, the best plan so far comes back together
// with ctx's error. A malformed problem is refused with [ErrProblem].
func Solve(ctx context.Context, p *Problem, opt Options) (Solution, error) {
	if err := p.Validate(); err != nil {
		return Solution{}, err
	}
	s := newSearch(newInstance(p), opt)
	err := s.run(ctx)
	s.best.repair(s.trial)
	s.finish()
	if opt.Progress != nil {
		opt.Progress(s.done, opt.Iterations, s.best.value())
	}
	return s.best.solution(), err
}

// search is one chain of simulated annealing.
type search struct {
	in                   *instance
	opt                  Options
	rng                  *rand.Rand
	recreate             *recreator
	current, trial, best *state
	worth, bestWorth     float64
	touched              []bool
	done                 int
}

func newSearch(in *instance, opt Options) *search {
	rng := rand.New(rand.NewPCG(opt.Seed, 0x72756e6465))
	s := &search{
		in: in, opt: opt, rng: rng, recreate: newRecreator(in, rng),
		current: newState(in), trial: newState(in), best: newState(in),
		touched: make([]bool, len(in.shifts)),
	}
	for i := range s.current.routes {
		s.in.update(i, &s.current.routes[i])
	}
	s.current.recount()
	s.current.placePins(rng)
	s.recreate.fill(s.current, 0)
	s.current.recount()
	s.current.repair(s.trial)
	s.worth = s.value(s.current)
	s.best.copyFrom(s.current)
	s.bestWorth = s.worth
	return s
}

// value is the plan's value, far below any other where it explores too little.
func (s *search) value(x *state) float64 {
	return x.value() - float64(x.shortfall())*s.in.maxPrize
}

const (
	hot, cold = 0.3, 0.003 // first and last temperature, in mean prizes of a stop
	breath    = 64         // iterations between two looks at the context
)

func (s *search) run(ctx context.Context) error {
	stop := s.current.collected() / float64(max(1, s.current.stops))
	cool := math.Pow(cold/hot, 1/float64(max(1, s.opt.Iterations)))
	temperature := hot * stop
	for s.done = 0; s.done < s.opt.Iterations; s.done++ {
		if s.done%breath == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if s.opt.Progress != nil {
				s.opt.Progress(s.done, s.opt.Iterations, s.bestWorth)
			}
		}
		s.step(temperature)
		temperature *= cool
	}
	return ctx.Err()
}

// finish inserts what still gains, so that no place is left out for nothing.
func (s *search) finish() {
	s.trial.copyFrom(s.best)
	s.recreate.complete(s.trial)
	s.trial.recount()
	if s.value(s.trial) > s.value(s.best) {
		s.best.copyFrom(s.trial)
	}
}

// step ruins and recreates a copy of the current plan and keeps it by chance.
func (s *search) step(temperature float64) {
	s.trial.copyFrom(s.current)
	if !s.ruin() {
		return
	}
	s.recreate.fill(s.trial, s.current.stops)
	s.trial.recount()
	worth := s.value(s.trial)
	if worth < s.worth+temperature*math.Log(s.rng.Float64()) {
		return
	}
	s.current, s.trial = s.trial, s.current
	s.worth = worth
	if worth > s.bestWorth+1e-9 {
		s.best.copyFrom(s.current)
		s.bestWorth = worth
	}
}

// ruin removes stops from the trial. It reports false where travel times that
// break the triangle inequality make the rest of a route infeasible.
func (s *search) ruin() bool {
	clear(s.touched)
	switch k := s.rng.IntN(100); {
	case k < 80:
		ruinString(s.trial, s.rng, s.touched)
	case k < 95:
		ruinRandom(s.trial, s.rng, s.touched)
	default:
		ruinRoute(s.trial, s.rng, s.touched)
	}
	for i, yes := range s.touched {
		if yes && !s.in.update(i, &s.trial.routes[i]) {
			return false
		}
	}
	s.trial.recount()
	return true
}

// solution writes the plan in clock time.
func (s *state) solution() Solution {
	out := Solution{Routes: make([]Route, len(s.routes)), Value: s.value()}
	for i := range s.routes {
		l, r := &s.in.shifts[i], &s.routes[i]
		o := &out.Routes[i]
		o.Break, o.End = l.clock.begin(r.pause), l.clock.end(r.end)
		for k, st := range r.stops {
			o.Visits = append(o.Visits, Visit{Place: int(st.place), Start: l.clock.begin(r.start[k])})
		}
	}
	return out
}
