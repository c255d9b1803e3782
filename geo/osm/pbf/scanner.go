package pbf

import (
	"context"
	"io"

	"github.com/paulmach/osm"
)

var _ osm.Scanner = (*Scanner)(nil)

// Scanner steps through the elements of a file. The header's box, if there is
// one, comes first as an *osm.Bounds; then *osm.Node, *osm.Way and
// *osm.Relation in the file's order. It must be closed.
type Scanner struct {
	// Elements to pass over undecoded. Set before the first Scan.
	SkipNodes, SkipWays, SkipRelations bool

	r       io.Reader
	workers int
	ctx     context.Context
	stop    context.CancelFunc
	queue   chan chan result
	done    chan struct{}
	objects []osm.Object
	next    osm.Object
	err     error
}

// result is what became of one block.
type result struct {
	objects []osm.Object
	err     error
}

// New prepares to read r, decoding up to workers blocks at a time.
func New(ctx context.Context, r io.Reader, workers int) *Scanner {
	ctx, stop := context.WithCancel(ctx)
	return &Scanner{r: r, workers: max(workers, 1), ctx: ctx, stop: stop}
}

// Scan steps to the next element and reports whether there is one.
func (s *Scanner) Scan() bool {
	if s.err != nil || s.ctx.Err() != nil {
		return false
	}
	if s.queue == nil {
		s.start()
	}
	for len(s.objects) == 0 {
		out, ok := <-s.queue
		if !ok {
			return false
		}
		res := <-out
		if s.objects, s.err = res.objects, res.err; s.err != nil {
			return false
		}
	}
	s.next, s.objects = s.objects[0], s.objects[1:]
	return true
}

// Object is the element that Scan stepped to.
func (s *Scanner) Object() osm.Object { return s.next }

// Err is nil after a file was read to its end; otherwise why it was not:
// [ErrTruncated], an error that wraps [ErrAltered], or the reader's.
func (s *Scanner) Err() error {
	if s.err != nil {
		return s.err
	}
	return s.ctx.Err()
}

// Close ends the scan and waits for its goroutines. It does not close the reader.
func (s *Scanner) Close() error {
	s.stop()
	if s.queue != nil {
		for range s.queue {
		}
		<-s.done
	}
	return nil
}

// job is a blob and where its elements go.
type job struct {
	blob []byte
	out  chan result
}

// start begins reading: one goroutine cuts the file into blobs, the workers
// decode them, and the queue keeps the results in the file's order.
func (s *Scanner) start() {
	s.queue = make(chan chan result, 2*s.workers)
	s.done = make(chan struct{})
	jobs := make(chan job)
	w := want{!s.SkipNodes, !s.SkipWays, !s.SkipRelations}
	exits := make(chan struct{})
	for range s.workers {
		go func() {
			decodeJobs(jobs, w)
			exits <- struct{}{}
		}()
	}
	go func() {
		s.read(jobs)
		close(jobs)
		close(s.queue)
		for range s.workers {
			<-exits
		}
		close(s.done)
	}()
}

func decodeJobs(jobs <-chan job, w want) {
	var f inflater
	for j := range jobs {
		data, err := f.unpack(j.blob)
		var objects []osm.Object
		if err == nil {
			objects, err = decodeBlock(data, w)
		}
		j.out <- result{objects, err}
	}
}

// read hands out the blobs until the file ends, breaks or the scan is closed.
func (s *Scanner) read(jobs chan<- job) {
	for first := true; ; first = false {
		out := make(chan result, 1)
		blob, err := s.readBlob(first, out)
		if err == io.EOF {
			return
		}
		if err != nil {
			out <- result{err: err}
		}
		select {
		case s.queue <- out:
		case <-s.ctx.Done():
			return
		}
		if err != nil {
			return
		}
		if blob != nil {
			jobs <- job{blob, out}
		}
	}
}

// readBlob reads the next frame. The header is answered at once and leaves no
// blob to decode. Frames of unknown kinds are passed over, as the format asks.
func (s *Scanner) readBlob(first bool, out chan<- result) ([]byte, error) {
	for {
		kind, blob, err := readFrame(s.r)
		switch {
		case err == io.EOF && first:
			return nil, ErrTruncated
		case err != nil:
			return nil, err
		case first && kind != "OSMHeader":
			return nil, altered("the first block must be the header")
		case first:
			res := headerResult(blob)
			out <- res
			return nil, nil
		case kind == "OSMData":
			return blob, nil
		}
	}
}

func headerResult(blob []byte) result {
	var f inflater
	data, err := f.unpack(blob)
	if err != nil {
		return result{err: err}
	}
	box, err := decodeHeader(data)
	if err != nil || box == nil {
		return result{err: err}
	}
	return result{objects: []osm.Object{box}}
}
