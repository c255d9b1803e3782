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
	Box   [4]float64 `json:"box"` // south, west, north, east
	Base  [2]float64 `json:"base"`
	Stops []mapStop  `json:"stops"`
	Ways  []mapWay   `json:"ways"`
	Cover coverData  `json:"cover"`
	Names []cellName `json:"names"`
}

type mapStop struct {
	ID    string     `json:"id"`
	Title string     `json:"title"`
	Point [2]float64 `json:"point"`
}

type mapWay struct {
	Mode routes.Mode  `json:"mode"`
	Line [][2]float64 `json:"line"` // latitude before longitude, as Leaflet has it
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

func (h handlers) mapData(r *http.Request, l *catalogue.L, walked store.WalkRound, names []store.PlaceName, ways []store.Way) (mapData, error) {
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
		Ways:  drawn(ways),
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

// ways are the ways from the base over the stops and back: a straight line in the
// planned time where no street leads, also where the streets cannot be had. A round
// is walked all the same.
func (h handlers) ways(r *http.Request, walked store.WalkRound) ([]store.Way, error) {
	streets, err := h.db.StreetsToDraw(r.Context(), auth.From(r.Context()).Municipality)
	if err != nil {
		return nil, err
	}
	ways := streets.RoundWays(walked.Shift.Mode, walked.Shift.Home, walked.Halts())
	for i := range ways {
		w := &ways[i]
		if w.Tenths != routes.Unreachable {
			continue
		}
		planned := 0
		if w.To < len(walked.Stops) && !w.Back {
			planned = walked.Stops[w.To].Way
		}
		w.Tenths = int32(planned) * tenthsPerMinute
	}
	return ways, nil
}

const tenthsPerMinute = 600

// minutes are those of a way alone, rounded up: a break on it is not in them.
func minutes(w store.Way) int { return int((w.Tenths + tenthsPerMinute - 1) / tenthsPerMinute) }

// addWays tells each card how one comes there, and the last before the car that it is
// fetched.
func addWays(cards []card, ways []store.Way) {
	for _, w := range ways {
		switch {
		case w.Back:
			cards[w.To-1].Back, cards[w.To-1].Fetch = true, minutes(w)
		case w.To < len(cards):
			cards[w.To].Mode, cards[w.To].Minutes = w.Mode, minutes(w)
		}
	}
}

func drawn(ways []store.Way) []mapWay {
	out := make([]mapWay, len(ways))
	for i, w := range ways {
		out[i] = mapWay{Mode: w.Mode, Line: [][2]float64{}}
		for _, p := range w.Line {
			out[i].Line = append(out[i].Line, latLng(p))
		}
	}
	return out
}

// latLng rounds to a metre.
func latLng(p orb.Point) [2]float64 {
	return [2]float64{math.Round(p.Lat()*1e5) / 1e5, math.Round(p.Lon()*1e5) / 1e5}
}
