package osm

import (
	"context"
	"os"
	"slices"

	"runde/geo/osm/pbf"

	"github.com/paulmach/orb"
)

// blockReader reads a PBF file: a check of all of it, which also makes an index, and
// the passes, which read only the blocks that can hold what they want.
type blockReader struct {
	ctx     context.Context
	file    *os.File
	size    int64
	workers int
	index   *pbf.Index
	stage   int
	stages  int
	report  func(done, total int64) // nil: nobody asks
}

func (r *reader) readBinary(ctx context.Context, src *source) error {
	f, err := os.Open(src.path)
	if err != nil {
		return err
	}
	defer f.Close()
	b := &blockReader{ctx: ctx, file: f, size: src.size, workers: r.opt.workers(), stages: 3, report: r.opt.Progress}
	if r.area != nil {
		b.stages++
	}
	if b.index, err = pbf.Check(ctx, f, src.size, b.workers, b.progress); err != nil {
		return readError(err)
	}
	r.believe(b.index)
	if err := b.nodes(r); err != nil {
		return readError(err)
	}
	if err := r.sealNodes(); err != nil {
		return err
	}
	if err := b.ways(r); err != nil {
		return readError(err)
	}
	if r.area == nil {
		return nil
	}
	if err := b.lateNodes(r); err != nil {
		return readError(err)
	}
	r.late.seal()
	r.resume()
	return nil
}

// believe takes over what the check found.
func (r *reader) believe(x *pbf.Index) {
	if h := x.Bounds; h != nil {
		r.header = orb.Bound{Min: orb.Point{h.MinLon, h.MinLat}, Max: orb.Point{h.MaxLon, h.MaxLat}}
	}
	rep := &r.out.Report
	rep.Nodes, rep.Ways, rep.Relations = x.Nodes, x.Ways, x.Relations
	rep.dropN("node", whyNoPosition, x.Unplaced)
	for kind, ids := range map[pbf.Kinds]*idSet{pbf.Nodes: &r.nodeIDs, pbf.Ways: &r.wayIDs, pbf.Relations: &r.relationIDs} {
		if x.Rising&kind != 0 {
			*ids = nil
		}
	}
}

// progress tells how far the stage is; all count alike.
func (b *blockReader) progress(done int64) {
	if b.report != nil {
		b.report(b.size*int64(b.stage)+done, b.size*int64(b.stages))
	}
}

// scan reads blobs of the file as one stage. Batches are used again.
func scan[B any](b *blockReader, blobs []pbf.Blob, fill func(*B, *pbf.Block) error, take func(*B)) error {
	b.stage++
	var total, done int64
	for _, blob := range blobs {
		total += int64(blob.Size)
	}
	used := make(chan *B, 4*b.workers) // no sync.Pool: that forgets at each collection
	decode := func(block *pbf.Block) (*B, error) {
		select {
		case batch := <-used:
			return batch, fill(batch, block)
		default:
			batch := new(B)
			return batch, fill(batch, block)
		}
	}
	err := pbf.Scan(b.ctx, b.file, blobs, b.workers, decode, func(blob pbf.Blob, batch *B) error {
		take(batch)
		select {
		case used <- batch:
		default:
		}
		done += int64(blob.Size)
		b.progress(int64(float64(b.size) * float64(done) / float64(total)))
		return nil
	})
	if err == nil && len(blobs) == 0 {
		b.progress(b.size)
	}
	return err
}

// nodes is the pass over nodes and relations.
func (b *blockReader) nodes(r *reader) error {
	blobs := b.index.Select(func(blob pbf.Blob) bool {
		return blob.Kinds&pbf.Relations != 0 || blob.Kinds&pbf.Nodes != 0 && (r.area == nil || touches(blob, r.box))
	})
	return scan(b, blobs, func(batch *nodeBatch, block *pbf.Block) error {
		batch.reset()
		return block.Visit(pbf.Visitor{
			Node:     func(n *pbf.Node) { batch.binaryNode(r, n) },
			Relation: batch.binaryRelation,
		})
	}, r.takeNodes)
}

// touches reports whether nodes of a blob may lie in a box.
func touches(blob pbf.Blob, box orb.Bound) bool {
	return float64(blob.MinLon)/1e9 <= box.Max[0] && float64(blob.MaxLon)/1e9 >= box.Min[0] &&
		float64(blob.MinLat)/1e9 <= box.Max[1] && float64(blob.MaxLat)/1e9 >= box.Min[1]
}

func (b *nodeBatch) binaryRelation(o *pbf.Relation) {
	b.scratch = o.Tags.AppendTo(b.scratch[:0])
	rel := newRelation(o.ID, b.scratch)
	if rel == nil {
		return
	}
	rel.tags = slices.Clone(rel.tags)
	for _, m := range o.Members {
		if m.Kind == pbf.Ways {
			rel.add(m.Ref, m.Role)
		}
	}
	b.areas = append(b.areas, rel)
}

// ways is the pass over the ways.
func (b *blockReader) ways(r *reader) error {
	blobs := b.index.Select(func(blob pbf.Blob) bool { return blob.Kinds&pbf.Ways != 0 })
	return scan(b, blobs, func(batch *wayBatch, block *pbf.Block) error {
		batch.reset(r)
		return block.Visit(pbf.Visitor{Way: func(w *pbf.Way) {
			if batch.isFar(r, w.ID, w.Refs) {
				return
			}
			batch.scratch = w.Tags.AppendTo(batch.scratch[:0])
			batch.way(r, w.ID, w.Refs, batch.scratch)
		}})
	}, r.takeWays)
}

// lateNodes is the pass over nodes beyond the box that areas reach out to.
func (b *blockReader) lateNodes(r *reader) error {
	slices.Sort(r.needed)
	ids := slices.Compact(r.needed)
	r.needed = nil
	blobs := b.index.Select(func(blob pbf.Blob) bool {
		i, _ := slices.BinarySearch(ids, blob.FirstNode)
		return blob.Kinds&pbf.Nodes != 0 && i < len(ids) && ids[i] <= blob.LastNode
	})
	type spots struct{ list []spot }
	return scan(b, blobs, func(batch *spots, block *pbf.Block) error {
		batch.list = batch.list[:0]
		return block.Visit(pbf.Visitor{Node: func(n *pbf.Node) {
			if _, ok := slices.BinarySearch(ids, n.ID); ok && pbf.Placed(n.Lat, n.Lon) {
				batch.list = append(batch.list, spotOf(n.ID, degrees(n)))
			}
		}})
	}, func(batch *spots) {
		for _, s := range batch.list {
			r.late.add(s)
		}
	})
}
