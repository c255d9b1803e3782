package need

import "runde/geo"

// Estimate is what is believed of one cell.
type Estimate struct {
	Cell       geo.Cell
	Mean       float64 // people in need met per hour of presence
	Low, High  float64 // ends of the interval, 10 % and 90 % by default
	Score      float64 // what planning ranks by: High
	Hours      float64 // decayed hours of presence
	Encounters float64 // decayed encounters of presence
	Concerns   float64 // decayed, saturated concerns
	WeeksSince int     // weeks since the last presence, 0 this week, -1 never
	Known      bool    // enough hours to say anything; false shows as unknown, never as zero
	Posterior  Posterior
}

// Expected is the number of people that so many hours of presence may expect to
// meet.
func (e Estimate) Expected(hours float64) float64 { return e.Mean * hours }

// Model is the need of every cell of a municipality. It is immutable.
type Model struct {
	params    Params
	prior     Prior
	estimates []Estimate
	index     map[geo.Cell]int
}

// Fit estimates the need of the cells from the observations up to and with week
// now. Observations of other cells and of later weeks are ignored. Cells without
// observations get the prior.
func Fit(cells []geo.Cell, obs []Observation, now geo.Week, p Params) *Model {
	m := &Model{params: p, index: make(map[geo.Cell]int, len(cells))}
	for i, c := range cells {
		m.index[c] = i
	}
	weeks := m.byCellWeek(obs, now)
	recent := collect(weeks, len(cells), p.HalfLife)
	open := weeksOpen(obs, now, p.HalfLife)
	if p.Prior != nil {
		m.prior = *p.Prior
	} else {
		m.prior = m.fitPrior(collect(weeks, len(cells), p.PriorHalfLife))
		m.prior.Rho = reporting(recent, open, m.prior)
	}
	m.estimates = make([]Estimate, len(cells))
	for i, c := range cells {
		m.estimates[i] = m.estimate(c, recent[i], open)
	}
	return m
}

func (m *Model) fitPrior(all []sums) Prior {
	var y, h []float64
	for _, s := range all {
		if s.h > 0 {
			y = append(y, s.y)
			h = append(h, s.h)
		}
	}
	return FitPrior(y, h, m.params.Ridge, m.params.Fallback)
}

// reporting is ρ: concerns and meetings in passing per open week over all cells, for
// each person met per hour in the mean cell.
func reporting(all []sums, open float64, p Prior) float64 {
	z := 0.0
	for _, s := range all {
		z += s.z + s.u
	}
	weeks := open * float64(len(all))
	if weeks == 0 {
		return 0
	}
	return z / weeks / p.Mean()
}

func (m *Model) estimate(c geo.Cell, s sums, open float64) Estimate {
	w := m.params.ConcernWeight
	post := Posterior{
		Alpha: m.prior.Alpha + s.y + w*(s.z+s.u),
		Beta:  m.prior.Beta + s.h + w*m.prior.Rho*open,
	}
	e := Estimate{
		Cell:       c,
		Mean:       post.Mean(),
		Low:        post.Quantile(m.params.Low),
		High:       post.Quantile(m.params.High),
		Hours:      s.h,
		Encounters: s.y,
		Concerns:   s.z,
		WeeksSince: s.last,
		Known:      s.h >= m.params.KnownHours,
		Posterior:  post,
	}
	e.Score = e.High
	return e
}

// Prior is what the model believes of a cell without observations.
func (m *Model) Prior() Prior { return m.prior }

// Estimates are those of all cells, in the order in which Fit was given them.
func (m *Model) Estimates() []Estimate {
	return append([]Estimate(nil), m.estimates...)
}

// Of is the estimate of a cell; false for a cell that Fit was not given.
func (m *Model) Of(c geo.Cell) (Estimate, bool) {
	i, ok := m.index[c]
	if !ok {
		return Estimate{}, false
	}
	return m.estimates[i], true
}
