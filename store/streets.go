package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"

	"runde/routes"
	"runde/routes/plans"
	"runde/routes/street"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// Streets are a municipality's street network with its routers, each made when it
// is first asked for. They are safe for concurrent use.
type Streets struct {
	Network *street.Network
	routers map[routes.Mode]func() *street.Router

	mu   sync.Mutex
	kept map[routes.Mode]keptMatrix
}

// Router is the router of the mode.
func (s *Streets) Router(mode routes.Mode) *street.Router { return s.routers[mode]() }

// Streets are the municipality's streets as the last import left them, or
// ErrNotFound before the first.
func (db *DB) Streets(ctx context.Context, m int32) (*Streets, error) {
	var out *Streets
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = streets(ctx, tx, m)
		return err
	})
	return out, err
}

// loaded keeps networks by the checksum of their bytes, so that it cannot hold an
// outdated one, nor one of another municipality.
var loaded = networkCache{by: map[string]*Streets{}}

// keptNetworks is how many networks stay in memory.
const keptNetworks = 8

type networkCache struct {
	mu   sync.Mutex
	by   map[string]*Streets
	used []string // the latest last
}

func (c *networkCache) get(sum string) *Streets {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.by[sum]
}

func (c *networkCache) put(sum string, s *Streets) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.by[sum]; ok {
		return
	}
	c.by[sum] = s
	c.used = append(c.used, sum)
	if len(c.used) > keptNetworks {
		delete(c.by, c.used[0])
		c.used = c.used[1:]
	}
}

func streets(ctx context.Context, tx pgx.Tx, m int32) (*Streets, error) {
	sum, err := value[[]byte](ctx, tx, layerSum, m, NetworkLayer)
	if err != nil {
		return nil, fmt.Errorf("street network: %w", err)
	}
	if s := loaded.get(string(sum)); s != nil {
		return s, nil
	}
	l, err := layer(ctx, tx, m, NetworkLayer)
	if err != nil {
		return nil, fmt.Errorf("street network: %w", err)
	}
	n, err := street.Read(bytes.NewReader(l.Data))
	if err != nil {
		return nil, fmt.Errorf("street network: %w", err)
	}
	s := newStreets(n)
	loaded.put(string(l.SHA256), s)
	return s, nil
}

func newStreets(n *street.Network) *Streets {
	s := &Streets{
		Network: n,
		routers: map[routes.Mode]func() *street.Router{},
		kept:    map[routes.Mode]keptMatrix{},
	}
	for _, mode := range routes.Modes {
		s.routers[mode] = sync.OnceValue(func() *street.Router { return n.Router(mode) })
	}
	return s
}

// matrices are the travel times that a plan needs, by each mode of its shifts.
func (s *Streets) matrices(list []routes.Place, shifts []routes.Shift) map[routes.Mode]routes.Matrix {
	points := plans.Points(list, shifts)
	out := map[routes.Mode]routes.Matrix{}
	for _, shift := range shifts {
		if _, done := out[shift.Mode]; !done {
			out[shift.Mode] = s.matrix(shift.Mode, points)
		}
	}
	return out
}

// matrix remembers the last one of each mode: a plan that is changed by hand asks
// for the same points again and again.
func (s *Streets) matrix(mode routes.Mode, points []orb.Point) routes.Matrix {
	s.mu.Lock()
	kept := s.kept[mode]
	s.mu.Unlock()
	if slices.Equal(kept.points, points) && kept.matrix.N > 0 {
		return kept.matrix
	}
	m := s.Router(mode).Matrix(points)
	s.mu.Lock()
	s.kept[mode] = keptMatrix{points, m}
	s.mu.Unlock()
	return m
}

type keptMatrix struct {
	points []orb.Point
	matrix routes.Matrix
}
