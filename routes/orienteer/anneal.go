package orienteer

import (
	"context"
	"math"
	"math/rand/v2"
)

// chain is one simulated annealing by ruin and recreate. Between two steps trial
// equals current.
type chain struct {
	in                   *instance
	rng                  *rand.Rand
	recreate             *recreator
	current, trial, best *state
	worth, bestWorth     float64
	energy               float64 // worth less the price of the time it takes
	mean                 float64 // prize of a stop
	tick                 float64 // what a tick of the teams' time is worth to the search
	touched              []bool  // routes in which trial differs from current
	pool                 *pool   // routes of good plans since the chains met
	slides               bool    // a start that moves may change what a stop collects
	ruins                []ruin
}

// ruin is a way to take stops out of a plan, marking the routes that it touches, and
// the percentage of steps that use it.
type ruin struct {
	share int
	apply func(s *state, rng *rand.Rand, touched []bool)
}

// The ruins where few routes are planned, and where many are.
var (
	ruinsOfFew  = []ruin{{65, ruinString}, {33, ruinForce}, {2, ruinRoute}}
	ruinsOfMany = []ruin{{40, ruinString}, {30, ruinForce}, {20, ruinMove}, {10, ruinRoute}}
)

const (
	// First and last temperature, in mean prizes of a stop; lower where prizes
	// saturate, as the last stops of a plan are then worth less than the mean, and
	// lower still with many routes, whose plans need not be taken apart.
	hot, cold                     = 0.7, 0.04
	saturatingHot, saturatingCold = 0.4, 0.02
	manyHot, manyCold             = 0.2, 0.015
	// kept is how near to the best a plan must be, as a share of its worth, for its
	// routes to be kept.
	kept = 0.97
	// spare is what the time that a stop takes on average is worth to the search, in
	// mean prizes of a stop: of plans that collect the same, the shorter has more room.
	spare = 0.1
)

func newChain(in *instance, rng *rand.Rand) *chain {
	c := &chain{
		in: in, rng: rng, recreate: newRecreator(in, rng),
		current: newState(in), trial: newState(in), best: newState(in),
		pool:   newPool(),
		slides: in.parts > 1 || len(in.soft) > 0,
		ruins:  ruinsOfFew,
	}
	if in.many() {
		c.ruins = ruinsOfMany
	}
	c.touched = c.recreate.touched
	return c
}

// begin fills the first plan, on top of what current holds.
func (c *chain) begin() {
	c.recreate.greedy(c.current)
	c.retime(c.current)
	c.current.repair(c.trial)
	c.current.recount()
	c.adopt()
}

// adopt makes current the plan that everything else starts from.
func (c *chain) adopt() {
	c.mean = c.current.collected() / float64(max(1, c.current.stops))
	c.tick = spare * c.current.collected() / max(1, c.in.totalTime)
	c.bestWorth = math.Inf(-1)
	c.restart()
}

// value is the plan's value, far below any other where it explores too little.
func (c *chain) value(x *state) float64 {
	return x.value() - float64(x.shortfall())*c.in.maxPrize
}

// temperature after a share of the budget.
func (c *chain) temperature(share float64) float64 {
	first, last := saturatingHot, saturatingCold
	switch {
	case c.in.worth.single != nil:
		first, last = hot, cold
	case c.in.many():
		first, last = manyHot, manyCold
	}
	return c.mean * first * math.Pow(last/first, share)
}

// run makes the steps from done until until of a budget.
func (c *chain) run(ctx context.Context, done, until, budget int, report func(done int)) {
	for ; done < until; done++ {
		if done%breath == 0 {
			if ctx.Err() != nil {
				return
			}
			if report != nil {
				report(done)
			}
		}
		c.step(c.temperature(float64(done) / float64(budget)))
	}
}

// take makes trial the current plan, and the best if it is.
func (c *chain) take() {
	c.current.copyFrom(c.trial)
	c.restart()
}

// restart goes on from current.
func (c *chain) restart() {
	clear(c.touched)
	c.recreate.forgetAll()
	c.trial.copyFrom(c.current)
	c.worth = c.value(c.current)
	c.energy = c.worth - c.duration(c.current)
	if c.worth > c.bestWorth+1e-9 {
		c.best.copyFrom(c.current)
		c.bestWorth = c.worth
	}
}

// finish inserts what still gains, so that no place is left out for nothing, and takes
// out what costs more than it gains.
func (c *chain) finish() {
	c.best.recount()
	c.best.repair(c.trial)
	c.trial.copyFrom(c.best)
	c.recreate.complete(c.trial)
	c.retime(c.trial)
	if c.value(c.trial) > c.value(c.best) {
		c.best.copyFrom(c.trial)
	}
	c.trial.copyFrom(c.best)
	c.prune()
}

// step ruins and recreates a copy of the current plan and keeps it by chance.
func (c *chain) step(temperature float64) {
	if !c.ruin() {
		c.undo()
		return
	}
	c.recreate.fill(c.trial, c.current.stops)
	if c.slides {
		c.retime(c.trial)
	}
	worth := c.value(c.trial)
	energy := worth - c.duration(c.trial)
	if energy < c.energy+temperature*math.Log(c.rng.Float64()) {
		c.undo()
		return
	}
	if c.in.adds() && worth >= kept*c.bestWorth {
		c.pool.add(c.trial, c.touched)
	}
	c.current.copyTouched(c.trial, c.touched)
	c.recreate.forget(c.touched)
	clear(c.touched)
	c.worth, c.energy = worth, energy
	if worth > c.bestWorth+1e-9 {
		c.best.copyFrom(c.current)
		c.bestWorth = worth
	}
}

func (c *chain) undo() {
	c.trial.copyTouched(c.current, c.touched)
	clear(c.touched)
}

// retime times the touched routes of a plan again.
func (c *chain) retime(s *state) bool {
	ok := true
	for i, yes := range c.touched {
		if yes && !s.retime(i) {
			ok = false
		}
	}
	return ok
}

// ruin removes stops from the trial. It reports false where travel times that
// break the triangle inequality make the rest of a route infeasible.
func (c *chain) ruin() bool {
	k := c.rng.IntN(100)
	for _, r := range c.ruins {
		if k -= r.share; k < 0 {
			r.apply(c.trial, c.rng, c.touched)
			break
		}
	}
	return c.retime(c.trial)
}

// duration is how long the teams are out, in prize: see spare.
func (c *chain) duration(s *state) float64 {
	t := 0.0
	for i := range s.routes {
		if r := &s.routes[i]; len(r.stops) > 0 {
			t += float64(r.end - s.in.shifts[i].start)
		}
	}
	return c.tick * t
}
