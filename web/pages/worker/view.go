package worker

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"runde/geo"
	"runde/routes"
	"runde/routes/plans"
	"runde/routes/rounds"
	"runde/store"
	"runde/web/auth"
	"runde/web/pages"
	"runde/web/pages/catalogue"
	"runde/web/pages/fds"

	"github.com/google/uuid"
)

// chooseData is what the page shows when there is no round, or more than one.
type chooseData struct {
	Today  geo.Date
	Rounds []store.WalkRound
}

// roundData is what the page of a round shows.
type roundData struct {
	Round    store.WalkRound
	Cards    []card
	Done     bool // no stop is left to visit
	Finished bool
	Recorded []recorded
	Saved    *saved
	Danger   phone
	Team     *phone // nil where the municipality has not filled its number in
	Meeting  meeting
	Blank    recorded // the row that the island copies
	Island   islandData
}

// phone is a number and the link that dials it.
type phone struct {
	Number string
	Link   template.URL
}

func dial(number string) phone {
	return phone{number, template.URL("tel:" + url.PathEscape(strings.ReplaceAll(number, " ", "")))}
}

// card is a stop with everything that can be done at it.
type card struct {
	store.WalkStop
	Round   uuid.UUID
	Number  int
	Total   int
	Title   string // its name, or its kind
	KindToo bool   // the name does not say the kind
	Mode    routes.Mode
	Minutes int    // of the way from the stop before, from the base, or from the car
	Parked  string // where the car stands, for a stop that is walked to
	Back    bool   // from here it is back to the car
	Fetch   int    // minutes back to the car, with Back
	Daypart geo.Daypart
	Reason  plans.Reason // the strongest that the page has a sentence for
	Geo     template.URL // opens the phone's own map
	Next    string       // id of the stop that Videre leads to, empty for none
	Shown   bool
	NewID   uuid.UUID // of the record that Ingen mødt makes
	Meeting meeting
}

// meeting is the form of a meeting, at a stop or between stops.
type meeting struct {
	Round  uuid.UUID
	Stop   uuid.UUID // Nil for a meeting outside the plan
	Prefix string    // of the ids of its fields
	NewID  uuid.UUID
	Form   *pages.Form // with values and mistakes where it came back
	Cells  []fds.Option
}

// Open reports whether the form came back with mistakes.
func (m meeting) Open() bool { return !m.Form.OK() }

// Outcomes are those that ask for the number of persons; no thanks is a button of
// its own.
func (meeting) Outcomes() []rounds.Outcome {
	return []rounds.Outcome{rounds.Seen, rounds.Greeted, rounds.Conversation, rounds.Bridged}
}

// Targets are where somebody may be followed on to.
func (meeting) Targets() []rounds.Target { return rounds.Targets }

// Bands are how many were met.
func (meeting) Bands() []rounds.Persons { return rounds.PersonBands }

// Persons is the band that is chosen: one unless the form says another.
func (m meeting) Persons() string {
	if p := m.Form.Get("persons"); p != "" {
		return p
	}
	return string(rounds.One)
}

// SkipReasons are the buttons of Spring over.
func (card) SkipReasons() []rounds.SkipReason { return rounds.SkipReasons }

// recorded is an encounter of the round, in the list from which it can be taken
// back.
type recorded struct {
	rounds.Encounter
	Where string
	Stop  string // id of the stop that becomes planned again when nothing else was recorded there, if any
}

// saved is the record that was just made, with its undo.
type saved struct {
	rounds.Encounter
	Stop  string // id of the stop it was recorded at, empty between stops
	Title string
}

func (h handlers) view(r *http.Request, walked store.WalkRound, form *pages.Form) (roundData, error) {
	actor, l := auth.From(r.Context()), h.L(r)
	settings, err := h.db.Settings(r.Context(), actor.Municipality)
	if err != nil {
		return roundData{}, err
	}
	list, err := h.db.RoundEncounters(r.Context(), actor.Municipality, actor.User, walked.ID)
	if err != nil {
		return roundData{}, err
	}
	names, err := h.db.PlaceNames(r.Context(), actor.Municipality, walked.Shift.Date)
	if err != nil {
		return roundData{}, err
	}
	ways, err := h.ways(r, walked)
	if err != nil {
		return roundData{}, err
	}
	shown := current(r, walked, form)
	data := roundData{
		Round: walked, Finished: walked.State == rounds.Finished, Done: following(walked, -1) == "",
		Cards: h.cards(r, l, walked, ways, shown, form), Danger: dial(settings.Contact.Emergency),
		Recorded: listRecorded(l, walked, names, list), Saved: justSaved(r, l, walked, list),
		Meeting: meeting{Round: walked.ID, Prefix: "unplanned", NewID: uuid.New(), Form: h.EmptyForm(r), Cells: cellOptions(l, walked, names, form)},
	}
	if form.Get("stop") == "" {
		data.Meeting.Form = form
	}
	if !settings.Contact.Placeholder {
		team := dial(settings.Contact.Phone)
		data.Team = &team
	}
	seen, err := h.mapData(r, l, walked, names, ways)
	data.Island = newIsland(l, walked, list, seen)
	return data, err
}

func (h handlers) cards(r *http.Request, l *catalogue.L, walked store.WalkRound, ways []store.Way, shown uuid.UUID, form *pages.Form) []card {
	out := make([]card, len(walked.Stops))
	for i, s := range walked.Stops {
		c := card{
			WalkStop: s, Round: walked.ID, Number: i + 1, Total: len(walked.Stops), Title: title(l, s), KindToo: s.Name != "",
			Daypart: geo.DaypartAt(s.Arrive), Reason: reason(l, s), Geo: geoLink(l, s),
			Next: following(walked, i), Shown: s.ID == shown, NewID: uuid.New(),
			Meeting: meeting{Round: walked.ID, Stop: s.ID, Prefix: "stop" + fmt.Sprint(i+1), NewID: uuid.New(), Form: h.EmptyForm(r)},
		}
		if p := store.ParkedAt(walked.Halts(), i); p >= 0 && s.Walked {
			c.Parked = title(l, walked.Stops[p])
		}
		if form.Get("stop") == s.ID.String() {
			c.Meeting.Form = form
		}
		out[i] = c
	}
	addWays(out, ways)
	return out
}

// following is the id of the next other stop that is still planned, looking round
// from stop i (-1: from the start), or empty.
func following(walked store.WalkRound, i int) string {
	n := len(walked.Stops)
	for k := i + 1; k < i+1+n; k++ {
		if s := walked.Stops[k%n]; k%n != i && s.State == rounds.StopPlanned {
			return s.ID.String()
		}
	}
	return ""
}

func title(l *catalogue.L, s store.WalkStop) string {
	if s.Name != "" {
		return s.Name
	}
	kind := []rune(l.Or("kind."+s.Kind, s.Kind))
	return strings.ToUpper(string(kind[:1])) + string(kind[1:])
}

// reason is the strongest reason that says something to the one who walks.
func reason(l *catalogue.L, s store.WalkStop) plans.Reason {
	i := slices.IndexFunc(s.Reasons, func(r plans.Reason) bool { return l.Has("worker.reason." + r.Code) })
	if i >= 0 {
		return s.Reasons[i]
	}
	if s.Exploration {
		return plans.Reason{Code: plans.ReasonExploration}
	}
	return plans.Reason{}
}

// geoLink opens whatever map the phone has. It goes to no other site.
func geoLink(l *catalogue.L, s store.WalkStop) template.URL {
	at := fmt.Sprintf("%.5f,%.5f", s.Point.Lat(), s.Point.Lon())
	return template.URL("geo:" + at + "?q=" + at + "(" + url.PathEscape(title(l, s)) + ")")
}

// cellOptions are the patches that can be chosen by name: the round's own first.
func cellOptions(l *catalogue.L, walked store.WalkRound, names []store.PlaceName, form *pages.Form) []fds.Option {
	out := []fds.Option{{Text: l.T("worker.unplanned.choose")}}
	add := func(name string, cell geo.Cell) {
		o := fds.Option{Value: cell.String(), Text: name, Selected: form.Get("cell") == cell.String()}
		same := func(x fds.Option) bool { return x.Value == o.Value && x.Text == o.Text }
		if !slices.ContainsFunc(out, same) {
			out = append(out, o)
		}
	}
	for _, s := range walked.Stops {
		add(title(l, s), s.Cell)
	}
	for _, n := range names {
		add(n.Name, n.Street)
	}
	return out
}

func listRecorded(l *catalogue.L, walked store.WalkRound, names []store.PlaceName, list []rounds.Encounter) []recorded {
	out := make([]recorded, 0, len(list))
	for _, e := range list {
		where, stop := whereabouts(l, walked, names, e)
		out = append(out, recorded{e, where, stop})
	}
	return out
}

// whereabouts names the patch of an encounter by its stops, or by a place in it.
// The stop is the patch's only one, where there is only one.
func whereabouts(l *catalogue.L, walked store.WalkRound, names []store.PlaceName, e rounds.Encounter) (where, stop string) {
	var found []string
	for _, s := range walked.Stops {
		if s.Cell == e.Cell && !slices.Contains(found, title(l, s)) {
			found, stop = append(found, title(l, s)), s.ID.String()
		}
	}
	if len(found) == 0 {
		for _, n := range names {
			if n.Street == e.Cell && len(found) < 2 {
				found = append(found, n.Name)
			}
		}
	}
	if len(found) != 1 || e.Unplanned {
		stop = ""
	}
	return strings.Join(found, " / "), stop
}

// justSaved is the record that the page before made, as its address says.
func justSaved(r *http.Request, l *catalogue.L, walked store.WalkRound, list []rounds.Encounter) *saved {
	q := r.URL.Query()
	id, err := uuid.Parse(q.Get("gemt"))
	i := slices.IndexFunc(list, func(e rounds.Encounter) bool { return e.ID == id })
	if err != nil || i < 0 {
		return nil
	}
	out := &saved{Encounter: list[i]}
	for _, s := range walked.Stops {
		if s.ID.String() == q.Get("ved") {
			out.Stop, out.Title = s.ID.String(), title(l, s)
		}
	}
	return out
}
