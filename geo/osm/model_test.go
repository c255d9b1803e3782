package osm

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
)

// model reads the plain way: everything is kept, and looked up as it is needed.
type model struct {
	box     *orb.Bound // of the boundary and its margin, nil without one
	inside  *orb.Bound // the boundary
	at      map[osm.NodeID]orb.Point
	streets []Street
	base    []string // a class and a geometry each
	benches []string
}

func (m *model) read(objects []osm.Object) {
	m.at = map[osm.NodeID]orb.Point{}
	nodes, ways := map[osm.NodeID]bool{}, map[osm.WayID]bool{}
	for _, o := range objects {
		n, ok := o.(*osm.Node)
		if !ok || nodes[n.ID] || n.Lat == 0 && n.Lon == 0 {
			continue
		}
		nodes[n.ID] = true
		m.at[n.ID] = orb.Point{n.Lon, n.Lat}
		if n.Tags.Find("amenity") == "bench" && (m.inside == nil || m.inside.Contains(m.at[n.ID])) {
			m.benches = append(m.benches, fmt.Sprintf("n%d", n.ID))
		}
	}
	for _, o := range objects {
		if w, ok := o.(*osm.Way); ok && !ways[w.ID] {
			ways[w.ID] = true
			m.way(w)
		}
	}
	slices.Sort(m.base)
}

// near reports whether a node is known and in the box.
func (m *model) near(id osm.NodeID) bool {
	p, ok := m.at[id]
	return ok && (m.box == nil || m.box.Contains(p))
}

func (m *model) way(w *osm.Way) {
	ids := w.Nodes.NodeIDs()
	if !slices.ContainsFunc(ids, m.near) {
		return
	}
	if w.Tags.Find("highway") != "" {
		m.street(w, ids)
	}
	var line orb.LineString
	for _, id := range ids {
		if p, ok := m.at[id]; ok {
			line = append(line, p)
		}
	}
	if w.Tags.Find("waterway") != "" && len(line) >= 2 {
		m.base = append(m.base, fmt.Sprintf("river %.7f", line))
	}
	if w.Tags.Find("natural") == "" || len(ids) < 4 || ids[0] != ids[len(ids)-1] || len(line) == 0 {
		return
	}
	if len(line) >= 3 && line[0] != line[len(line)-1] {
		line = append(line, line[0]) // the node that closed it is missing
	}
	if len(line) >= 4 {
		m.base = append(m.base, fmt.Sprintf("water %.7f", orb.Polygon{orb.Ring(line)}))
	}
}

// street is cut where a node is missing or far.
func (m *model) street(w *osm.Way, ids []osm.NodeID) {
	s := Street{ID: int64(w.ID)}
	for i, id := range ids {
		if m.near(id) {
			s.Nodes, s.Line = append(s.Nodes, int64(id)), append(s.Line, m.at[id])
		}
		if !m.near(id) || i == len(ids)-1 {
			if len(s.Nodes) >= 2 {
				m.streets = append(m.streets, s)
			}
			s.Nodes, s.Line = nil, nil
		}
	}
}

// untidyTown has elements in any order, ids twice, nodes missing or without a
// position, and ways that lead far away.
func untidyTown(rng *rand.Rand) town {
	var w town
	nodes := 30 + rng.IntN(150)
	for i := range nodes {
		n := &osm.Node{ID: osm.NodeID(3 * i), Lat: float64(550_000_000+rng.IntN(1000)*1000) / 1e7, Lon: float64(120_000_000+rng.IntN(1000)*1000) / 1e7}
		switch rng.IntN(12) {
		case 0:
			n.Lat, n.Lon = 0, 0
		case 1, 2:
			n.Tags = tagged("amenity", "bench")
		}
		w.objects = append(w.objects, n)
	}
	for i := range rng.IntN(80) {
		tags := [][]string{{"highway", "path"}, {"waterway", "river"}, {"natural", "water"}, {"note", "nothing"}}[rng.IntN(4)]
		way := &osm.Way{ID: osm.WayID(i + 1), Tags: tagged(tags...)}
		for range rng.IntN(9) {
			way.Nodes = append(way.Nodes, osm.WayNode{ID: osm.NodeID(3*rng.IntN(nodes) + rng.IntN(10)/9)}) // some unknown
		}
		if len(way.Nodes) > 2 && rng.IntN(2) == 0 {
			way.Nodes = append(way.Nodes, way.Nodes[0])
		}
		w.objects = append(w.objects, way)
	}
	if rng.IntN(2) == 0 {
		for range 5 {
			w.objects = append(w.objects, w.objects[rng.IntN(len(w.objects))])
		}
	}
	if rng.IntN(3) > 0 {
		rng.Shuffle(len(w.objects), func(i, j int) { w.objects[i], w.objects[j] = w.objects[j], w.objects[i] })
	}
	return w
}

// The reader finds what a plain one finds, whatever the disorder of the file, with
// a boundary and without.
func TestReadEqualsPlainReading(t *testing.T) {
	var streets, base, benches int
	for seed := range uint64(120) {
		rng := rand.New(rand.NewPCG(seed, 1))
		w := untidyTown(rng)
		var opt Options
		var want model
		if rng.IntN(2) == 0 {
			inside := orb.Bound{Min: orb.Point{12.03005, 55.03005}, Max: orb.Point{12.06005, 55.06005}}
			box := pad(inside, 300)
			opt = Options{Boundary: orb.MultiPolygon{inside.ToPolygon()}, Margin: 300}
			want.inside, want.box = &inside, &box
		}
		want.read(w.objects)
		got := w.read(t, opt)
		for i := range got.Streets {
			got.Streets[i].Tags = nil
		}
		if diff := cmp.Diff(want.streets, got.Streets); diff != "" {
			t.Errorf("seed %d: streets\n%s", seed, diff)
		}
		var drawn []string
		for _, f := range got.Base {
			if f.Layer == Water {
				drawn = append(drawn, fmt.Sprintf("%s %.7f", f.Class, f.Geometry))
			}
		}
		slices.Sort(drawn)
		if diff := cmp.Diff(want.base, drawn); diff != "" {
			t.Errorf("seed %d: base map\n%s", seed, diff)
		}
		var refs []string
		for _, p := range got.Places {
			refs = append(refs, p.Ref)
		}
		if diff := cmp.Diff(want.benches, refs); diff != "" {
			t.Errorf("seed %d: benches\n%s", seed, diff)
		}
		streets, base, benches = streets+len(want.streets), base+len(want.base), benches+len(want.benches)
	}
	if streets < 500 || base < 500 || benches < 500 {
		t.Errorf("only %d streets, %d pieces of the base map and %d benches were compared", streets, base, benches)
	}
}
