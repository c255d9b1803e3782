package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"

	"runde/geo/osm/pbf/pbftest"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/osm"
)

// country is a made-up one: squares of town and countryside on a grid. Each
// square is made from the seed and its number alone, so that the file can be
// written in one go, nodes before ways before relations, with one square in
// memory at a time.
type country struct {
	seed    uint64
	squares int
	side    int // squares along a side
}

// The grid's south-western corner and a square's sides, in degrees: about a
// kilometre each way.
const (
	countryLon, countryLat = 8.0, 54.5
	squareLon, squareLat   = 0.016, 0.009
)

// newCountry makes one whose file has about so many bytes, from the size of a
// sample.
func newCountry(seed uint64, bytesWanted int64) *country {
	const sample = 200
	c := &country{seed: seed, squares: sample, side: 15}
	var buf bytes.Buffer
	c.writeTo(context.Background(), &buf) // a buffer takes all, and nobody cancels
	c.squares = max(1, int(bytesWanted*sample/int64(buf.Len())))
	c.side = int(math.Ceil(math.Sqrt(float64(c.squares))))
	return c
}

// bound is the box of the country.
func (c *country) bound() orb.Bound {
	n := float64(c.side)
	return orb.Bound{
		Min: orb.Point{countryLon, countryLat},
		Max: orb.Point{countryLon + n*squareLon, countryLat + n*squareLat},
	}
}

// municipality is a hundredth of the country, in its middle, as GeoJSON.
func (c *country) municipality() []byte {
	b := c.bound()
	middle, w, h := b.Center(), (b.Max[0]-b.Min[0])/20, (b.Max[1]-b.Min[1])/20
	box := orb.Bound{Min: orb.Point{middle[0] - w, middle[1] - h}, Max: orb.Point{middle[0] + w, middle[1] + h}}
	out, err := json.Marshal(geojson.NewGeometry(box.ToPolygon()))
	if err != nil {
		panic(err) // a box is always GeoJSON
	}
	return out
}

// corner is where a square lies. Neighbours in number are not neighbours on the
// ground: in a real file the ids of nodes tell when they were drawn.
func (c *country) corner(i int) orb.Point {
	at := i
	if c.squares > 7919 {
		at = i * 7919 % c.squares // a prime
	}
	return orb.Point{
		countryLon + float64(at%c.side)*squareLon,
		countryLat + float64(at/c.side)*squareLat,
	}
}

func (c *country) write(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	err = c.writeTo(ctx, w)
	return cmp.Or(err, w.Flush(), f.Close())
}

// writeTo writes the file: every square three times over, taking its nodes, its
// ways, its relations.
func (c *country) writeTo(ctx context.Context, to interface{ Write([]byte) (int, error) }) error {
	b := c.bound()
	header := pbftest.Header(&osm.Bounds{MinLon: b.Min[0], MinLat: b.Min[1], MaxLon: b.Max[0], MaxLat: b.Max[1]}, "DenseNodes")
	if _, err := to.Write(header); err != nil {
		return err
	}
	rng := rand.New(rand.NewPCG(c.seed, math.MaxUint64))
	second := int64(0)
	w := pbftest.Writer{Stamp: func() (int64, int64) {
		if rng.IntN(30) == 0 { // what is drawn at once is stamped at once
			second = 1_200_000_000 + rng.Int64N(500_000_000)
		}
		return 1 + int64(4*rng.Float64()*rng.Float64()), second
	}}
	var block []osm.Object
	flush := func() error {
		_, err := to.Write(w.Block(block...))
		block = block[:0]
		return err
	}
	for _, kind := range []osm.Type{osm.TypeNode, osm.TypeWay, osm.TypeRelation} {
		var ids lastIDs
		for i := range c.squares {
			s := c.square(i, &ids)
			for _, o := range map[osm.Type][]osm.Object{osm.TypeNode: s.nodes, osm.TypeWay: s.ways, osm.TypeRelation: s.relations}[kind] {
				if block = append(block, o); len(block) == 8000 {
					if err := flush(); err != nil {
						return err
					}
				}
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if len(block) > 0 {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return nil
}
