package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"runde/geo/osm"
	"runde/routes"
	"runde/routes/ch"
	"runde/routes/street"

	"github.com/paulmach/orb"
)

// matrixCmd times the street engine on a map and compares its answers with those
// of a plain search.
type matrixCmd struct {
	OSM     string      `name:"osm" help:"Map extract." required:"" type:"existingfile" placeholder:"FILE"`
	Profile routes.Mode `help:"foot, bicycle or car." default:"foot" enum:"foot,bicycle,car"`
	Points  int         `help:"Nodes of the table, drawn from the main part." default:"1000"`
	Seed    uint64      `help:"Seed of the nodes." default:"1"`
	Sample  int         `help:"Rows of the table that a plain search repeats." default:"50"`
	Pairs   int         `help:"Random pairs whose ways are compared one by one." default:"2000"`
	Runs    int         `help:"Times that the table is made and the file loaded; medians are printed." default:"5"`
	Dimacs  string      `help:"Write the mode's arcs in the format of the 9th DIMACS Challenge." type:"path" placeholder:"OUT.gr"`
	JSON    bool        `name:"json" help:"Print JSON."`
}

// Help is shown by --help.
func (matrixCmd) Help() string {
	return `The table is between nodes of the graph, so that another engine can be given the
same (--dimacs). A plain search repeats some of its rows on one core; its time for
the whole table is that of the sample, scaled up. Ratios compare one core with one
core.`
}

// matrixResult is what was measured; times are in seconds.
type matrixResult struct {
	Map        string  `json:"map"`
	Profile    string  `json:"profile"`
	Nodes      int     `json:"nodes"`
	Arcs       int     `json:"arcs"`
	Shortcuts  int     `json:"shortcuts"`
	Upward     int     `json:"upward_arcs"`
	Points     int     `json:"points"`
	Read       float64 `json:"read_seconds"`
	Network    float64 `json:"network_seconds"`
	Contract   float64 `json:"contract_seconds"`
	Table      float64 `json:"table_seconds"`
	TableOne   float64 `json:"table_one_core_seconds"`
	Dijkstra   float64 `json:"dijkstra_seconds"`
	Sample     int     `json:"dijkstra_rows"`
	Faster     float64 `json:"times_faster"`
	Places     float64 `json:"places_seconds"`
	FileBytes  int     `json:"file_bytes"`
	Load       float64 `json:"load_seconds"`
	Compared   int     `json:"compared"`
	Mismatches int     `json:"mismatches"`
}

// String is the result as lines of a name and a figure.
func (r matrixResult) String() string {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-12s %s\n", name, fmt.Sprintf(format, args...))
	}
	line("map", "%s, %s", r.Map, r.Profile)
	line("graph", "%d nodes, %d arcs", r.Nodes, r.Arcs)
	line("hierarchy", "%d arcs up, %d shortcuts of both directions", r.Upward, r.Shortcuts)
	line("read", "%.3f s the map, %.3f s the network of all modes", r.Read, r.Network)
	line("contract", "%.3f s", r.Contract)
	line("table", "%.4f s for %d × %d, %.4f s on one core", r.Table, r.Points, r.Points, r.TableOne)
	line("dijkstra", "%.3f s on one core (%d rows measured), %.0f times the table's on one core", r.Dijkstra, r.Sample, r.Faster)
	line("places", "%.4f s for the matrix of %d points beside streets, with snapping", r.Places, r.Points)
	line("load", "%.4f s from a file of %d bytes, all modes", r.Load, r.FileBytes)
	line("mismatches", "%d of %d compared", r.Mismatches, r.Compared)
	return b.String()
}

// Run measures and prints.
func (c *matrixCmd) Run(ctx context.Context, out io.Writer) error {
	if c.Points < 1 {
		return fmt.Errorf("--points is %d, want at least 1", c.Points)
	}
	r := matrixResult{Map: filepath.Base(c.OSM), Profile: string(c.Profile), Points: c.Points}
	var extract *osm.Extract
	var err error
	r.Read = seconds(func() { extract, err = osm.Read(ctx, c.OSM, osm.Options{}) })
	if err != nil {
		return err
	}
	var network *street.Network
	r.Network = seconds(func() { network = street.Build(extract.Streets, extract.Barriers) })
	var router *street.Router
	r.Contract = seconds(func() { router = network.Router(c.Profile) })
	g, h := router.Graph(), router.Hierarchy()
	r.Nodes, r.Arcs, r.Upward, r.Shortcuts = g.Nodes(), g.Arcs(), h.Upward(), h.Shortcuts()
	if r.Arcs == 0 {
		return fmt.Errorf("%s: no street that the mode %s may use", r.Map, c.Profile)
	}
	if c.Dimacs != "" {
		if err := writeDimacs(c.Dimacs, &g.Graph); err != nil {
			return err
		}
	}
	c.table(&r, router)
	c.compareWays(&r, router)
	c.places(&r, network, router)
	if err := c.load(&r, network); err != nil {
		return err
	}
	if err := write(out, c.JSON, r); err != nil {
		return err
	}
	if r.Mismatches > 0 {
		return fmt.Errorf("%d answers differ from the plain search's", r.Mismatches)
	}
	return nil
}

// table times the table between random nodes, and a sample of its rows by plain
// search, which must be equal.
func (c *matrixCmd) table(r *matrixResult, router *street.Router) {
	rng := rand.New(rand.NewPCG(c.Seed, 0))
	doors := make([][]ch.Door, c.Points)
	nodes := make([]int32, c.Points)
	for i := range doors {
		nodes[i] = rng.Int32N(int32(r.Nodes))
		doors[i] = []ch.Door{{Node: nodes[i]}}
	}
	var costs []int32
	r.Table = median(c.Runs, func() { costs = router.Hierarchy().Table(doors, doors, 0) })
	r.TableOne = median(c.Runs, func() { costs = router.Hierarchy().Table(doors, doors, 1) })
	search := ch.NewDijkstra(&router.Graph().Graph)
	r.Sample = min(c.Sample, c.Points)
	took := seconds(func() {
		for i := range r.Sample {
			search.Begin()
			search.Start(nodes[i], 0)
			search.Settle(nodes)
			for j, v := range nodes {
				r.compare(costs[i*c.Points+j] == search.Cost(v))
			}
		}
	})
	r.Dijkstra = took * float64(c.Points) / float64(max(1, r.Sample))
	r.Faster = r.Dijkstra / r.TableOne
}

// compareWays compares random ways with the plain search: what they cost, and that
// their arcs lead from one end to the other at that cost.
func (c *matrixCmd) compareWays(r *matrixResult, router *street.Router) {
	rng := rand.New(rand.NewPCG(c.Seed, 1))
	g := &router.Graph().Graph
	search, query := ch.NewDijkstra(g), router.Hierarchy().NewQuery()
	var arcs []int32
	for range c.Pairs {
		from, to := rng.Int32N(int32(r.Nodes)), rng.Int32N(int32(r.Nodes))
		search.Begin()
		search.Start(from, 0)
		search.Settle([]int32{to})
		way := query.Path([]ch.Door{{Node: from}}, []ch.Door{{Node: to}}, arcs[:0])
		arcs = way.Arcs
		r.compare(way.Cost == search.Cost(to))
		at, cost := from, int32(0)
		for _, a := range arcs {
			if a < g.First[at] || a >= g.First[at+1] {
				break
			}
			at, cost = g.Head[a], cost+g.Weight[a]
		}
		r.compare(at == to && cost == way.Cost)
	}
}

// places times what a plan asks for: the matrix of points up to 50 m beside streets,
// of which a plain search repeats some rows.
func (c *matrixCmd) places(r *matrixResult, network *street.Network, router *street.Router) {
	rng := rand.New(rand.NewPCG(c.Seed, 2))
	points := make([]orb.Point, c.Points)
	for i := range points {
		p := network.Node(rng.Int32N(int32(network.Nodes())))
		points[i] = orb.Point{p[0] + (rng.Float64()-0.5)*0.001, p[1] + (rng.Float64()-0.5)*0.001}
	}
	var m routes.Matrix
	r.Places = median(c.Runs, func() { m = router.Matrix(points) })
	plain := router.Plain(points)
	for i := range min(c.Sample, c.Points) {
		for j, t := range plain.Row(i) {
			r.compare(m.At(i, j) == t)
		}
	}
}

func (r *matrixResult) compare(equal bool) {
	r.Compared++
	if !equal {
		r.Mismatches++
	}
}

// load times how long a saved network takes from the disk to a router that can be
// asked.
func (c *matrixCmd) load(r *matrixResult, network *street.Network) error {
	dir, err := os.MkdirTemp("", "runde-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	data, err := network.Encode()
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "network")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return err
	}
	r.FileBytes = len(data)
	r.Load = median(c.Runs, func() {
		if err == nil {
			err = c.loadOnce(path)
		}
	})
	return err
}

func (c *matrixCmd) loadOnce(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	n, err := street.Decode(data)
	if err != nil {
		return err
	}
	n.Router(c.Profile)
	return nil
}
