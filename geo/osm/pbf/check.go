package pbf

import (
	"context"
	"io"
	"sync/atomic"
)

// Check reads a whole file once, with several goroutines, and proves every rule
// that its reader relies on: the sizes of headers and blobs before and after
// unpacking, their number and their sum, the compression and its checksums, the
// features the header asks for, every message, every index into a string table,
// and how many elements a block holds. Nothing is kept of the elements but the
// index.
//
// The error is [ErrTruncated], wraps [ErrAltered] or [ErrUnsupported], or is the
// reader's; it is the same for any number of goroutines. progress, if not nil,
// is called with the bytes checked so far.
func Check(ctx context.Context, r io.ReaderAt, size int64, workers int, progress func(done int64)) (*Index, error) {
	var unpacked atomic.Int64
	budget := func(n int64) error {
		if unpacked.Add(n) > allowedBytes(size) {
			return errRatio
		}
		return nil
	}
	var x indexer
	err := ordered(ctx, workers,
		func(yield func(frame) bool) error { return frames(r, size, yield) },
		func() func(frame) (*entry, error) {
			c := checker{r: r, inflater: inflater{budget: budget}}
			return c.check
		},
		func(e *entry) error {
			x.add(e)
			if progress != nil {
				progress(e.blob.Offset + int64(e.blob.Size))
			}
			return nil
		})
	if err != nil {
		return nil, err
	}
	return x.index(), nil
}

// frames walks a file's frames. Those of kinds that later versions of the
// format may add are passed over, as it asks.
func frames(r io.ReaderAt, size int64, yield func(frame) bool) error {
	w := walker{r: r, size: size}
	for {
		f, err := w.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case !f.header && f.kind != "OSMData":
		case !yield(f):
			return nil
		}
	}
}

// checker proves blocks one by one.
type checker struct {
	r        io.ReaderAt
	inflater inflater
	block    Block
}

func (c *checker) check(f frame) (*entry, error) {
	data, err := c.inflater.read(c.r, f.offset, f.size)
	if err != nil {
		return nil, err
	}
	e := newEntry(f)
	if f.header {
		e.bounds, err = decodeHeader(data)
		return e, err
	}
	if err := c.block.reset(data); err != nil {
		return nil, err
	}
	return e, c.block.Visit(e.visitor())
}

// indexer joins what was found in the blocks, in the file's order.
type indexer struct {
	Index
	nodes, ways, relations run
}

func (x *indexer) add(e *entry) {
	if e.bounds != nil {
		x.Bounds = e.bounds
	}
	if e.blob.Kinds == 0 {
		return
	}
	x.Blobs = append(x.Blobs, e.blob)
	x.nodes.join(e.nodes)
	x.ways.join(e.ways)
	x.relations.join(e.relations)
	x.Unplaced += e.unplaced
}

// index is complete after the last block.
func (x *indexer) index() *Index {
	x.Nodes, x.Ways, x.Relations = x.nodes.n, x.ways.n, x.relations.n
	for i, r := range []run{x.nodes, x.ways, x.relations} {
		if !r.falls {
			x.Rising |= Nodes << i
		}
	}
	return &x.Index
}

// Scan decodes blobs of a file that was checked, in several goroutines: decode
// makes of each block what take is then given, one after another in the order
// of the list. What decode is given is valid only until it returns; decode runs
// in several goroutines at once, take in the caller's. The first error ends the
// scan, be it of a block, since a file may change after its check, or of take.
func Scan[R any](ctx context.Context, r io.ReaderAt, blobs []Blob, workers int,
	decode func(*Block) (R, error), take func(Blob, R) error) error {
	type decoded struct {
		blob   Blob
		result R
	}
	return ordered(ctx, workers,
		func(yield func(Blob) bool) error {
			for _, b := range blobs {
				if !yield(b) {
					break
				}
			}
			return nil
		},
		func() func(Blob) (decoded, error) {
			var f inflater
			var block Block
			return func(b Blob) (decoded, error) {
				data, err := f.read(r, b.Offset, b.Size)
				if err == nil {
					err = block.reset(data)
				}
				if err != nil {
					return decoded{}, err
				}
				result, err := decode(&block)
				return decoded{b, result}, err
			}
		},
		func(d decoded) error { return take(d.blob, d.result) })
}
