package store

import (
	"context"
	"fmt"

	"runde/geo/release"

	"github.com/jackc/pgx/v5"
)

// releaseYear is what the figures of a year have in common.
type releaseYear struct {
	year     int
	cover    Cover
	tree     *release.Tree
	settings Settings
	secret   []byte
	name     string // the municipality's
	k        int    // the threshold, the same all year
}

func yearOf(ctx context.Context, tx pgx.Tx, m int32, year int) (y releaseYear, err error) {
	y.year = year
	if y.cover, err = coverOf(ctx, tx, m, StreetLevel, year); err != nil {
		return y, err
	}
	y.tree = release.NewTree(cellIDs(y.cover))
	if y.settings, err = settings(ctx, tx, m); err != nil {
		return y, err
	}
	keys, err := secrets(ctx, tx, m)
	if err != nil {
		return y, err
	}
	y.secret, y.name = keys.ReleaseKey, fmt.Sprint(m)
	y.k, err = value[int](ctx, tx, thresholdOf, m, year, y.settings.K)
	return y, err
}

func (y releaseYear) params(f release.Family) release.Params {
	p := release.DefaultParams(release.FamilyKey(y.secret, y.name, f))
	p.K = y.k
	return p
}

// A year keeps the threshold of its first edition, and no year goes below the one
// before.
const thresholdOf = `
SELECT coalesce(max(threshold) FILTER (WHERE year = $2), greatest(max(threshold) FILTER (WHERE year < $2), $3))::int
FROM release.edition WHERE municipality_id = $1`
