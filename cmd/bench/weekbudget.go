package main

// iterationsToFill is how many iterations of a search take so many seconds on this
// machine, at this moment: it runs ever longer ones until one takes a third of that,
// and passes over what a run of a single iteration takes beside its search.
func iterationsToFill(budget float64, run func(iterations int)) int {
	return iterationsTimed(budget, func(n int) float64 { return seconds(func() { run(n) }) })
}

// iterationsTimed is iterationsToFill with a clock: timed says how many seconds a run took.
func iterationsTimed(budget float64, timed func(iterations int) float64) int {
	timed(1) // memory and caches are cold
	fixed := timed(1)
	left := budget - fixed
	for n := 32; ; {
		took := max(1e-6, timed(n)-fixed)
		want := left / took * float64(n)
		if took >= left/3 || n >= mostIterations {
			return max(1, int(want))
		}
		n = int(min(4*float64(n), want/2)) // more than n: want is above 3n
	}
}

// mostIterations ends a calibration whose runs take no time.
const mostIterations = 1 << 28
