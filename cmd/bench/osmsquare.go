package main

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
)

// lastIDs are the ids given last.
type lastIDs struct {
	node osm.NodeID
	way  osm.WayID
	rel  osm.RelationID
}

// square is a piece of a made-up country.
type square struct {
	*lastIDs
	rng    *rand.Rand
	corner orb.Point

	nodes, ways, relations []osm.Object
}

// square makes the ith, giving it the next ids. One in six is town.
func (c *country) square(i int, ids *lastIDs) *square {
	s := &square{lastIDs: ids, rng: rand.New(rand.NewPCG(c.seed, uint64(i))), corner: c.corner(i)}
	if s.rng.IntN(6) == 0 {
		s.town()
	} else {
		s.countryside()
	}
	return s
}

// node is at x, y, both from 0 to 1. Ids have gaps: much was drawn and deleted.
func (s *square) node(x, y float64, kv ...string) osm.NodeID {
	s.lastIDs.node += 1 + osm.NodeID(s.rng.ExpFloat64()*20*float64(s.rng.IntN(4)/3))
	s.nodes = append(s.nodes, &osm.Node{
		ID: s.lastIDs.node, Lon: s.corner[0] + x*squareLon, Lat: s.corner[1] + y*squareLat, Tags: tagList(kv),
	})
	return s.lastIDs.node
}

func (s *square) way(ids []osm.NodeID, kv ...string) osm.WayID {
	s.lastIDs.way += 1 + osm.WayID(s.rng.IntN(30))
	w := &osm.Way{ID: s.lastIDs.way, Tags: tagList(kv)}
	for _, id := range ids {
		w.Nodes = append(w.Nodes, osm.WayNode{ID: id})
	}
	s.ways = append(s.ways, w)
	return w.ID
}

func tagList(kv []string) osm.Tags {
	var tags osm.Tags
	for i := 0; i+1 < len(kv); i += 2 {
		tags = append(tags, osm.Tag{Key: kv[i], Value: kv[i+1]})
	}
	return tags
}

// multipolygon is an area with an outline and a hole.
func (s *square) multipolygon(outer, inner osm.WayID, kv ...string) {
	s.rel += 1 + osm.RelationID(s.rng.IntN(9))
	s.relations = append(s.relations, &osm.Relation{ID: s.rel, Tags: tagList(append(kv, "type", "multipolygon")), Members: osm.Members{
		{Type: osm.TypeWay, Ref: int64(outer), Role: "outer"},
		{Type: osm.TypeWay, Ref: int64(inner), Role: "inner"},
	}})
}

// line is a wavering row of n nodes.
func (s *square) line(x0, y0, x1, y1 float64, n int) []osm.NodeID {
	ids := make([]osm.NodeID, n)
	for i := range ids {
		f := float64(i) / float64(n-1)
		ids[i] = s.node(x0+f*(x1-x0)+0.004*s.rng.NormFloat64(), y0+f*(y1-y0)+0.004*s.rng.NormFloat64())
	}
	return ids
}

// ring is a closed way of n corners around a point.
func (s *square) ring(x, y, radius float64, n int) []osm.NodeID {
	turn := s.rng.Float64()
	ids := make([]osm.NodeID, 0, n+1)
	for i := range n {
		a := 2 * math.Pi * (float64(i) + turn) / float64(n)
		r := radius * (0.8 + 0.2*s.rng.Float64())
		ids = append(ids, s.node(x+r*math.Cos(a), y+r*math.Sin(a)))
	}
	return append(ids, ids[0])
}

var (
	nameStarts = []string{"Nørre", "Sønder", "Øster", "Vester", "Møl", "Kirke", "Skov", "Birke", "Ege", "Lærke", "Ny", "Stations", "Strand", "Høj", "Eng", "Bøge"}
	nameEnds   = []string{"gade", "vej", "stræde", "allé", "vænget", "bakken", "parken", "toften", "haven", "stien"}
	furniture  = [][]string{
		{"amenity", "bench", "backrest", "yes"}, {"amenity", "bench"}, {"highway", "bus_stop", "bench", "yes", "name", "Torvet"},
		{"highway", "crossing", "crossing", "marked"}, {"natural", "tree"}, {"natural", "tree", "leaf_type", "broadleaved"},
		{"barrier", "bollard"}, {"highway", "street_lamp"}, {"amenity", "waste_basket"}, {"shop", "supermarket", "name", "Købmanden"},
		{"amenity", "bicycle_parking", "capacity", "12"}, {"entrance", "yes"},
	}
)

func (s *square) streetName() string {
	return nameStarts[s.rng.IntN(len(nameStarts))] + nameEnds[s.rng.IntN(len(nameEnds))]
}

// street is a way with houses along it, each a building and an address.
func (s *square) street(x0, y0, x1, y1 float64, houses int) {
	name := s.streetName()
	class := []string{"residential", "residential", "residential", "tertiary", "unclassified"}[s.rng.IntN(5)]
	s.way(s.line(x0, y0, x1, y1, 6+s.rng.IntN(10)), "highway", class, "name", name, "surface", "asphalt", "maxspeed", "50")
	for i := range houses {
		f := (float64(i) + 0.5) / float64(houses)
		x, y := x0+f*(x1-x0)+0.012*(s.rng.Float64()-0.5), y0+f*(y1-y0)+0.015
		kind := []string{"house", "house", "detached", "apartments", "yes", "garage", "shed"}[s.rng.IntN(7)]
		s.way(s.ring(x, y, 0.008, 4+2*s.rng.IntN(3)), "building", kind)
		if kind != "garage" && kind != "shed" {
			s.node(x, y, "addr:city", "Byen", "addr:country", "DK", "addr:housenumber", fmt.Sprint(1+i), "addr:postcode", "9999",
				"addr:street", name, "osak:identifier", fmt.Sprintf("%016x", s.rng.Uint64()))
		}
	}
}

// town is a grid of streets with houses, paths, street furniture, a park, a
// school and blocks around courtyards.
func (s *square) town() {
	const streets = 12
	for i := range streets {
		at := (float64(i) + 0.3) / streets
		s.street(0.02, at, 0.98, at, 25+s.rng.IntN(25))
		s.street(at, 0.02, at, 0.98, 5)
		s.way(s.line(at+0.03, 0.05, at+0.03, 0.95, 8), "highway", "footway", "surface", "paving_stones")
	}
	for range 150 {
		s.node(s.rng.Float64(), s.rng.Float64(), furniture[s.rng.IntN(len(furniture))]...)
	}
	for range 10 {
		x, y := s.rng.Float64(), s.rng.Float64()
		s.multipolygon(s.way(s.ring(x, y, 0.03, 8)), s.way(s.ring(x, y, 0.01, 4)), "building", "apartments")
	}
	s.way(s.ring(0.5, 0.5, 0.1, 40), "leisure", "park", "name", "Byparken")
	s.way(s.ring(0.2, 0.7, 0.05, 12), "amenity", "school", "name", "Byskolen")
	s.node(0.5, 0.45, "place", "town", "name", s.streetName()+" By", "population", "12000")
}

// countryside is fields and woods, a few roads with farms, streams, a lake.
func (s *square) countryside() {
	s.street(0, s.rng.Float64(), 1, s.rng.Float64(), 3)
	s.way(s.line(s.rng.Float64(), 0, s.rng.Float64(), 1, 40), "highway", "track", "tracktype", "grade3")
	s.way(s.line(0, s.rng.Float64(), 1, s.rng.Float64(), 60), "waterway", "stream")
	for range 8 {
		kind := []string{"farmland", "farmland", "farmland", "meadow", "forest"}[s.rng.IntN(5)]
		s.way(s.ring(s.rng.Float64(), s.rng.Float64(), 0.12, 30+s.rng.IntN(40)), "landuse", kind)
	}
	if s.rng.IntN(4) == 0 {
		x, y := s.rng.Float64(), s.rng.Float64()
		s.multipolygon(s.way(s.ring(x, y, 0.1, 80)), s.way(s.ring(x, y, 0.02, 12)), "natural", "water", "name", "Søen")
	}
}
