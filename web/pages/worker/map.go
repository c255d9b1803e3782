package worker

import (
	"math"
	"net/http"

	"runde/geo"
	"runde/routes"
	"runde/store"
	"runde/web/auth"
	"runde/web/pages/catalogue"

	"github.com/paulmach/orb"
)

// mapData is what the island draws: the municipality's box, the round's public
// places and the way between them, and what it needs to turn the phone's position
// into a patch without asking anybody.
type mapData struct {
	Box   [4]float64     `json:"box"` // south, west, north, east
	Base  [2]float64     `json:"base"`
	Stops []mapStop      `json:"stops"`
	Lines [][][2]float64 `json:"lines"` // latitude before longitude, as Leaflet has it
	Cover coverData      `json:"cover"`
	Names []cellName     `json:"names"`
}

type mapStop struct {
	ID    string     `json:"id"`
	Title string     `json:"title"`
	Point [2]float64 `json:"point"`
}

// coverData is the cover as web/app/src/lib/cells.ts takes it.
type coverData struct {
	Version      int        `json:"version"`
	Cells        []geo.Cell `json:"cells"`
	Municipality []geo.Cell `json:"municipality"`
}

// cellName is a name that a patch can be called by.
type cellName struct {
	Cell geo.Cell `json:"cell"`
	Name string   `json:"name"`
}

func (h handlers) mapData(r *http.Request, l *catalogue.L, walked store.WalkRound, names []store.PlaceName, legs []routes.Leg) (mapData, error) {
	actor := auth.From(r.Context())
	cover, err := h.db.CoverOn(r.Context(), actor.Municipality, store.StreetLevel, walked.Shift.Date)
	if err != nil {
		return mapData{}, err
	}
	area, err := h.db.Boundary(r.Context(), actor.Municipality)
	if err != nil {
		return mapData{}, err
	}
	b := area.Bound()
	out := mapData{
		Box:   [4]float64{b.Min.Lat(), b.Min.Lon(), b.Max.Lat(), b.Max.Lon()},
		Base:  latLng(walked.Shift.Home),
		Lines: drawn(legs),
		Cover: coverData{Version: cover.Version, Municipality: cover.Compact()},
	}
	for _, c := range cover.Cells() {
		out.Cover.Cells = append(out.Cover.Cells, c.Cell)
	}
	for _, s := range walked.Stops {
		out.Stops = append(out.Stops, mapStop{s.ID.String(), title(l, s), latLng(s.Point)})
		out.Names = append(out.Names, cellName{s.Cell, title(l, s)})
	}
	for _, n := range names {
		out.Names = append(out.Names, cellName{n.Street, n.Name})
	}
	return out, nil
}

// legs are the ways from the base over the stops and back: a straight line in the
// planned time where no street leads, also where the streets cannot be had. A round
// is walked all the same.
func (h handlers) legs(r *http.Request, walked store.WalkRound) ([]routes.Leg, error) {
	streets, err := h.db.StreetsToDraw(r.Context(), auth.From(r.Context()).Municipality)
	if err != nil {
		return nil, err
	}
	points := []orb.Point{walked.Shift.Home}
	for _, stop := range walked.Stops {
		points = append(points, stop.Point)
	}
	legs := streets.Ways(walked.Shift.Mode, append(points, walked.Shift.Home))
	for i := range legs {
		if legs[i].Tenths != routes.Unreachable {
			continue
		}
		planned := 0
		if i < len(walked.Stops) {
			planned = walked.Stops[i].Way
		}
		legs[i].Tenths = int32(planned) * tenthsPerMinute
	}
	return legs, nil
}

const tenthsPerMinute = 600

// minutes are those of a leg alone, rounded up: a break on the way is not in them.
func minutes(leg routes.Leg) int { return int((leg.Tenths + tenthsPerMinute - 1) / tenthsPerMinute) }

func drawn(legs []routes.Leg) [][][2]float64 {
	out := make([][][2]float64, len(legs))
	for i, leg := range legs {
		for _, p := range leg.Line {
			out[i] = append(out[i], latLng(p))
		}
	}
	return out
}

// latLng rounds to a metre.
func latLng(p orb.Point) [2]float64 {
	return [2]float64{math.Round(p.Lat()*1e5) / 1e5, math.Round(p.Lon()*1e5) / 1e5}
}
