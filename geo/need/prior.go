package need

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Prior is what the municipality as a whole says about a cell that nobody knows.
type Prior struct {
	Alpha float64 // shape of the Gamma distribution of the rate
	Beta  float64 // its rate, in hours
	Rho   float64 // concerns per week for each person met per hour
}

// Mean is the expected number of people met per hour.
func (p Prior) Mean() float64 { return p.Alpha / p.Beta }

// LogLikelihood is the log probability of the encounters y, each a cell's over h
// hours, when cells' rates come from the prior (negative binomial). Decayed sums
// need not be whole numbers. The slices are parallel; every h is positive.
func (p Prior) LogLikelihood(y, h []float64) float64 {
	a, b := p.Alpha, p.Beta
	sum := -float64(len(y)) * lgamma(a)
	for i := range y {
		sum += lgamma(y[i]+a) - lgamma(y[i]+1) + a*math.Log(b/(b+h[i])) + y[i]*math.Log(h[i]/(b+h[i]))
	}
	return sum
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}

// The fit looks for α between these: far above the upper one all cells have the
// same rate for every purpose.
const (
	logAlphaMin = -7.0 // α ≈ 0.0009
	logAlphaMax = 12.0 // α ≈ 160,000
	alphaSteps  = 76
)

// FitPrior is the α and β that maximise [Prior.LogLikelihood] minus
// ridge·½(ln α)², to a relative accuracy far better than the data's. Cells without
// hours tell nothing and must be left out. Without a single encounter the
// likelihood has no maximum: α is 1 then, and β as if half an encounter had been,
// but at least the fallback's. Without cells it is the fallback.
func FitPrior(y, h []float64, ridge float64, fallback Prior) Prior {
	met, hours := 0.0, 0.0
	for i := range y {
		met += y[i]
		hours += h[i]
	}
	if hours == 0 {
		return Prior{Alpha: fallback.Alpha, Beta: fallback.Beta}
	}
	if met == 0 {
		return Prior{Alpha: 1, Beta: math.Max(2*hours, fallback.Beta/fallback.Alpha)}
	}
	f := priorFit{y, h, ridge}
	alpha := math.Exp(f.maximise())
	return Prior{Alpha: alpha, Beta: f.beta(alpha)}
}

type priorFit struct {
	y, h  []float64
	ridge float64
}

// maximise is the best ln α: the best of a grid, then the root of the slope
// between its neighbours.
func (f priorFit) maximise() float64 {
	const step = (logAlphaMax - logAlphaMin) / alphaSteps
	best, at := math.Inf(-1), 0
	for i := range alphaSteps + 1 {
		if v := f.profile(logAlphaMin + step*float64(i)); v > best {
			best, at = v, i
		}
	}
	if at == 0 || at == alphaSteps {
		return logAlphaMin + step*float64(at)
	}
	lo := logAlphaMin + step*float64(at-1)
	hi := lo + 2*step
	for range 60 {
		mid := (lo + hi) / 2
		if f.slope(mid) > 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}

// profile is the penalised log-likelihood at ln α and the best β for it.
func (f priorFit) profile(logAlpha float64) float64 {
	a := math.Exp(logAlpha)
	return Prior{Alpha: a, Beta: f.beta(a)}.LogLikelihood(f.y, f.h) - f.ridge*logAlpha*logAlpha/2
}

// slope is the derivative of profile: at the best β only α's own part remains.
func (f priorFit) slope(logAlpha float64) float64 {
	a := math.Exp(logAlpha)
	b := f.beta(a)
	sum := -float64(len(f.y)) * mathext.Digamma(a)
	for i := range f.y {
		sum += mathext.Digamma(f.y[i]+a) + math.Log(b/(b+f.h[i]))
	}
	return a*sum - f.ridge*logAlpha
}

// beta is the best β for an α, the root of Σ (αh − yβ)/(β + h), which falls
// everywhere: Newton's method, halving the bracket where it would leave it.
func (f priorFit) beta(a float64) float64 {
	lo, hi := 0.0, 1.0
	for v, _ := f.score(a, hi); v > 0; v, _ = f.score(a, hi) {
		lo, hi = hi, 4*hi
	}
	b := hi
	for range 200 {
		v, d := f.score(a, b)
		if v > 0 {
			lo = b
		} else {
			hi = b
		}
		next := b - v/d
		if next <= lo || next >= hi {
			next = (lo + hi) / 2
		}
		if math.Abs(next-b) <= 1e-14*b {
			return next
		}
		b = next
	}
	return b
}

// score is Σ (αh − yb)/(b + h) and its derivative by b.
func (f priorFit) score(a, b float64) (value, derivative float64) {
	for i := range f.y {
		t := b + f.h[i]
		value += (a*f.h[i] - f.y[i]*b) / t
		derivative -= f.h[i] * (f.y[i] + a) / (t * t)
	}
	return value, derivative
}
