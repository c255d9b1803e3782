package osm

import (
	"math"

	"github.com/paulmach/orb"
)

// reader gathers an extract while a file is read.
type reader struct {
	opt    Options
	area   *region   // nil: no boundary
	box    orb.Bound // of the boundary and its margin
	header orb.Bound // the file's, empty if it has none
	seen   orb.Bound // of the nodes read
	once   bool      // nodes are read only once, those beyond the box too

	pos, late                    positions
	needed                       []int64 // nodes beyond the box that areas need, some twice
	pending                      []way   // areas that wait for them
	nodeIDs, wayIDs, relationIDs idSet   // of those taken

	relations []*relation
	members   map[int64][]*relation // by the id of a member way

	barriers map[int64]map[string]string
	coast    []orb.LineString
	homes    homes
	base     [len(layerOrder)]list[Feature] // by layer
	names    map[string]struct{}            // of streets
	tagSets  map[tagSet]map[string]string   // of streets
	out      Extract
}

func newReader(opt Options) *reader {
	r := &reader{
		opt:         opt,
		header:      emptyBound(),
		seen:        emptyBound(),
		nodeIDs:     idSet{},
		wayIDs:      idSet{},
		relationIDs: idSet{},
		members:     map[int64][]*relation{},
		barriers:    map[int64]map[string]string{},
		names:       map[string]struct{}{},
		tagSets:     map[tagSet]map[string]string{},
	}
	r.homes.init()
	if opt.Boundary != nil {
		margin := opt.Margin
		if margin == 0 {
			margin = DefaultMargin
		}
		r.area = newRegion(opt.Boundary)
		r.box = pad(r.area.bound, margin)
	}
	return r
}

func emptyBound() orb.Bound {
	return orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
}

// inside reports whether a point belongs to the municipality, as far as that is
// known before the whole file was read.
func (r *reader) inside(p orb.Point) bool { return r.area == nil || r.area.contains(p) }

// sealNodes ends the first pass.
func (r *reader) sealNodes() error {
	r.pos.seal()
	r.late.seal()
	switch {
	case r.out.Report.Nodes == 0:
		return ErrNoNodes
	case r.pos.count == 0 && r.area != nil:
		return ErrOutside
	case r.pos.count == 0:
		return ErrNoNodes
	}
	return nil
}

// idSet tells elements that come twice. It is nil where none can.
type idSet map[int64]struct{}

// has adds an id; it reports whether that was there already.
func (s idSet) has(id int64) bool {
	if s == nil {
		return false
	}
	n := len(s)
	s[id] = struct{}{}
	return len(s) == n
}
