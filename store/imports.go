package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/osm"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// Import is everything that one reading of a map leaves. Of a place's fields all
// but its id are read.
type Import struct {
	Municipality   string // name; created where there is none
	Demo           bool   // of a municipality that is created
	SourceSHA256   []byte // of the map file
	Summary        any    // what was read and dropped, as JSON
	Street, Home   *cells.Cover
	DwellingSource string // addresses, buildings or register
	Boundary       orb.MultiPolygon
	Sources        []string // sources of places that were read in full, FromOSM or FromGeoFA
	Places         []Place
	Names          []osm.Name
	StreetNames    []string
	Network        []byte // as street.Network.Encode gives it
	Basemap        []byte // as tiles.Map.Encode writes it
	// AcceptChange takes a map that differs from the live one as none should: see
	// MapFigures.Differences.
	AcceptChange bool
}

// Imported tells what an import changed.
type Imported struct {
	Municipality Municipality `json:"-"`
	Places       PlaceChanges `json:"places"`
	Names        int          `json:"names"`
	StreetNames  int          `json:"street_names"`
	CoverMade    []int        `json:"cover_made"` // years that got a cover from this map
	CoverKept    []int        `json:"cover_kept"` // years that keep the cover they had
	Figures      MapFigures   `json:"figures"`
	Before       *MapFigures  `json:"before,omitempty"` // of the map that was live; nil: none is known
	// Accepted are the differences that were taken by somebody's word: see
	// Import.AcceptChange.
	Accepted  []MapDifference `json:"accepted,omitempty"`
	CoverNext int             `json:"cover_next"` // the first year that will get this map's cover, if no other map is read before
}

// PlaceChanges counts places by what an import did to them.
type PlaceChanges struct {
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Edited    int `json:"edited"`  // left alone: the coordinator has changed them
	Retired   int `json:"retired"` // gone from the map
	InUse     int `json:"in_use"`  // gone from the map, and on a plan of this week or later
}

// MapImport is the record of an import.
type MapImport struct {
	ID           uuid.UUID `db:"import_id"`
	ImportedAt   time.Time
	SourceSHA256 []byte `db:"source_sha256"`
	Summary      json.RawMessage
}

// ImportMap stores what was read of a map, all of it or nothing, and is
// idempotent. Places are matched by source and reference: those that the
// coordinator edited stay as they are, those that are gone are retired unless
// they are on a plan of this week or later. A year that has a cover keeps it; the
// next one is made from the newest map's.
//
// The map is loaded and held against the live one before it takes its place, which
// is kept: see RestoreMap. Returns an error wrapping street.ErrFile or tiles.ErrMap
// for a map that cannot be used, and a MapDifferentError for one that differs too
// much.
func (db *DB) ImportMap(ctx context.Context, by By, in Import) (Imported, error) {
	var out Imported
	figures, err := figuresOf(in)
	if err != nil {
		return out, fmt.Errorf("the map cannot be used: %w", err)
	}
	err = db.App(ctx, 0, func(tx pgx.Tx) (err error) {
		out, err = importMap(ctx, tx, by, in, figures)
		return err
	})
	return out, err
}

// LastImport is the latest import of the municipality, or ErrNotFound.
func (db *DB) LastImport(ctx context.Context, m int32) (MapImport, error) {
	var out MapImport
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = one[MapImport](ctx, tx, importLast, m)
		return err
	})
	return out, err
}

func importMap(ctx context.Context, tx pgx.Tx, by By, in Import, figures MapFigures) (out Imported, err error) {
	out.Figures = figures
	if out.Municipality, err = createMunicipality(ctx, tx, in.Municipality, in.Demo); err != nil {
		return out, err
	}
	m, today := out.Municipality.ID, geo.DateOf(by.At)
	if _, err = tx.Exec(ctx, municipalityEnter, m); err != nil {
		return out, err
	}
	if out.Before, out.Accepted, err = compareMap(ctx, tx, m, in, figures); err != nil {
		return out, err
	}
	if out.CoverMade, err = importCovers(ctx, tx, m, in, today); err != nil {
		return out, fmt.Errorf("cover: %w", err)
	}
	for _, year := range CoverYears(today) {
		out.CoverNext = year + 1
		if !slices.Contains(out.CoverMade, year) {
			out.CoverKept = append(out.CoverKept, year)
		}
	}
	if out.Places, err = importPlaces(ctx, tx, m, in, today); err != nil {
		return out, fmt.Errorf("places: %w", err)
	}
	if out.Names, out.StreetNames, err = importNames(ctx, tx, m, in); err != nil {
		return out, fmt.Errorf("names: %w", err)
	}
	if err = importLayers(ctx, tx, m, in); err != nil {
		return out, fmt.Errorf("layers: %w", err)
	}
	return out, recordImport(ctx, tx, m, by, in, out)
}

// compareMap returns the figures of the live map and the differences that were
// accepted, and an error where the one that is read may not take its place.
func compareMap(ctx context.Context, tx pgx.Tx, m int32, in Import, figures MapFigures) (*MapFigures, []MapDifference, error) {
	if _, err := tx.Exec(ctx, mapLock, m); err != nil {
		return nil, nil, err
	}
	live, err := liveFigures(ctx, tx, m)
	if err != nil || live == nil {
		return nil, nil, err
	}
	d := figures.Differences(*live)
	if len(d) > 0 && !in.AcceptChange {
		return live, nil, &MapDifferentError{d}
	}
	return live, d, nil
}

func importCovers(ctx context.Context, tx pgx.Tx, m int32, in Import, today geo.Date) ([]int, error) {
	if _, err := importCover(ctx, tx, m, HomeLevel, in.Home, in.DwellingSource, today); err != nil {
		return nil, err
	}
	return importCover(ctx, tx, m, StreetLevel, in.Street, in.DwellingSource, today)
}

// importCover returns the years that got the cover at once.
func importCover(ctx context.Context, tx pgx.Tx, m int32, level Level, c *cells.Cover, source string, today geo.Date) ([]int, error) {
	if err := saveNextCover(ctx, tx, m, level, c, source); err != nil {
		return nil, err
	}
	return saveCovers(ctx, tx, m, level, c, source, today)
}

func importPlaces(ctx context.Context, tx pgx.Tx, m int32, in Import, today geo.Date) (PlaceChanges, error) {
	var n PlaceChanges
	old, err := places(ctx, tx, m)
	if err != nil {
		return n, err
	}
	used, err := placesInUse(ctx, tx, m, today)
	if err != nil {
		return n, err
	}
	added, changed := diffPlaces(old, in, used, &n)
	if err := insertPlaces(ctx, tx, m, added); err != nil {
		return n, err
	}
	return n, updatePlaces(ctx, tx, m, changed)
}

type placeKey struct{ source, ref string }

// diffPlaces finds what to insert and what to update, and counts. A reference
// that comes twice counts once.
func diffPlaces(old []Place, in Import, used map[uuid.UUID]bool, n *PlaceChanges) (added, changed []Place) {
	have := make(map[placeKey]Place, len(old))
	for _, p := range old {
		have[placeKey{p.Source, p.SourceRef}] = p
	}
	seen := make(map[placeKey]bool, len(in.Places))
	for _, p := range in.Places {
		key := placeKey{p.Source, p.SourceRef}
		if seen[key] {
			continue
		}
		seen[key] = true
		was, known := have[key]
		next := mapped(p, was)
		switch {
		case !known:
			next.ID = uuid.New()
			added = append(added, next)
			n.Added++
		case was.Edited:
			n.Edited++
		case samePlace(was, next):
			n.Unchanged++
		default:
			changed = append(changed, next)
			n.Changed++
		}
	}
	for _, p := range old {
		switch {
		case seen[placeKey{p.Source, p.SourceRef}] || p.Retired || !slices.Contains(in.Sources, p.Source):
		case p.Edited:
			n.Edited++
		case used[p.ID]:
			n.InUse++
		default:
			p.Retired = true
			changed = append(changed, p)
			n.Retired++
		}
	}
	return added, changed
}

// mapped is the place as the map has it, with the id of the one that is known and
// what a map knows nothing of.
func mapped(p, was Place) Place {
	p.ID, p.Habit, p.SafetyNote, p.Edited, p.Retired = was.ID, was.Habit, was.SafetyNote, false, false
	p.Name, p.Cell = shorten(p.Name), 0
	return p
}

func samePlace(a, b Place) bool {
	return reflect.DeepEqual(rowOf(a), rowOf(b))
}

// maxName is the longest name in characters that the database takes.
const maxName = 120

// shorten makes a name of a map fit to be stored: valid UTF-8 without NUL, at most
// maxName characters.
func shorten(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\x00", "")
	if r := []rune(s); len(r) > maxName {
		s = string(r[:maxName])
	}
	return strings.TrimSpace(s)
}

func placesInUse(ctx context.Context, tx pgx.Tx, m int32, today geo.Date) (map[uuid.UUID]bool, error) {
	out := map[uuid.UUID]bool{}
	rows, _ := tx.Query(ctx, placeInUse, m, geo.WeekOf(today))
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}

func importNames(ctx context.Context, tx pgx.Tx, m int32, in Import) (names, streets int, err error) {
	if _, err = tx.Exec(ctx, placeNameClear, m); err != nil {
		return 0, 0, err
	}
	var refs, texts, kinds []string
	var lats, lons []float64
	for _, n := range in.Names {
		if text := shorten(n.Name); text != "" {
			refs, texts, kinds = append(refs, n.Ref), append(texts, text), append(kinds, n.Kind)
			lats, lons = append(lats, n.Point.Lat()), append(lons, n.Point.Lon())
		}
	}
	tag, err := tx.Exec(ctx, placeNameInsert, m, refs, texts, kinds, lats, lons)
	if err != nil {
		return 0, 0, err
	}
	names = int(tag.RowsAffected())
	if _, err = tx.Exec(ctx, streetNameClear, m); err != nil {
		return 0, 0, err
	}
	var list []string
	for _, s := range in.StreetNames {
		if s = shorten(s); s != "" {
			list = append(list, s)
		}
	}
	tag, err = tx.Exec(ctx, streetNameInsert, m, list)
	return names, int(tag.RowsAffected()), err
}

func importLayers(ctx context.Context, tx pgx.Tx, m int32, in Import) error {
	boundary, err := encodeBoundary(in.Boundary)
	if err != nil {
		return err
	}
	layers := map[LayerName][]byte{BoundaryLayer: boundary, NetworkLayer: in.Network, BasemapLayer: in.Basemap}
	if changed, err := layersChanged(ctx, tx, m, layers); err != nil {
		return err
	} else if changed {
		if err := keepMap(ctx, tx, m); err != nil {
			return err
		}
	}
	for name, data := range layers {
		if err := saveLayer(ctx, tx, m, name, data); err != nil {
			return err
		}
	}
	return nil
}

// layersChanged reports whether a layer differs from the live one. A map that is read
// again does not push out the one that is kept.
func layersChanged(ctx context.Context, tx pgx.Tx, m int32, layers map[LayerName][]byte) (bool, error) {
	for name, data := range layers {
		live, err := value[[]byte](ctx, tx, layerSum, m, name)
		if sum := sha256.Sum256(data); errors.Is(err, ErrNotFound) || err == nil && !bytes.Equal(live, sum[:]) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
	}
	return false, nil
}

func recordImport(ctx context.Context, tx pgx.Tx, m int32, by By, in Import, out Imported) error {
	summary, err := json.Marshal(struct {
		Read   any      `json:"read"`
		Stored Imported `json:"stored"`
	}{in.Summary, out})
	if err != nil {
		return err
	}
	var id uuid.UUID
	if err := tx.QueryRow(ctx, importInsert, m, by.At, in.SourceSHA256, summary).Scan(&id); err != nil {
		return err
	}
	if err := recordEdition(ctx, tx, m, id, out.Figures); err != nil {
		return err
	}
	action := "map.import"
	if len(out.Accepted) > 0 {
		action = "map.import_different"
	}
	return appendAudit(ctx, tx, m, by, action, "map_import", id.String())
}

const placeInUse = `
SELECT s.place_id FROM stop s JOIN round r USING (municipality_id, round_id) JOIN plan p USING (municipality_id, plan_id)
WHERE s.municipality_id = $1 AND p.week >= $2::date AND p.state <> 'replaced'
UNION
SELECT place_id FROM plan_lock WHERE municipality_id = $1 AND week >= $2::date AND NOT forbidden`

const placeNameClear = `
DELETE FROM place_name WHERE municipality_id = $1`

const placeNameInsert = `
INSERT INTO place_name (municipality_id, source_ref, name, kind, lat, lon)
SELECT $1, n.ref, n.name, n.kind, n.lat, n.lon
FROM unnest($2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[]) AS n (ref, name, kind, lat, lon)
ON CONFLICT (municipality_id, source_ref) DO NOTHING`

const streetNameClear = `
DELETE FROM street_name WHERE municipality_id = $1`

const streetNameInsert = `
INSERT INTO street_name (municipality_id, name) SELECT $1, unnest($2::text[])
ON CONFLICT (municipality_id, name) DO NOTHING`

const importInsert = `
INSERT INTO map_import (municipality_id, imported_at, source_sha256, summary) VALUES ($1, $2, $3, $4)
RETURNING import_id`

const importLast = `
SELECT import_id, imported_at, source_sha256, summary FROM map_import
WHERE municipality_id = $1 ORDER BY imported_at DESC, import_id LIMIT 1`
