package coordinator

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"runde/geo"
	"runde/routes/plans"
	"runde/store"
	"runde/web/pages/catalogue"

	"github.com/google/uuid"
)

// words speak the reader's language.
type words = *catalogue.L

// board is a week's rounds as they are shown.
type board struct {
	ID        uuid.UUID
	State     store.PlanState
	Other     string // the state of the week's other plan, if there is one
	MayEdit   bool
	Days      []day
	Whole     []string // rules that the week as a whole breaks
	LeftOut   []leftOut
	Unmet     []string // wishes that the plan does not meet
	Targets   []target // rounds that can take a stop
	Teams     []target // that can take a round over
	Rounds    int
	Stops     int
	Exploring int
	Share     int // of stops that explore, in percent
	Locked    int
	Broken    int               // rules
	Show      string            // what the address asks to be shown
	Changes   *store.RunChanges // of the plan that the proposal started from, nil: from none

	// Of these the island makes the tools of a stop that is opened without a reload.
	Blank      stop
	BlankRound round
}

// day is a day with its rounds.
type day struct {
	Date   geo.Date
	Rounds []round
}

// round is one shift with its stops.
type round struct {
	Shift   store.Shift
	Mark    mark
	State   string
	End     int    // back at the base, minutes after midnight; 0 not known
	Break   int    // when the break starts, 0 not known
	Places  string // the first stops by name
	Hand    bool   // can be handed to another team
	Walked  bool   // in a proposal: the approved plan has a round on the shift too, and that one is handed over
	Open    bool
	Fixed   bool // its stops cannot be changed
	Rest    bool // its rest can be planned again
	Stops   []stop
	Broken  []string // rules that the round as a whole breaks
	Rules   int      // broken in it, those of its stops included
	Explore int
}

// stop is a stop as it is shown.
type stop struct {
	store.PlanStop
	Title   string
	Reasons []string
	Broken  []string
	Concern string // about decided concerns, "" without one
	Parked  string // where the car stands, for a stop that is walked to
	Fetch   bool   // from here it is back to the car
	First   bool
	Last    bool
	Open    bool // its tools are open
	Blank   bool // it stands for any stop
}

// leftOut is a strong place that is not in the plan.
type leftOut struct {
	ID        uuid.UUID
	Title     string
	Kind      string
	Why       string
	Forbidden bool
	Pinned    bool
}

// target is a round that a stop can be moved to, or a team that a round can go to.
type target struct {
	ID   uuid.UUID
	Text string
}

// mark tells rounds apart: a letter, one of four shapes and one of eight colours.
type mark struct {
	Letter string
	Number int // of the colour and the shape, see _week.scss
}

// colours is how many looks there are before they come again.
const colours = 8

func markOf(i int) mark {
	letter := string(rune('A' + i%26))
	if i >= 26 {
		letter += strconv.Itoa(i/26 + 1)
	}
	return mark{letter, i % colours}
}

// boardMaker turns a plan into a board.
type boardMaker struct {
	l      words
	plan   *store.Plan
	broken []plans.Violation
	locks  []store.Lock
	query  url.Values // which round and stop are open
	now    time.Time
	teams  []store.Team
	walked map[uuid.UUID]bool // shifts of a proposal that the approved plan has rounds on
}

func (b boardMaker) make(mayEdit bool) *board {
	out := &board{ID: b.plan.ID, State: b.plan.State, MayEdit: mayEdit, Broken: len(b.broken), Show: b.query.Get("vis")}
	out.Blank.Blank = true
	for i := range 7 {
		out.Days = append(out.Days, day{Date: dayAt(b.plan.Week, i)})
	}
	for i, r := range b.plan.Rounds {
		shown := b.round(markOf(i), r)
		if !r.Shift.Cancelled {
			out.Rounds++
			out.Stops += len(r.Stops)
			out.Exploring += shown.Explore
		}
		if !shown.Fixed {
			out.Targets = append(out.Targets, target{r.Shift.ID, b.targetText(shown)})
		}
		at := int(r.Shift.Date - b.plan.Week.Monday())
		out.Days[at].Rounds = append(out.Days[at].Rounds, shown)
	}
	for _, t := range b.teams {
		out.Teams = append(out.Teams, target{t.ID, t.Name})
	}
	if out.Stops > 0 {
		out.Share = (100*out.Exploring + out.Stops/2) / out.Stops
	}
	for _, v := range b.broken {
		if v.ShiftID == uuid.Nil {
			out.Whole = append(out.Whole, b.ruleText(v))
		}
	}
	out.Locked = len(b.locks)
	out.LeftOut = b.leftOut()
	for _, c := range b.plan.Compromises {
		out.Unmet = append(out.Unmet, b.compromiseText(c))
	}
	return out
}

func (b boardMaker) round(m mark, r store.PlanRound) round {
	id := r.Shift.ID.String()
	out := round{
		Shift: r.Shift, Mark: m, State: r.State, End: r.End, Break: r.Break,
		Open: b.query.Get("runde") == id, Fixed: r.State != "planned" || r.Shift.Cancelled,
		Rest:   b.plan.State == store.Approved && r.OpenAt(b.now),
		Hand:   r.State == "planned" && !r.Shift.Cancelled && r.Shift.Date >= geo.DateOf(b.now),
		Walked: b.walked[r.Shift.ID],
	}
	var names []string
	halts := r.Halts()
	for i, s := range r.Stops {
		shown := b.stop(s)
		shown.First, shown.Last = i == 0, i == len(r.Stops)-1
		shown.Broken = b.rulesAt(r.Shift.ID, i)
		if p := store.ParkedAt(halts, i); s.Walked && p >= 0 {
			shown.Parked = placeTitle(b.l, r.Stops[p].Name, r.Stops[p].Kind)
			shown.Fetch = shown.Last || !halts[i+1].Walked
		}
		out.Rules += len(shown.Broken)
		if s.Exploration {
			out.Explore++
		}
		names = append(names, shown.Title)
		out.Stops = append(out.Stops, shown)
	}
	out.Places = strings.Join(names, " · ")
	out.Broken = b.rulesAt(r.Shift.ID, -1)
	out.Rules += len(out.Broken)
	return out
}

func (b boardMaker) stop(s store.PlanStop) stop {
	out := stop{PlanStop: s, Title: placeTitle(b.l, s.Name, s.Kind), Open: b.query.Get("stop") == s.ID.String()}
	for _, r := range s.Reasons {
		if b.l.Has("coordinator.reason." + r.Code) {
			out.Reasons = append(out.Reasons, b.reasonText(r))
		}
		if r.Code == plans.ReasonConcerns {
			out.Concern = b.l.T("coordinator.week.concern_tag", "Count", r.N)
		}
	}
	return out
}

// rulesAt are the rules broken at a stop of the shift, or by the round as a whole.
func (b boardMaker) rulesAt(shift uuid.UUID, at int) []string {
	var out []string
	for _, v := range b.broken {
		if v.ShiftID == shift && v.Stop == at {
			out = append(out, b.ruleText(v))
		}
	}
	return out
}

func (b boardMaker) leftOut() []leftOut {
	var out []leftOut
	for _, p := range b.plan.LeftOut {
		kind := ""
		if p.Name != "" { // else the kind is the title
			kind = kindText(b.l, p.Kind)
		}
		out = append(out, leftOut{
			ID: p.PlaceID, Title: placeTitle(b.l, p.Name, p.Kind), Kind: kind,
			Why: b.whyNotText(p.WhyNot), Forbidden: p.WhyNot.Code == plans.WhyNotForbidden, Pinned: p.Pinned,
		})
	}
	return out
}

func (b boardMaker) targetText(r round) string {
	return b.l.T("coordinator.week.target", "Letter", r.Mark.Letter, "Weekday", b.l.Weekday(r.Shift.Date),
		"Start", b.l.Clock(r.Shift.Start), "Team", r.Shift.TeamName)
}

// placeTitle is a place's name, or its kind where it has none.
func placeTitle(l words, name, kind string) string {
	if name != "" {
		return name
	}
	return capital(kindText(l, kind))
}

// capital begins a text with a capital letter.
func capital(text string) string {
	letters := []rune(text)
	if len(letters) == 0 {
		return ""
	}
	return strings.ToUpper(string(letters[:1])) + string(letters[1:])
}

func kindText(l words, kind string) string { return l.Or("kind."+kind, kind) }
