package main

import (
	"slices"
	"time"
)

// median is that of the seconds that do takes, over so many runs.
func median(runs int, do func()) float64 {
	times := make([]float64, max(1, runs))
	for i := range times {
		times[i] = seconds(do)
	}
	slices.Sort(times)
	return times[len(times)/2]
}

func seconds(do func()) float64 {
	start := time.Now()
	do()
	return time.Since(start).Seconds()
}
