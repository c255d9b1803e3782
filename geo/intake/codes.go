package intake

import "slices"

// Channel is the way a concern came in.
type Channel string

// The channels.
const (
	JobCentre       Channel = "job_centre"
	EmergencyWard   Channel = "emergency_ward"   // somatic
	PsychiatricWard Channel = "psychiatric_ward" // psychiatric emergency ward
	Authority       Channel = "authority"
	Institution     Channel = "institution"
	PSP             Channel = "psp" // co-operation of police, social services, psychiatry; inbound only
	Housing         Channel = "housing"
	Relative        Channel = "relative"
	Friend          Channel = "friend"
	Neighbour       Channel = "neighbour"
	Shop            Channel = "shop"
	Community       Channel = "community"
	OwnOutreach     Channel = "own_outreach"
	Self            Channel = "self" // the person, by the printed card
	Other           Channel = "other"
	Undisclosed     Channel = "undisclosed"
)

// Channels lists all of them, in the order of a form, with the group each counts
// in.
var Channels = []struct {
	Channel Channel
	Group   Group
}{
	{Relative, Network}, {Friend, Network},
	{Neighbour, Neighbourhood}, {Shop, Neighbourhood}, {Community, Neighbourhood},
	{JobCentre, Professional}, {EmergencyWard, Professional}, {PsychiatricWard, Professional},
	{Authority, Professional}, {Institution, Professional}, {PSP, Professional}, {Housing, Professional},
	{OwnOutreach, Own}, {Self, Own}, {Other, Own}, {Undisclosed, Own},
}

// Group is the grain at which channels are published.
type Group string

// The groups of channels.
const (
	Professional  Group = "professional"
	Network       Group = "network"
	Neighbourhood Group = "neighbourhood"
	Own           Group = "own" // own outreach, the person, others, not told
)

// Groups lists all of them, in the order in which figures are shown.
var Groups = []Group{Professional, Network, Neighbourhood, Own}

// Group is the group the channel counts in, "" for an unknown channel.
func (c Channel) Group() Group {
	for _, one := range Channels {
		if one.Channel == c {
			return one.Group
		}
	}
	return ""
}

// Valid reports whether c is one of the channels.
func (c Channel) Valid() bool { return c.Group() != "" }

// Public reports whether the public form offers the channel: own outreach is the
// team's.
func (c Channel) Public() bool { return c.Valid() && c != OwnOutreach }

// Key is the channel's key in the catalogue.
func (c Channel) Key() string { return "channel." + string(c) }

// Key is the group's key in the catalogue.
func (g Group) Key() string { return "channel_group." + string(g) }

// Worry is what somebody is worried about, one box of the form.
type Worry string

// The worries. They tell what was seen, never a diagnosis.
const (
	SleepsOut  Worry = "sleeps_out" // freezes, sleeps outside
	LooksIll   Worry = "looks_ill"  // hurt, or seems ill
	Confused   Worry = "confused"   // confused, or afraid
	Substances Worry = "substances" // alcohol or drugs
	Alone      Worry = "alone"      // alone, withdrawn
	Conflict   Worry = "conflict"   // in conflict with others
	NotEating  Worry = "not_eating" // does not eat or drink
	OtherWorry Worry = "other"      // something else
)

// Worries lists all of them, in the order of the form.
var Worries = []Worry{SleepsOut, LooksIll, Confused, Substances, Alone, Conflict, NotEating, OtherWorry}

// Valid reports whether w is one of the worries.
func (w Worry) Valid() bool { return slices.Contains(Worries, w) }

// Key is the worry's key in the catalogue.
func (w Worry) Key() string { return "worry." + string(w) }

// Context is where the person is.
type Context string

// The contexts.
const (
	Street Context = "street" // in a public place: the cell is one of the street cover
	Home   Context = "home"   // in their own home: the cell is one of the coarse home cover
)

// Contexts lists both.
var Contexts = []Context{Street, Home}

// Valid reports whether c is one of the two.
func (c Context) Valid() bool { return c == Street || c == Home }

// Key is the context's key in the catalogue.
func (c Context) Key() string { return "context." + string(c) }
