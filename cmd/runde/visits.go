package main

import (
	"strings"

	"runde/geo/osm"
	"runde/routes"
	"runde/store"
)

// visit is how a kind of place is visited until the coordinator says otherwise.
type visit struct {
	minutes int
	most    int // visits a week
	gap     int // days between two
}

// usualVisit is that of a kind that is not in the table.
var usualVisit = visit{minutes: 15, most: 2, gap: 2}

// visits are the kinds where people stay, or pass at any hour. Presence is capped
// out of respect: nobody wants a worker at their bench every day.
var visits = map[string]visit{
	"square":           {25, 3, 1},
	"station":          {25, 3, 1},
	"park":             {25, 2, 2},
	"drop_in":          {30, 2, 2},
	"shelter":          {20, 2, 2},
	"market":           {20, 2, 2},
	"shopping_centre":  {25, 2, 2},
	"library":          {20, 2, 2},
	"community_centre": {20, 1, 2},
	"harbour":          {20, 2, 2},
	"bus_stop":         {10, 1, 2},
	"playground":       {10, 1, 2},
	"sports":           {10, 1, 2},
	"church":           {10, 1, 2},
	"cemetery":         {10, 1, 2},
	"viewpoint":        {10, 1, 2},
	"toilet":           {10, 2, 2},
}

// placeOf is a place of the map as it is stored.
func placeOf(p osm.Place) store.Place {
	v, ok := visits[string(p.Kind)]
	if !ok {
		v = usualVisit
	}
	out := store.Place{
		Place: routes.Place{
			Name: p.Name, Kind: string(p.Kind), Point: p.Point,
			Visit: v.minutes, MaxVisits: v.most, GapDays: v.gap,
		},
		Source: store.FromOSM, SourceRef: p.Ref,
	}
	if strings.HasPrefix(p.Ref, "g") { // see osm.Place
		out.Source = store.FromGeoFA
	}
	if week, ok := routes.OpeningHours(p.OpeningHours); ok {
		out.Windows = startsWithin(week, v.minutes)
	}
	return out
}

// startsWithin turns opening hours into windows for the start of a visit, which
// ends before the door closes. Hours too short for a visit are left out.
func startsWithin(week [7][]routes.Window, minutes int) (out [7][]routes.Window) {
	for day, hours := range week {
		for _, w := range hours {
			if last := w.Close - minutes; last >= w.Open {
				out[day] = append(out[day], routes.Window{Open: w.Open, Close: last})
			}
		}
	}
	return out
}
