package simulate

import (
	"cmp"
	"math"
	"slices"

	"runde/geo/need"
)

// planner is a policy at work in a world.
type planner struct {
	world    *PolicyWorld
	policy   Policy
	random   random
	week     int                // that is planned
	visits   [][]int            // in the weeks before: the cells
	seen     []need.Observation // in the weeks before
	explored int                // places taken from the exploration list
	model    *need.Model        // of what was seen; nil until somebody asks
}

// Run plans and walks the world's weeks by the policy. The same world and policy have
// the same outcome.
func (w *PolicyWorld) Run(policy Policy) Outcome {
	p := w.planner(policy)
	p.walk(policyWeeks)
	return w.outcome(p.visits, p.fit())
}

func (w *PolicyWorld) planner(policy Policy) *planner {
	return &planner{world: w, policy: policy, random: newRandom(w.seed, policyStream)}
}

// walk goes on to the start of a week: by habit in the history, by plan after it.
func (p *planner) walk(until int) {
	for p.week < until {
		var visits []int
		if p.week < historyWeeks {
			visits = p.world.history[p.week]
		} else {
			visits = p.plan()
		}
		p.visits = append(p.visits, visits)
		p.seen = append(p.seen, p.world.observe(p.week, visits)...)
		p.week, p.model = p.week+1, nil
	}
}

// plan is the week's visits: exploration first, then the highest scores among the
// other cells.
func (p *planner) plan() []int {
	explore := p.policy.explore
	if explore == nil {
		explore = (*planner).list
	}
	visits := explore(p, int(math.Round(p.policy.Exploration*policyVisits)))
	scores := slices.Clone(p.policy.score(p))
	for _, i := range visits {
		scores[i] = math.Inf(-1)
	}
	return append(visits, highest(scores, policyVisits-len(visits))...)
}

// latelyWeeks is how long after a visit a cell is crossed off the exploration list.
const latelyWeeks = 4

// list takes the next n cells from the list of [need.Explore], at most a pass. Those
// that were visited in the last four weeks, for whatever reason, are crossed off: a pass
// is over sooner, and what rises where nobody goes is met sooner.
func (p *planner) list(n int) []int {
	ago := p.each(func(e need.Estimate) float64 { return float64(e.WeeksSince) })
	var out []int
	for range p.world.cells {
		if len(out) == n {
			break
		}
		next := need.Explore(p.world.cells, p.world.listSeed, p.explored, 1)[0]
		p.explored++
		i := slices.Index(p.world.cells, next)
		if lately := ago[i] >= 0 && ago[i] < latelyWeeks; !lately && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// longestUnseen are the n cells that were visited longest ago, or never; equals come in
// random order.
func (p *planner) longestUnseen(n int) []int {
	ago := p.each(func(e need.Estimate) float64 {
		if e.WeeksSince < 0 {
			return policyWeeks
		}
		return float64(e.WeeksSince)
	})
	for i := range ago {
		ago[i] += p.random.Float64()
	}
	return highest(ago, n)
}

// unseenWeeks is after how many weeks without a visit a cell counts as unseen.
const unseenWeeks = 8

// hopefulUnseen are the cells with the highest upper bounds among those that were not
// visited for eight weeks, at most n; equals come in random order.
func (p *planner) hopefulUnseen(n int) []int {
	unseen := 0
	scores := p.each(func(e need.Estimate) float64 {
		if e.WeeksSince >= 0 && e.WeeksSince < unseenWeeks {
			return math.Inf(-1)
		}
		unseen++
		return e.Score
	})
	order := p.random.Perm(len(scores))
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	return order[:min(n, unseen)]
}

// fit is the model of all that was seen before the week.
func (p *planner) fit() *need.Model {
	if p.model == nil {
		params := need.DefaultParams()
		if p.policy.params != nil {
			params = p.policy.params(p)
		}
		p.model = p.fitWith(params)
	}
	return p.model
}

func (p *planner) fitWith(params need.Params) *need.Model {
	return need.Fit(p.world.cells, p.seen, firstPolicyWeek.Add(p.week-1), params)
}

// each scores the cells by their estimates.
func (p *planner) each(score func(need.Estimate) float64) []float64 {
	out := make([]float64, 0, len(p.world.cells))
	for _, e := range p.fit().Estimates() {
		out = append(out, score(e))
	}
	return out
}
