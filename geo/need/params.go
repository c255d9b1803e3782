package need

// Params are the model's settings. [DefaultParams] gives the usual ones.
type Params struct {
	HalfLife      float64 // weeks after which an encounter, an hour or a concern counts half
	PriorHalfLife float64 // the same for the fit of the prior, which may look back longer
	ConcernWeight float64 // what a concern, or a meeting in passing, weighs beside an encounter, 0 to 0.3
	Ridge         float64 // weight of the penalty ½(ln α)² in the fit of the prior; 0 is none
	KnownHours    float64 // decayed hours of presence from which a cell is known
	Low, High     float64 // probabilities of the interval's ends
	DaypartWeight float64 // encounters that the usual daypart pattern is worth beside a cell's own
	Prior         *Prior  // taken as it is instead of being fitted; nil: fit
	Fallback      Prior   // what is believed before anybody has been met
}

// DefaultParams are the settings that the simulation study found best: half-lives
// of 13 and 26 weeks, weight 0.1, an 80 % interval. One decayed hour is about four
// visits within the last quarter.
func DefaultParams() Params {
	return Params{
		HalfLife:      13,
		PriorHalfLife: 26,
		ConcernWeight: 0.1,
		Ridge:         1,
		KnownHours:    1,
		Low:           0.1,
		High:          0.9,
		DaypartWeight: 5,
		Fallback:      Prior{Alpha: 1, Beta: 4},
	}
}
