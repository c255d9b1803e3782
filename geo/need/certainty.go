package need

// Certainty says how well the need of a cell is known. It is shown by pattern beside
// the colour of the need, and is a catalogue key under "coordinator.board.certainty.".
type Certainty string

// The classes of certainty.
const (
	Sure    Certainty = "sure"    // the interval is no wider than the mean itself
	Unsure  Certainty = "unsure"  // it is wider
	Unseen  Certainty = "unseen"  // enough was seen once, and nobody was there for UnseenWeeks
	Unknown Certainty = "unknown" // too little was ever seen: no need is shown, which is not zero
)

// UnseenWeeks is how long an estimate stands on its own after the last presence. By
// then it is worth two thirds of what it was.
const UnseenWeeks = 8

// sureWidth is the widest interval, as a share of the mean, that is called sure: some
// seven meetings of the last quarter, the prior's included. A map of single cells that
// asked for the twenty of a released area would be unsure everywhere, and tell nothing.
const sureWidth = 1

// Width is how wide the interval is beside the mean.
func (e Estimate) Width() float64 { return (e.High - e.Low) / e.Mean }

// Seen reports whether anybody was there within the last UnseenWeeks.
func (e Estimate) Seen() bool { return e.WeeksSince >= 0 && e.WeeksSince < UnseenWeeks }

// Certainty is the class of the estimate. Presence comes before width: a narrow
// interval around what nobody has looked at for so long is no certainty.
func (e Estimate) Certainty() Certainty {
	switch {
	case !e.Known:
		return Unknown
	case !e.Seen():
		return Unseen
	case e.Width() > sureWidth:
		return Unsure
	}
	return Sure
}
