package intake

import (
	"strings"
	"testing"
	"time"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// cellSet is a cover for tests.
type cellSet map[geo.Cell]bool

func (s cellSet) Has(c geo.Cell) bool { return s[c] }

const (
	fine   = geo.Cell(0x881f205807fffff) // a street cell
	coarse = geo.Cell(0x871f20580ffffff) // the home cell around it
)

var (
	today  = geo.NewDate(2026, time.November, 22)
	street = Cover{Version: 3, Cells: cellSet{fine: true, geo.Rest: true}}
	home   = Cover{Version: 8, Cells: cellSet{coarse: true}}
)

// valid is a concern that breaks no rule.
func valid() Concern {
	return Concern{
		ID: uuid.MustParse("0b5e2b6e-66f3-4d4b-9a53-0d3a6a1f2b11"), Context: Street, CoverVersion: 3, Cell: fine,
		Day: today, Met: []geo.Daypart{geo.Evening}, Channel: Neighbour, Worries: []Worry{SleepsOut, Alone}, Note: "fryser, har sovepose",
	}
}

// Each broken rule is named at its field, and only that one.
func TestCheck(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Concern)
		want   []FieldError
	}{
		"a whole concern":             {func(*Concern) {}, nil},
		"as little as possible":       {func(c *Concern) { c.Met, c.Worries, c.Note = nil, nil, "" }, nil},
		"the remainder of the cover":  {func(c *Concern) { c.Cell = geo.Rest }, nil},
		"a home in the home cover":    {func(c *Concern) { c.Context, c.CoverVersion, c.Cell = Home, 8, coarse }, nil},
		"a home in the street cover":  {func(c *Concern) { c.Context, c.CoverVersion = Home, 8 }, []FieldError{{"cell", Outside}}},
		"a street cell of homes":      {func(c *Concern) { c.Cell = coarse }, []FieldError{{"cell", Outside}}},
		"a cell finer than the cover": {func(c *Concern) { c.Cell = 0x891f2058043ffff }, []FieldError{{"cell", Outside}}},
		"last year's cover":           {func(c *Concern) { c.CoverVersion = 2 }, []FieldError{{"cover", Outdated}}},
		"the other cover's version":   {func(c *Concern) { c.Context = Home }, []FieldError{{"cover", Outdated}}},
		"no context":                  {func(c *Concern) { c.Context = "work" }, []FieldError{{"context", UnknownCode}}},
		"an id that tells the time":   {func(c *Concern) { c.ID = uuid.MustParse("01938f3a-1c2b-7d3e-8f4a-5b6c7d8e9f00") }, []FieldError{{"id", NotRandom}}},
		"no id":                       {func(c *Concern) { c.ID = uuid.Nil }, []FieldError{{"id", NotRandom}}},
		"an id of another variant":    {func(c *Concern) { c.ID = uuid.MustParse("0b5e2b6e-66f3-4d4b-1a53-0d3a6a1f2b11") }, []FieldError{{"id", NotRandom}}},
		"30 days ago":                 {func(c *Concern) { c.Day = today - 30 }, nil},
		"31 days ago":                 {func(c *Concern) { c.Day = today - 31 }, []FieldError{{"day", TooEarly}}},
		"tomorrow":                    {func(c *Concern) { c.Day = today + 1 }, nil},
		"the day after":               {func(c *Concern) { c.Day = today + 2 }, []FieldError{{"day", TooLate}}},
		"an unknown channel":          {func(c *Concern) { c.Channel = "police" }, []FieldError{{"channel", UnknownCode}}},
		"an unknown worry":            {func(c *Concern) { c.Worries = []Worry{"nosy"} }, []FieldError{{"worries", UnknownCode}}},
		"all worries":                 {func(c *Concern) { c.Worries = Worries }, nil},
		"nine worries":                {func(c *Concern) { c.Worries = append(Worries[:8:8], Alone) }, []FieldError{{"worries", TooMany}}},
		"a worry twice":               {func(c *Concern) { c.Worries = []Worry{Alone, Alone} }, []FieldError{{"worries", Repeated}}},
		"a daypart twice":             {func(c *Concern) { c.Met = []geo.Daypart{geo.Night, geo.Night} }, []FieldError{{"met", Repeated}}},
		"a fifth daypart":             {func(c *Concern) { c.Met = []geo.Daypart{4} }, []FieldError{{"met", UnknownCode}}},
		"a note of 200 characters":    {func(c *Concern) { c.Note = strings.Repeat("å", 200) }, nil},
		"a note of 201 characters":    {func(c *Concern) { c.Note = strings.Repeat("å", 201) }, []FieldError{{"note", LongText}}},
		"a note with NUL":             {func(c *Concern) { c.Note = "a\x00b" }, []FieldError{{"note", Control}}},
		"a note that turns text":      {func(c *Concern) { c.Note = "a\u202eb" }, []FieldError{{"note", Control}}},
		"a note of broken UTF-8":      {func(c *Concern) { c.Note = "a\xff" }, []FieldError{{"note", Control}}},
		"two rules at once": {func(c *Concern) { c.Day, c.Channel = today-90, "" },
			[]FieldError{{"day", TooEarly}, {"channel", UnknownCode}}},
	} {
		t.Run(name, func(t *testing.T) {
			one := valid()
			c.change(&one)
			if diff := cmp.Diff(c.want, Check(one, street, home, today)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The code lists agree with each other: every channel has a group, every group a
// channel, no code stands twice.
func TestCodeLists(t *testing.T) {
	seen, groups := map[Channel]bool{}, map[Group]int{}
	for _, c := range Channels {
		if seen[c.Channel] || !c.Channel.Valid() || c.Channel.Group() != c.Group {
			t.Errorf("channel %s: twice, or of no group", c.Channel)
		}
		seen[c.Channel], groups[c.Group] = true, groups[c.Group]+1
	}
	want := map[Group]int{Network: 2, Neighbourhood: 3, Professional: 7, Own: 4}
	if diff := cmp.Diff(want, groups); diff != "" || len(Groups) != len(groups) {
		t.Errorf("channels of each group: %s", diff)
	}
	if OwnOutreach.Public() || !Self.Public() || Channel("").Public() {
		t.Error("own outreach belongs to the team alone, the person's own channel to all")
	}
	if n := len(Worries); n < 5 || n > maxWorries {
		t.Errorf("the form has %d boxes, want 5 to %d", n, maxWorries)
	}
	keys := []string{Neighbour.Key(), Own.Key(), Alone.Key(), Home.Key(), OnRound.Key(), Watch.Key(), WordPassing.Key(), FieldError{"cell", Outside}.Key()}
	wantKeys := []string{"channel.neighbour", "channel_group.own", "worry.alone", "context.home", "concern_state.on_round", "decision.watch", "status.passing", "error.outside"}
	if diff := cmp.Diff(wantKeys, keys); diff != "" {
		t.Error(diff)
	}
}

// A reporter hears one of three words, never what was decided.
func TestWordFor(t *testing.T) {
	for _, c := range []struct {
		s    State
		d    Decision
		want Word
	}{
		{Received, "", WordReceived},
		{Decided, Visit, WordPassing}, {Decided, Watch, WordPassing}, {OnRound, Visit, WordPassing},
		{Decided, Leader, WordFinished}, {Decided, NotOurs, WordFinished},
		{Closed, Visit, WordFinished}, {Closed, "", WordFinished},
	} {
		if got := WordFor(c.s, c.d); got != c.want {
			t.Errorf("%s %s: got %s, want %s", c.s, c.d, got, c.want)
		}
	}
	for _, d := range Decisions {
		if !d.Valid() {
			t.Errorf("decision %s is not valid", d)
		}
	}
}
