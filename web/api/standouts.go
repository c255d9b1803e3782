package api

import (
	"context"
	"math"
	"net/http"

	"runde/geo"
	"runde/geo/hotspot"
	"runde/store"
	"runde/store/access"

	"github.com/danielgtaylor/huma/v2"
)

// standoutsOutput is where need stands out, for those who plan. It rests on single
// meetings: management sees released figures alone.
type standoutsOutput struct {
	Body standoutsBody
}

type standoutsBody struct {
	Hot         []geo.Cell     `json:"hot" doc:"cells that, with their neighbours, hold more need than the municipality and remain after correction for many comparisons"`
	Clusters    []clusterBody  `json:"clusters" doc:"strongest first, without overlaps"`
	Top         []topShareBody `json:"top" doc:"the known cells by id, with how surely each is among the ten of highest need"`
	Known       int            `json:"known" doc:"cells that took part"`
	Unknown     int            `json:"unknown" doc:"cells of which too little is known to take part"`
	From        string         `json:"from" doc:"first ISO week that clusters are looked for in"`
	To          string         `json:"to" doc:"last one"`
	Simulations int            `json:"simulations" doc:"random spreads of the same meetings that p is a share of"`
	Seed        uint64         `json:"seed" doc:"that the spreads and the draws are made from: with it the same observations give the same figures"`
}

type clusterBody struct {
	Centre     geo.Cell   `json:"centre"`
	Cells      []geo.Cell `json:"cells"`
	Encounters int        `json:"encounters"`
	Expected   float64    `json:"expected" doc:"encounters, if they had fallen by hours alone"`
	Hours      float64    `json:"hours" doc:"of presence"`
	P          float64    `json:"p" doc:"of a cluster as strong as this anywhere in the municipality, by chance"`
}

type topShareBody struct {
	Cell  geo.Cell `json:"cell"`
	Share float64  `json:"share" doc:"probability, in whole hundredths"`
}

func standouts(a huma.API, d Deps) {
	huma.Register(a, huma.Operation{
		OperationID: "get-need-standouts", Method: http.MethodGet, Path: "/need/standouts",
		Summary: "Where unmet need stands out: hot cells after correction, and clusters, for planning",
	}, func(ctx context.Context, _ *struct{}) (*standoutsOutput, error) {
		actor, err := permitted(ctx, access.ReadPlans)
		if err != nil {
			return nil, err
		}
		found, err := d.DB.Standouts(ctx, actor.Municipality, d.DB.Today())
		if err != nil {
			return nil, err
		}
		return &standoutsOutput{Body: standoutsOf(found)}, nil
	})
}

func standoutsOf(s store.Standouts) standoutsBody {
	out := standoutsBody{
		Hot: append([]geo.Cell{}, s.Hot...), Clusters: []clusterBody{}, Top: []topShareBody{},
		Known: s.Known, Unknown: s.Unknown, From: s.From.String(), To: s.To.String(),
		Simulations: s.Simulations, Seed: s.Seed,
	}
	for _, c := range s.Clusters {
		out.Clusters = append(out.Clusters, clusterOf(c))
	}
	for _, c := range s.Cells {
		if c.Known {
			out.Top = append(out.Top, topShareBody{c.Cell, math.Round(100*c.TopShare) / 100})
		}
	}
	return out
}

// clusterOf rounds to tenths what no reader could use more of.
func clusterOf(c hotspot.Cluster) clusterBody {
	return clusterBody{
		Centre: c.Centre, Cells: c.Cells, Encounters: c.Encounters,
		Expected: math.Round(10*c.Expected) / 10, Hours: math.Round(10*c.Hours) / 10, P: c.P,
	}
}
