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
		Cells  []needBody      `json:"cells"`
		Shapes json.RawMessage `json:"shapes" doc:"a GeoJSON FeatureCollection of the cells' outlines, each with its cell"`
	}
}

type needBody struct {
	Cell       geo.Cell `json:"cell"`
	Mean       float64  `json:"mean" doc:"people in need met per 10 hours of presence, in whole people"`
	Low        float64  `json:"low" doc:"lower end of the 80 % interval"`
	High       float64  `json:"high" doc:"upper end"`
	Known      bool     `json:"known" doc:"false: we do not know enough here yet, which is not zero"`
	Class      int      `json:"class" doc:"1–5 among the known cells, 0 unknown"`
	WeeksSince int      `json:"weeks_since" doc:"weeks since anybody was there, -1: never"`
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
		estimates, cover, err := d.DB.NeedEstimates(ctx, actor.Municipality, d.DB.Today())
		if err != nil {
			return nil, err
		}
		out := &needOutput{}
		out.Body.Cells = needBodies(estimates)
		out.Body.Shapes, err = outlines(cover, estimates)
		return out, err
	})
}

// classes is how many colours need has.
const classes = 5

// needBodies puts each known cell into a fifth of the known ones, by its mean.
func needBodies(estimates []need.Estimate) []needBody {
	var means []float64
	for _, e := range estimates {
		if e.Known {
			means = append(means, e.Mean)
		}
	}
	slices.Sort(means)
	out := make([]needBody, len(estimates))
	for i, e := range estimates {
		out[i] = needBody{
			Cell: e.Cell, Mean: math.Round(10 * e.Mean), Low: math.Round(10 * e.Low), High: math.Round(10 * e.High),
			Known: e.Known, WeeksSince: e.WeeksSince,
		}
		if e.Known {
			below, _ := slices.BinarySearch(means, e.Mean)
			out[i].Class = 1 + below*classes/len(means)
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
