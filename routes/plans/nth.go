package plans

// nth is what would have index n if the numbers were sorted: quickselect (Hoare 1961). It
// moves them about.
func nth(s []float64, n int) float64 {
	for lo, hi := 0, len(s)-1; lo < hi; {
		i, j := partition(s, lo, hi)
		switch {
		case n <= j:
			hi = j
		case n >= i:
			lo = i
		default:
			return s[n]
		}
	}
	return s[n]
}

// partition brings numbers up to the middle one before those from it on: all up to j are
// no larger, all from i on no smaller, and those between are equal to it.
func partition(s []float64, lo, hi int) (i, j int) {
	pivot := s[lo+(hi-lo)/2]
	for i, j = lo, hi; i <= j; {
		for s[i] < pivot {
			i++
		}
		for s[j] > pivot {
			j--
		}
		if i <= j {
			s[i], s[j] = s[j], s[i]
			i++
			j--
		}
	}
	return i, j
}
