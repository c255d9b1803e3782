package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"runde/geo/osm"
	"runde/routes"
	"runde/routes/street"

	"github.com/paulmach/orb"
)

// matrixCmd times the street engine on a map.
type matrixCmd struct {
	OSM     string      `name:"osm" help:"Map extract." required:"" type:"existingfile" placeholder:"FILE"`
	Profile routes.Mode `help:"foot, bicycle or car." default:"foot" enum:"foot,bicycle,car"`
	Points  int         `help:"Points of the table, drawn from the nodes of the main part." default:"1000"`
	Seed    uint64      `help:"Seed of the points." default:"1"`
	JSON    bool        `help:"Print JSON."`
}

// matrixResult is what was measured; times are in seconds.
type matrixResult struct {
	Nodes int     `json:"nodes"`
	Arcs  int     `json:"arcs"`
	Read  float64 `json:"read_seconds"`
	Table float64 `json:"table_seconds"`
}

func (r matrixResult) String() string {
	return fmt.Sprintf("nodes %d\narcs %d\nread %.3f s\ntable %.3f s\n", r.Nodes, r.Arcs, r.Read, r.Table)
}

// Run measures and prints.
func (c *matrixCmd) Run(ctx context.Context, out io.Writer) error {
	var r matrixResult
	start := time.Now()
	extract, err := osm.Read(ctx, c.OSM, osm.Options{})
	if err != nil {
		return err
	}
	router := street.Build(extract.Streets, extract.Barriers).Router(c.Profile)
	r.Read = time.Since(start).Seconds()
	r.Nodes, r.Arcs = router.Graph().Nodes(), router.Graph().Arcs()
	rng := rand.New(rand.NewPCG(c.Seed, 0))
	points := make([]orb.Point, c.Points)
	for i := range points {
		at := extract.Streets[rng.IntN(len(extract.Streets))].Line
		points[i] = at[rng.IntN(len(at))]
	}
	start = time.Now()
	router.Matrix(points)
	r.Table = time.Since(start).Seconds()
	return write(out, c.JSON, r)
}
