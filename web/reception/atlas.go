package reception

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"sync"

	"runde/geo"
	"runde/store"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Cover is a year's cover with what a device needs of it.
type Cover struct {
	store.Cover
	Cells        []geo.Cell // sorted
	Municipality []geo.Cell // compacted
	Hash         string     // of all of the above
}

// Name is a named part of the municipality that stands for its patch where there
// is no map.
type Name struct {
	Key    string // stable, for a form
	Name   string
	Kind   string // suburb, village, …
	Street geo.Cell
	Home   geo.Cell
}

// atlas keeps what is read often and changes with an import or a new year only.
type atlas struct {
	mu     sync.Mutex
	stamp  stamp
	covers map[store.Level]Cover
	names  []Name
	box    orb.Bound
}

// stamp tells whether an atlas is out of date.
type stamp struct {
	mapImport uuid.UUID
	year      int
}

// Cover is this year's cover of the level. Returns store.ErrNotFound before the
// first import.
func (d *Desk) Cover(ctx context.Context, level store.Level) (Cover, error) {
	if err := d.read(ctx); err != nil {
		return Cover{}, err
	}
	d.atlas.mu.Lock()
	defer d.atlas.mu.Unlock()
	return d.atlas.covers[level], nil
}

// Names are the municipality's place names, in alphabetical order. The patch of a
// name is this year's.
func (d *Desk) Names(ctx context.Context) ([]Name, error) {
	if err := d.read(ctx); err != nil {
		return nil, err
	}
	d.atlas.mu.Lock()
	defer d.atlas.mu.Unlock()
	return d.atlas.names, nil
}

// Box is the municipality's extent in longitude and latitude.
func (d *Desk) Box(ctx context.Context) (orb.Bound, error) {
	if err := d.read(ctx); err != nil {
		return orb.Bound{}, err
	}
	d.atlas.mu.Lock()
	defer d.atlas.mu.Unlock()
	return d.atlas.box, nil
}

// read fills the atlas where it is empty or a year or an import behind.
func (d *Desk) read(ctx context.Context) error {
	m, err := d.Municipality(ctx)
	if err != nil {
		return err
	}
	last, err := d.db.LastImport(ctx, m)
	if err != nil {
		return err
	}
	today := d.db.Today()
	now := stamp{last.ID, today.Year()}
	d.atlas.mu.Lock()
	defer d.atlas.mu.Unlock()
	if now == d.atlas.stamp {
		return nil
	}
	if err := d.fill(ctx, m, today); err != nil {
		return err
	}
	d.atlas.stamp = now
	return nil
}

// fill reads the whole atlas; the caller holds its lock.
func (d *Desk) fill(ctx context.Context, m int32, today geo.Date) error {
	covers := map[store.Level]Cover{}
	for _, level := range []store.Level{store.StreetLevel, store.HomeLevel} {
		c, err := d.db.CoverOn(ctx, m, level, today)
		if err != nil {
			return err
		}
		covers[level] = forDevices(c)
	}
	names, err := d.db.PlaceNames(ctx, m, today)
	if err != nil {
		return err
	}
	boundary, err := d.db.Boundary(ctx, m)
	if err != nil {
		return err
	}
	d.atlas.box = boundary.Bound()
	d.atlas.covers, d.atlas.names = covers, Keyed(names)
	return nil
}

func forDevices(c store.Cover) Cover {
	out := Cover{Cover: c, Municipality: c.Compact()}
	for _, one := range c.Cover.Cells() {
		out.Cells = append(out.Cells, one.Cell)
	}
	whole, err := json.Marshal([]any{c.Level, c.Version, out.Cells, out.Municipality})
	if err != nil {
		panic(err) // numbers and texts
	}
	sum := sha256.Sum256(whole)
	out.Hash = hex.EncodeToString(sum[:8])
	return out
}

// Keyed sorts the parts as a Dane sorts and names each once: two of one name and one pair of patches are the
// same to a form, and others of one name are told apart by a number.
func Keyed(in []store.PlaceName) []Name {
	type patch struct {
		name         string
		street, home geo.Cell
	}
	in = slices.Clone(in)
	danish := collate.New(language.Danish)
	slices.SortStableFunc(in, func(a, b store.PlaceName) int { return danish.CompareString(a.Name, b.Name) })
	var out []Name
	seen, count := map[patch]bool{}, map[string]int{}
	for _, n := range in {
		p := patch{n.Name, n.Street, n.Home}
		if seen[p] {
			continue
		}
		seen[p] = true
		count[n.Name]++
		key := n.Name
		if count[n.Name] > 1 {
			key += " " + strconv.Itoa(count[n.Name])
		}
		out = append(out, Name{Key: key, Name: n.Name, Kind: n.Kind, Street: n.Street, Home: n.Home})
	}
	return out
}
