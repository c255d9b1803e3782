package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"runde/geo/tiles"
	"runde/routes/street"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// MapEdition is a map that is live, or kept to go back to. What was stored by a
// program that kept no record of it has its checksum alone.
type MapEdition struct {
	Live         bool
	Checksum     []byte // of its layers' checksums
	ImportedAt   *time.Time
	SourceSHA256 []byte `db:"source_sha256"` // of the map file
	Figures      *MapFigures
}

// MapEditions are the municipality's live map and the one that is kept, in that
// order, as far as there are any.
func (db *DB) MapEditions(ctx context.Context, m int32) ([]MapEdition, error) {
	var out []MapEdition
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = all[MapEdition](ctx, tx, mapEditionList, m)
		return err
	})
	return out, err
}

// CheckMap loads the live map as those who use it will. Returns ErrNotFound before
// the first import, and an error wrapping ErrMapUnusable for one that is another
// version's or was altered.
func (db *DB) CheckMap(ctx context.Context, m int32) error {
	err := db.AppRead(ctx, m, func(tx pgx.Tx) error { return usable(ctx, tx, m, layerSelect) })
	if errors.Is(err, street.ErrFile) || errors.Is(err, tiles.ErrMap) {
		return fmt.Errorf("%w: %w", ErrMapUnusable, err)
	}
	return err
}

// RestoreMap puts the street network, the base map and the boundary that are kept in
// the place of the live ones, and keeps those: doing it again undoes it. Places,
// names and cells stay as they are. Returns ErrNotFound where none is kept, and an
// error wrapping street.ErrFile or tiles.ErrMap where this program cannot use it:
// then nothing is changed.
func (db *DB) RestoreMap(ctx context.Context, m int32, by By) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, mapLock, m); err != nil {
			return err
		}
		if err := usable(ctx, tx, m, keptLayerSelect); err != nil {
			return fmt.Errorf("the map that is kept: %w", err)
		}
		if _, err := tx.Exec(ctx, layersSwap, m); err != nil {
			return err
		}
		sum, err := value[[]byte](ctx, tx, mapChecksum, m)
		if err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, "map.restore", "map_edition", hex.EncodeToString(sum))
	})
}

// usable loads the network and the base map that the query finds.
func usable(ctx context.Context, tx pgx.Tx, m int32, query string) error {
	network, err := one[Layer](ctx, tx, query, m, NetworkLayer)
	if err != nil {
		return err
	}
	if _, err := street.Decode(network.Data); err != nil {
		return err
	}
	basemap, err := one[Layer](ctx, tx, query, m, BasemapLayer)
	if err != nil {
		return err
	}
	_, err = tiles.Decode(basemap.Data)
	return err
}

// keepMap sets the live map aside before another takes its place. One that cannot be
// loaded any more is let go instead: what is kept stays what can be gone back to.
func keepMap(ctx context.Context, tx pgx.Tx, m int32) error {
	err := usable(ctx, tx, m, layerSelect)
	switch {
	case errors.Is(err, ErrNotFound), errors.Is(err, street.ErrFile), errors.Is(err, tiles.ErrMap):
		return nil
	case err != nil:
		return err
	}
	_, err = tx.Exec(ctx, layersKeep, m)
	return err
}

// liveFigures are those of the live map; nil where nothing is known of it.
func liveFigures(ctx context.Context, tx pgx.Tx, m int32) (*MapFigures, error) {
	text, err := value[[]byte](ctx, tx, mapFiguresLive, m)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	f := new(MapFigures)
	return f, json.Unmarshal(text, f)
}

// recordEdition notes what is known of the live map, and forgets what is neither
// live nor kept. A map that was read again keeps its first import.
func recordEdition(ctx context.Context, tx pgx.Tx, m int32, id uuid.UUID, f MapFigures) error {
	text, err := json.Marshal(f)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, mapEditionInsert, m, id, text); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, mapEditionsForget, m)
	return err
}

// Whoever changes the layers of a municipality does so alone.
const mapLock = `
SELECT pg_advisory_xact_lock(hashtext('map_layer'), $1)`

const mapChecksum = `
SELECT sha256(string_agg(sha256, ''::bytea ORDER BY layer)) FROM map_layer WHERE municipality_id = $1`

const layersKeep = `
INSERT INTO kept_layer (municipality_id, layer, sha256, data)
SELECT municipality_id, layer, sha256, data FROM map_layer WHERE municipality_id = $1
ON CONFLICT (municipality_id, layer) DO UPDATE SET sha256 = excluded.sha256, data = excluded.data`

// Both updates see the rows as they were before either.
const layersSwap = `
WITH live AS (
  UPDATE map_layer l SET sha256 = k.sha256, data = k.data FROM kept_layer k
  WHERE l.municipality_id = $1 AND k.municipality_id = $1 AND k.layer = l.layer)
UPDATE kept_layer k SET sha256 = l.sha256, data = l.data FROM map_layer l
WHERE k.municipality_id = $1 AND l.municipality_id = $1 AND l.layer = k.layer`

const mapEditionList = `
SELECT l.live, l.checksum, i.imported_at, i.source_sha256, e.figures
FROM (
  SELECT true AS live, sha256(string_agg(sha256, ''::bytea ORDER BY layer)) AS checksum
  FROM map_layer WHERE municipality_id = $1
  UNION ALL
  SELECT false, sha256(string_agg(sha256, ''::bytea ORDER BY layer))
  FROM kept_layer WHERE municipality_id = $1) l
LEFT JOIN map_edition e ON e.municipality_id = $1 AND e.checksum = l.checksum
LEFT JOIN map_import i ON i.municipality_id = $1 AND i.import_id = e.import_id
WHERE l.checksum IS NOT NULL ORDER BY l.live DESC`

const mapFiguresLive = `
SELECT figures FROM map_edition WHERE municipality_id = $1 AND checksum = (
  SELECT sha256(string_agg(sha256, ''::bytea ORDER BY layer)) FROM map_layer WHERE municipality_id = $1)`

const mapEditionInsert = `
INSERT INTO map_edition (municipality_id, checksum, import_id, figures)
SELECT $1, sha256(string_agg(sha256, ''::bytea ORDER BY layer)), $2, $3 FROM map_layer WHERE municipality_id = $1
ON CONFLICT (municipality_id, checksum) DO NOTHING`

const mapEditionsForget = `
DELETE FROM map_edition WHERE municipality_id = $1 AND checksum NOT IN (
  SELECT sha256(string_agg(sha256, ''::bytea ORDER BY layer)) FROM map_layer WHERE municipality_id = $1
  UNION ALL
  SELECT coalesce(sha256(string_agg(sha256, ''::bytea ORDER BY layer)), ''::bytea) FROM kept_layer WHERE municipality_id = $1)`
