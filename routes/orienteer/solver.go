package orienteer

import (
	"context"
	"runtime"
	"sync"
)

// solver runs chains side by side. They meet at fixed iterations and only there, so
// that the plan does not depend on how many cores work.
type solver struct {
	in     *instance
	opt    Options
	chains []*chain
	pool   *pool
	done   int // iterations of every chain
	told   int // iterations last reported
}

const (
	meetings = 24 // times that the chains meet
	breath   = 64 // iterations between two looks at the context
)

func newSolver(in *instance, opt Options) *solver {
	if opt.Chains <= 0 {
		opt.Chains = 4
	}
	if opt.Cores <= 0 {
		opt.Cores = runtime.GOMAXPROCS(0)
	}
	s := &solver{in: in, opt: opt, pool: newPool()}
	first := newChain(in, newRand(opt.Seed, 0))
	first.load(opt.Start)
	first.begin()
	s.chains = append(s.chains, first)
	for i := 1; i < opt.Chains; i++ {
		c := newChain(in, newRand(opt.Seed, uint64(i)))
		if i%2 == 1 && opt.Also != nil {
			c.load(opt.Also)
			c.begin()
		} else {
			c.current.copyFrom(first.current)
			c.adopt()
		}
		s.chains = append(s.chains, c)
	}
	return s
}

func (s *solver) run(ctx context.Context) error {
	for k := range meetings {
		until := int(int64(s.opt.Iterations) * int64(k+1) / meetings)
		met := s.best().bestWorth
		s.each(func(c *chain) { c.run(ctx, s.done, until, s.opt.Iterations, s.report(c, met)) })
		if err := ctx.Err(); err != nil {
			return err
		}
		s.done = until
		s.meet(k)
	}
	return nil
}

// report tells of the first chain's steps, and of the best plan of all chains when
// they met last, which is worth met, or its own: neither falls.
func (s *solver) report(c *chain, met float64) func(done int) {
	if s.opt.Progress == nil || c != s.chains[0] {
		return nil
	}
	return func(done int) {
		s.told = done
		s.opt.Progress(done, s.opt.Iterations, max(met, c.bestWorth))
	}
}

// each lets every chain work, on as many cores as there are.
func (s *solver) each(work func(*chain)) {
	if s.opt.Cores == 1 || len(s.chains) == 1 {
		for _, c := range s.chains {
			work(c)
		}
		return
	}
	var wait sync.WaitGroup
	next := make(chan *chain)
	for range min(s.opt.Cores, len(s.chains)) {
		wait.Go(func() {
			for c := range next {
				work(c)
			}
		})
	}
	for _, c := range s.chains {
		next <- c
	}
	close(next)
	wait.Wait()
}

// exchanges is how many meetings pass from one at which the chains go on from the best
// plan to the next.
const exchanges = 4

// meet puts the chains' routes together and, now and then, lets the chains that are
// behind go on from the best plan.
func (s *solver) meet(k int) {
	for _, c := range s.chains {
		s.pool.merge(c.pool)
		c.pool.empty()
	}
	if (k+1)%exchanges != 0 {
		return
	}
	best := s.best()
	if best.recombine(s.pool) {
		best.take()
	}
	for _, c := range s.chains {
		if c != best && c.worth < best.bestWorth {
			c.current.copyFrom(best.best)
			c.restart()
		}
	}
}

// best is the chain with the best plan, the first of equals.
func (s *solver) best() *chain {
	best := s.chains[0]
	for _, c := range s.chains[1:] {
		if c.bestWorth > best.bestWorth {
			best = c
		}
	}
	return best
}

// finish completes the best plan.
func (s *solver) finish() *state {
	c := s.best()
	if c.recombine(s.pool) {
		c.take()
	}
	c.finish()
	return c.best
}
