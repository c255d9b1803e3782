package api

import (
	"cmp"
	"context"
	"encoding/json"
	"math"
	"net/http"
	"slices"

	"runde/geo"
	"runde/geo/need"
	"runde/store"
	"runde/store/access"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb/geojson"
)

// needOutput is what the planner believes of each cell, for those who plan. It is
// operational: management sees released figures alone.
type needOutput struct {
	Body struct {
		Breaks [4]float64      `json:"breaks" doc:"of the classes, in people met per 10 hours, fixed for the calendar year: each belongs to the class above it"`
		Cells  []needBody      `json:"cells"`
		Shapes json.RawMessage `json:"shapes" doc:"a GeoJSON FeatureCollection of the cells' outlines, each with its cell"`
	}
}

type needBody struct {
	Cell       geo.Cell       `json:"cell"`
	Mean       float64        `json:"mean" doc:"people in need met per 10 hours of presence, in whole people"`
	Low        float64        `json:"low" doc:"lower end of the 80 % interval"`
	High       float64        `json:"high" doc:"upper end"`
	Known      bool           `json:"known" doc:"false: we do not know enough here yet, which is not zero"`
	Class      int            `json:"class" doc:"1–5 by the breaks, 0 unknown"`
	Certainty  need.Certainty `json:"certainty" enum:"sure,unsure,unseen,unknown" doc:"sure: the interval is no wider than the mean; unseen: nobody was there for 8 weeks; unknown: not known"`
	WeeksSince int            `json:"weeks_since" doc:"weeks since anybody was there, -1: never"`
}

func needs(a huma.API, d Deps) {
	huma.Register(a, huma.Operation{
		OperationID: "get-need", Method: http.MethodGet, Path: "/need",
		Summary: "Unmet need by cell with its uncertainty, for planning",
	}, func(ctx context.Context, _ *struct{}) (*needOutput, error) {
		actor, err := permitted(ctx, access.ReadPlans)
		if err != nil {
			return nil, err
		}
		found, err := d.DB.Needs(ctx, actor.Municipality, d.DB.Today())
		if err != nil {
			return nil, err
		}
		out := &needOutput{}
		for i, at := range found.Breaks {
			out.Body.Breaks[i] = math.Round(100*at) / 10
		}
		out.Body.Cells = needBodies(found)
		out.Body.Shapes, err = outlines(found.Cover, found.Estimates)
		return out, err
	})
}

// needBodies are the cells by id, each in its class.
func needBodies(found store.Needs) []needBody {
	out := make([]needBody, len(found.Estimates))
	for i, e := range found.Estimates {
		out[i] = needBody{
			Cell: e.Cell, Mean: math.Round(10 * e.Mean), Low: math.Round(10 * e.Low), High: math.Round(10 * e.High),
			Known: e.Known, Certainty: e.Certainty(), WeeksSince: e.WeeksSince,
		}
		if e.Known {
			out[i].Class = found.Breaks.Class(e.Mean)
		}
	}
	slices.SortFunc(out, func(a, b needBody) int { return cmp.Compare(a.Cell, b.Cell) })
	return out
}

func outlines(cover store.Cover, estimates []need.Estimate) (json.RawMessage, error) {
	shapes := geojson.NewFeatureCollection()
	for _, e := range estimates {
		f := geojson.NewFeature(cover.Outline(e.Cell))
		f.Properties["cell"] = e.Cell.String()
		shapes.Append(f)
	}
	return shapes.MarshalJSON()
}
