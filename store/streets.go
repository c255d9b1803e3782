package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"

	"runde/routes"
	"runde/routes/plans"
	"runde/routes/street"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// Streets are a municipality's street network and the travel times that were asked
// for last. They are safe for concurrent use.
type Streets struct {
	Network *street.Network
	sum     string // checksum of the network's bytes

	mu   sync.Mutex
	kept map[routes.Mode]keptMatrix
}

// Router is the router of the mode.
func (s *Streets) Router(mode routes.Mode) *street.Router { return s.Network.Router(mode) }

// Streets are the municipality's streets as the last import left them. Where those
// cannot be loaded, because they were altered or are another version's, the ones that
// answered before do, else those of the map that is kept; that is logged once.
// Returns ErrNotFound before the first import, and an error wrapping ErrMapUnusable
// and street.ErrFile where nothing can be loaded.
func (db *DB) Streets(ctx context.Context, m int32) (*Streets, error) {
	var out *Streets
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = streets(ctx, tx, m)
		return err
	})
	return out, err
}

// StreetsToDraw are the municipality's streets, and none (a nil Network) before the
// first import and where what is stored cannot be used: drawing goes on without.
func (db *DB) StreetsToDraw(ctx context.Context, m int32) (*Streets, error) {
	s, err := db.Streets(ctx, m)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrMapUnusable) {
		return &Streets{}, nil
	}
	return s, err
}

func streets(ctx context.Context, tx pgx.Tx, m int32) (*Streets, error) {
	town := townOf(tx, m)
	live, err := loadStreets(ctx, tx, m, layerVersionSelect, layerSelect)
	if err == nil {
		loaded.last.Add(town, live.sum)
		return live, nil
	}
	if !errors.Is(err, street.ErrFile) {
		return nil, fmt.Errorf("street network: %w", err)
	}
	if s := loaded.before(town); s != nil {
		return s, nil
	}
	kept, errKept := loadStreets(ctx, tx, m, keptVersionSelect, keptLayerSelect)
	if errKept != nil {
		return nil, fmt.Errorf("street network: %w: %w", ErrMapUnusable, err)
	}
	return kept, nil
}

// layerVersion tells whether a stored layer is the one that was seen before: Written
// differs after every change of its row.
type layerVersion struct {
	SHA256  []byte `db:"sha256"`
	Written string
}

func (v layerVersion) key() string { return string(v.SHA256) + v.Written }

// loadStreets loads the network that the queries find, unless it was loaded before or
// could not be.
func loadStreets(ctx context.Context, tx pgx.Tx, m int32, versionQuery, layerQuery string) (*Streets, error) {
	v, err := one[layerVersion](ctx, tx, versionQuery, m, NetworkLayer)
	if err != nil {
		return nil, err
	}
	if s, err := loaded.get(v); s != nil || err != nil {
		return s, err
	}
	loaded.loading.Lock() // those who ask at once load it once
	defer loaded.loading.Unlock()
	if s, err := loaded.get(v); s != nil || err != nil {
		return s, err
	}
	l, err := one[Layer](ctx, tx, layerQuery, m, NetworkLayer)
	if err != nil {
		return nil, err
	}
	n, err := street.Decode(l.Data)
	if err != nil {
		slog.WarnContext(ctx, "a layer of the map cannot be used: read the map again; until then the one before stands in, if there is one", "municipality", m, "layer", NetworkLayer)
		loaded.refused.Add(v.key(), err)
		return nil, err
	}
	s := &Streets{Network: n, sum: string(l.SHA256), kept: map[routes.Mode]keptMatrix{}}
	loaded.by.Add(s.sum, s)
	return s, nil
}

// loaded keeps networks by the checksum of their bytes, so that it cannot hold an
// outdated one, nor one of another municipality.
var loaded = newNetworkCache()

// How many networks stay in memory, how many that cannot be loaded are known, and of
// how many municipalities it is known which network answered last.
const (
	keptNetworks = 8
	keptRefusals = 64
	keptTowns    = 256
)

type networkCache struct {
	loading sync.Mutex                   // held by whoever loads a network
	by      *lru.Cache[string, *Streets] // by checksum
	refused *lru.Cache[string, error]    // by version
	last    *lru.Cache[townID, string]   // checksum of the network that answered last
}

func newNetworkCache() *networkCache {
	return &networkCache{by: cacheOf[string, *Streets](keptNetworks), refused: cacheOf[string, error](keptRefusals), last: cacheOf[townID, string](keptTowns)}
}

// cacheOf lets go of what was not asked for the longest.
func cacheOf[K comparable, V any](size int) *lru.Cache[K, V] {
	c, err := lru.New[K, V](size)
	if err != nil {
		panic(err) // a size of 0 or less
	}
	return c
}

// townID is a municipality of a database.
type townID struct {
	host         string
	port         uint16
	database     string
	municipality int32
}

func townOf(tx pgx.Tx, m int32) townID {
	c := tx.Conn().Config()
	return townID{c.Host, c.Port, c.Database, m}
}

// get returns nil and no error for a network that was not seen before.
func (c *networkCache) get(v layerVersion) (*Streets, error) {
	if err, known := c.refused.Get(v.key()); known {
		return nil, err
	}
	s, _ := c.by.Get(string(v.SHA256))
	return s, nil
}

// before is the network that answered last, nil where there is none in memory.
func (c *networkCache) before(town townID) *Streets {
	sum, _ := c.last.Get(town)
	s, _ := c.by.Get(sum)
	return s
}

// matrices are the travel times that a plan needs: by each mode of its shifts, and on
// foot where one drives, for it may park and walk.
func (s *Streets) matrices(list []routes.Place, shifts []routes.Shift) map[routes.Mode]routes.Matrix {
	points := plans.Points(list, shifts)
	out := map[routes.Mode]routes.Matrix{}
	for _, shift := range shifts {
		modes := []routes.Mode{shift.Mode}
		if shift.Mode == routes.Car {
			modes = append(modes, routes.Foot)
		}
		for _, mode := range modes {
			if _, done := out[mode]; !done {
				out[mode] = s.matrix(mode, points)
			}
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

const layerVersionSelect = `
SELECT sha256, xmin::text AS written FROM map_layer WHERE municipality_id = $1 AND layer = $2`

const keptVersionSelect = `
SELECT sha256, xmin::text AS written FROM kept_layer WHERE municipality_id = $1 AND layer = $2`
