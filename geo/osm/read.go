package osm

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"

	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
)

// Options steer what Read takes from a file. The zero value takes everything.
type Options struct {
	// Boundary of the municipality. Places, names and dwellings outside it are
	// left out, streets and the base map outside its box and margin. Without
	// one the extract's own box stands for the municipality.
	Boundary orb.MultiPolygon
	// Margin in metres around the boundary's box; 0 means [DefaultMargin].
	Margin float64
	// Progress, if set, is called now and then with the bytes read so far and
	// the bytes to read, over all passes.
	Progress func(done, total int64)
}

// DefaultMargin is how far beyond the boundary streets are kept, in metres: the
// shortest way between two places may lead through the neighbour municipality.
const DefaultMargin = 2000

// Errors of a file that is sound but holds nothing of use.
var (
	ErrNoNodes = errors.New("the extract holds no nodes")
	ErrOutside = errors.New("the extract holds nothing inside the boundary")
)

// Read reads a map extract: .osm.pbf or .osm, plain or packed by gzip or bzip2,
// told apart by content. The file is read two or three times, so that elements
// may come in any order. What cannot be used is counted in the report and never
// an error; an error that wraps [ErrNotExtract], [ErrTruncated], [ErrAltered],
// [ErrNoNodes] or [ErrOutside] means that the file as a whole is of no use.
func Read(ctx context.Context, path string, opt Options) (*Extract, error) {
	e, err := read(ctx, path, opt)
	if err == nil || errors.As(err, new(*fs.PathError)) {
		return e, err // a PathError names the file already
	}
	return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
}

func read(ctx context.Context, path string, opt Options) (*Extract, error) {
	src, err := openSource(path)
	if err != nil {
		return nil, err
	}
	r := newReader(opt)
	passes := []struct {
		want  want
		visit func(osm.Object)
		seal  func() error
	}{
		{want{nodes: true, relations: true}, r.nodeOrRelation, r.sealNodes},
		{want{ways: true}, r.wayObject, nil},
		{want{nodes: true}, r.lateNode, r.sealLate},
	}
	if opt.Boundary == nil {
		passes = passes[:2]
	}
	total := src.size * int64(len(passes))
	for i, p := range passes {
		visit := r.progress(p.visit, func() (int64, int64) { return src.size*int64(i) + src.read.Load(), total })
		if err := src.pass(ctx, p.want, visit); err != nil {
			return nil, err
		}
		if p.seal == nil {
			continue
		}
		if err := p.seal(); err != nil {
			return nil, err
		}
	}
	r.out.Report.Format = src.format
	if opt.Progress != nil {
		opt.Progress(total, total)
	}
	return r.finish(), nil
}

// reader gathers an extract while a file is read.
type reader struct {
	opt    Options
	area   *region   // nil: no boundary
	box    orb.Bound // of the boundary and its margin
	header orb.Bound // the file's, empty if it has none
	seen   orb.Bound // of the nodes read

	pos, late positions
	needed    map[int64]struct{} // nodes beyond the box that areas need
	pending   []shape            // areas that wait for them
	ways      map[int64]struct{} // ids of ways taken

	relations []*relation
	members   map[int64][]*relation // by the id of a member way

	barriers map[int64]map[string]string
	coast    []orb.LineString
	homes    homes
	names    map[string]struct{} // of streets
	out      Extract
}

func newReader(opt Options) *reader {
	r := &reader{
		opt:      opt,
		header:   emptyBound(),
		seen:     emptyBound(),
		needed:   map[int64]struct{}{},
		ways:     map[int64]struct{}{},
		members:  map[int64][]*relation{},
		barriers: map[int64]map[string]string{},
		names:    map[string]struct{}{},
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

// progress calls the option every few thousand elements.
func (r *reader) progress(visit func(osm.Object), at func() (done, total int64)) func(osm.Object) {
	if r.opt.Progress == nil {
		return visit
	}
	n := 0
	return func(o osm.Object) {
		if n++; n%8192 == 0 {
			r.opt.Progress(at())
		}
		visit(o)
	}
}

// inside reports whether a point belongs to the municipality, as far as that is
// known before the whole file was read.
func (r *reader) inside(p orb.Point) bool { return r.area == nil || r.area.contains(p) }

// nodeOrRelation is the first pass: where nodes are and which relations matter.
func (r *reader) nodeOrRelation(o osm.Object) {
	switch o := o.(type) {
	case *osm.Bounds:
		if !math.IsNaN(o.MinLon + o.MinLat + o.MaxLon + o.MaxLat) {
			r.header = orb.Bound{Min: orb.Point{o.MinLon, o.MinLat}, Max: orb.Point{o.MaxLon, o.MaxLat}}
		}
	case *osm.Node:
		r.out.Report.Nodes++
		r.node(o)
	case *osm.Relation:
		r.out.Report.Relations++
		r.relation(o)
	}
}

func (r *reader) node(n *osm.Node) {
	p, ok := position(n)
	if !ok {
		r.out.Report.drop("node", whyNoPosition)
		return
	}
	if r.area != nil && !r.box.Contains(p) {
		return
	}
	r.pos.add(int64(n.ID), p)
	r.seen = r.seen.Extend(p)
	if len(n.Tags) == 0 {
		return
	}
	if n.Tags.Find("barrier") != "" {
		r.barriers[int64(n.ID)] = keepTags(n.Tags, barrierTags)
	}
	ref := func() string { return fmt.Sprintf("n%d", n.ID) }
	r.bench(n.Tags, p, &r.out.Report.Benches.Nodes, &r.out.Report.Benches.Yes)
	r.place(ref, n.Tags, p)
	r.name(ref, n.Tags, p)
	r.homes.address(n.Tags, p, r)
}

// position is where a node is. Some files write deleted nodes without one.
func position(n *osm.Node) (orb.Point, bool) {
	ok := math.Abs(n.Lat) <= 90 && math.Abs(n.Lon) <= 180 && (n.Lat != 0 || n.Lon != 0)
	return orb.Point{n.Lon, n.Lat}, ok
}

func (r *reader) sealNodes() error {
	r.pos.seal()
	switch {
	case r.out.Report.Nodes == 0:
		return ErrNoNodes
	case len(r.pos.ids) == 0 && r.area != nil:
		return ErrOutside
	case len(r.pos.ids) == 0:
		return ErrNoNodes
	}
	return nil
}

// lateNode is the third pass: nodes beyond the box that areas reach out to.
func (r *reader) lateNode(o osm.Object) {
	n, ok := o.(*osm.Node)
	if !ok {
		return
	}
	if _, ok := r.needed[int64(n.ID)]; !ok {
		return
	}
	if p, ok := position(n); ok {
		r.late.add(int64(n.ID), p)
	}
}

func (r *reader) sealLate() error {
	r.late.seal()
	for _, s := range r.pending {
		r.areaShape(r.resolve(s))
	}
	r.pending = nil
	return nil
}
