package osm

import (
	"context"
	"math"
	"os"
	"sync/atomic"

	"github.com/paulmach/orb"
	"github.com/paulmach/osm"
)

// textReader reads an XML file. That costs more to parse than to keep, so it is
// read once: the ways are kept until all nodes are known, and so are the nodes
// beyond the box. Large extracts are PBF.
type textReader struct {
	*reader
	nodes nodeBatch
	ways  []textWay
	refs  slab[int64]
}

// textWay is a way that is kept.
type textWay struct {
	id   int64
	refs []int64
	tags osm.Tags
}

// batchLen is how many elements of an XML file are taken together.
const batchLen = 8192

func (r *reader) readText(ctx context.Context, src *source) error {
	r.once = true
	t := textReader{reader: r}
	t.nodes.reset()
	if err := src.scanText(ctx, r.opt.Progress, t.object); err != nil {
		return err
	}
	t.flush()
	if err := r.sealNodes(); err != nil {
		return err
	}
	t.takeKept()
	r.resume()
	return nil
}

func (t *textReader) object(o osm.Object) {
	switch o := o.(type) {
	case *osm.Bounds:
		if !math.IsNaN(o.MinLon + o.MinLat + o.MaxLon + o.MaxLat) {
			t.header = orb.Bound{Min: orb.Point{o.MinLon, o.MinLat}, Max: orb.Point{o.MaxLon, o.MaxLat}}
		}
	case *osm.Node:
		t.nodes.textNode(t.reader, o)
	case *osm.Way:
		t.keep(o)
	case *osm.Relation:
		t.nodes.textRelation(o)
	}
	if t.nodes.counted.nodes >= batchLen {
		t.flush()
	}
}

func (t *textReader) keep(o *osm.Way) {
	w := textWay{int64(o.ID), t.refs.make(len(o.Nodes)), o.Tags}
	for _, n := range o.Nodes {
		w.refs = append(w.refs, int64(n.ID))
	}
	t.ways = append(t.ways, w)
}

// flush takes what was gathered of nodes and relations.
func (t *textReader) flush() {
	t.takeNodes(&t.nodes)
	rep, counted := &t.out.Report, &t.nodes.counted
	rep.Nodes += counted.nodes
	rep.Relations += counted.relations
	rep.dropN("node", whyNoPosition, counted.unplaced)
	t.nodes.reset()
}

func (b *nodeBatch) textRelation(o *osm.Relation) {
	b.counted.relations++
	rel := newRelation(int64(o.ID), o.Tags)
	if rel == nil {
		return
	}
	for _, m := range o.Members {
		if m.Type == osm.TypeWay {
			rel.add(m.Ref, m.Role)
		}
	}
	b.areas = append(b.areas, rel)
}

// takeKept takes the ways.
func (t *textReader) takeKept() {
	t.out.Report.Ways = len(t.ways)
	var batch wayBatch
	for len(t.ways) > 0 {
		batch.reset(t.reader)
		n := min(batchLen, len(t.ways))
		for i, w := range t.ways[:n] {
			if !batch.isFar(t.reader, w.id, w.refs) {
				batch.way(t.reader, w.id, w.refs, w.tags)
			}
			t.ways[i] = textWay{}
		}
		t.takeWays(&batch)
		t.ways = t.ways[n:]
	}
}

// scanText hands every element of an XML file to visit.
func (s *source) scanText(ctx context.Context, progress func(done, total int64), visit func(osm.Object)) error {
	f, err := os.Open(s.path)
	if err != nil {
		return err
	}
	defer f.Close()
	var read atomic.Int64
	plain, _, err := unpack(&countingReader{f, &read})
	if err != nil {
		return err
	}
	scanner := newXMLScanner(ctx, &boundedReader{plain, freeText + textRatio*s.size})
	defer scanner.Close()
	for n := 1; scanner.Scan(); n++ {
		visit(scanner.Object())
		if progress != nil && n%batchLen == 0 {
			progress(read.Load(), s.size)
		}
	}
	if err := scanner.Err(); err != nil {
		return readError(err)
	}
	if progress != nil {
		progress(s.size, s.size)
	}
	return nil
}
