package release

// The details of [Bridges]: the targets that an encounter may have, each alone, and
// what is none of them.
const (
	SeveralTargets = "several" // one encounter bridged to several at once: counted here and nowhere else
	UntoldTarget   = "untold"  // a bridge that was told too late for its target to be counted
	NoBridge       = "none"    // encounters of other kinds, where a class holds such
)

// The figures of [Waiting].
const (
	Within14Days = "within_14_days" // concerns that were visited at most 14 days after the decision
	Later        = "later"          // those visited later, or not within the days that are watched
	MedianDays   = "median_days"    // whole days until the first visit; Unknown where half or more saw none
)
