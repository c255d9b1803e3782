package need

// Moments are the mean of the cells' rates, ΣY/ΣH, and by how much they vary beyond
// what chance does to counts over such hours (Marshall 1991); 0 where they vary by no
// more. A Gamma distribution with these moments has α = mean²/variance and
// β = mean/variance. The slices are parallel and not empty; every h is positive.
//
// The mean is weighted by where workers went. It is what the fit by likelihood is
// measured against, and no prior to plan by: see [FitPrior].
func Moments(y, h []float64) (mean, variance float64) {
	met, hours := 0.0, 0.0
	for i := range y {
		met += y[i]
		hours += h[i]
	}
	mean = met / hours
	for i := range y {
		d := y[i]/h[i] - mean
		variance += h[i] * d * d
	}
	return mean, max(0, variance/hours-mean/(hours/float64(len(y))))
}
