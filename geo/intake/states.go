package intake

import "slices"

// State is how far a concern has come.
type State string

// The states, in order.
const (
	Received State = "received"
	Decided  State = "decided"
	OnRound  State = "on_round"
	Closed   State = "closed"
)

// States lists all of them, in order.
var States = []State{Received, Decided, OnRound, Closed}

// Decision is what the coordinator decided about a concern; "" before that.
type Decision string

// The decisions.
const (
	Visit   Decision = "visit"
	Watch   Decision = "watch"
	Leader  Decision = "leader" // handed to the leader
	NotOurs Decision = "not_ours"
)

// Decisions lists all of them, in the order in which they are offered.
var Decisions = []Decision{Visit, Watch, Leader, NotOurs}

// Valid reports whether d is one of the decisions.
func (d Decision) Valid() bool { return slices.Contains(Decisions, d) }

// Key is the decision's key in the catalogue.
func (d Decision) Key() string { return "decision." + string(d) }

// Key is the state's key in the catalogue.
func (s State) Key() string { return "concern_state." + string(s) }

// Word is all that a reporter is ever told about a concern.
type Word string

// The three words.
const (
	WordReceived Word = "received" // not decided yet
	WordPassing  Word = "passing"  // somebody looks by: to visit, to watch, or on a round
	WordFinished Word = "finished" // handed to the leader, not ours, or done
)

// Key is the word's key in the catalogue.
func (w Word) Key() string { return "status." + string(w) }

// WordFor is the reporter's word for a concern.
func WordFor(s State, d Decision) Word {
	switch {
	case s == Closed, s == Decided && (d == Leader || d == NotOurs):
		return WordFinished
	case s == Decided, s == OnRound:
		return WordPassing
	}
	return WordReceived
}
