package street

import (
	"strconv"
	"strings"
)

// duration reads a ferry's time as hh:mm or hh:mm:ss, or as minutes, and gives
// tenths of a second, 0 where it is neither or longer than a day.
func duration(s string) float64 {
	parts := strings.Split(strings.TrimSpace(s), ":")
	if len(parts) > 3 {
		return 0
	}
	sum := 0.0
	for _, p := range parts {
		v, err := strconv.ParseUint(p, 10, 16)
		if err != nil {
			return 0
		}
		sum = sum*60 + float64(v)
	}
	if len(parts) < 3 {
		sum *= 60
	}
	if sum > 86400 {
		return 0
	}
	return sum * 10
}
