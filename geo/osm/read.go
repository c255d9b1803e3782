package osm

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"

	"github.com/paulmach/orb"
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
	// Workers is how many blocks of a PBF file are decoded at a time; 0 means
	// as many as there are processors. The result does not depend on it.
	Workers int
}

func (o Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// DefaultMargin is how far beyond the boundary streets are kept, in metres: the
// shortest way between two places may lead through the neighbour municipality.
const DefaultMargin = 2000

// Errors of a file that is sound but holds nothing of use.
var (
	ErrNoNodes = errors.New("the extract holds no nodes")
	ErrOutside = errors.New("the extract holds nothing inside the boundary")
)

// Read reads a map extract: .osm.pbf, or .osm plain or packed by gzip or bzip2,
// told apart by content. All of a PBF file is checked before any of it is used;
// elements may come in any order. What cannot be used is counted in the report
// and never an error; an error that wraps [ErrNotExtract], [ErrTruncated],
// [ErrAltered], [ErrUnsupported], [ErrNoNodes] or [ErrOutside] means that the
// file as a whole is of no use. Memory is bounded by the file's size, see the
// package comment.
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
	r.out.Report.Format = src.format
	if src.pbf {
		err = r.readBinary(ctx, src)
	} else {
		err = r.readText(ctx, src)
	}
	if err != nil {
		return nil, err
	}
	return r.finish(), nil
}
