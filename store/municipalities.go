package store

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Municipality is one whose rounds are planned here.
type Municipality struct {
	ID   int32 `db:"municipality_id"`
	Name string
	Demo bool // made-up history: every page says so
}

// Municipalities are all of them by name. The list is public.
func (db *DB) Municipalities(ctx context.Context) ([]Municipality, error) {
	var out []Municipality
	err := db.AppRead(ctx, 0, func(tx pgx.Tx) (err error) {
		out, err = municipalities(ctx, tx)
		return err
	})
	return out, err
}

// Municipality is the one with the id, or ErrNotFound.
func (db *DB) Municipality(ctx context.Context, m int32) (Municipality, error) {
	return db.findMunicipality(ctx, func(x Municipality) bool { return x.ID == m })
}

// MunicipalityByName is the one with the name, letter case apart, or ErrNotFound.
func (db *DB) MunicipalityByName(ctx context.Context, name string) (Municipality, error) {
	return db.findMunicipality(ctx, func(x Municipality) bool { return strings.EqualFold(x.Name, name) })
}

func (db *DB) findMunicipality(ctx context.Context, is func(Municipality) bool) (Municipality, error) {
	list, err := db.Municipalities(ctx)
	if err != nil {
		return Municipality{}, err
	}
	for _, x := range list {
		if is(x) {
			return x, nil
		}
	}
	return Municipality{}, ErrNotFound
}

// CreateMunicipality adds a municipality with fresh secrets, or returns the one
// that has the name already.
func (db *DB) CreateMunicipality(ctx context.Context, name string, demo bool) (Municipality, error) {
	var out Municipality
	err := db.App(ctx, 0, func(tx pgx.Tx) (err error) {
		out, err = createMunicipality(ctx, tx, name, demo)
		return err
	})
	return out, err
}

func createMunicipality(ctx context.Context, tx pgx.Tx, name string, demo bool) (Municipality, error) {
	if _, err := tx.Exec(ctx, municipalityCreateLock); err != nil {
		return Municipality{}, err
	}
	list, err := municipalities(ctx, tx)
	if err != nil {
		return Municipality{}, err
	}
	next := Municipality{ID: 1, Name: name, Demo: demo}
	for _, x := range list {
		if strings.EqualFold(x.Name, name) {
			return x, nil
		}
		next.ID = max(next.ID, x.ID+1)
	}
	if _, err := tx.Exec(ctx, municipalityEnter, next.ID); err != nil {
		return Municipality{}, err
	}
	if _, err := tx.Exec(ctx, municipalityInsert, next.ID, next.Name, next.Demo); err != nil {
		return Municipality{}, err
	}
	return next, createSecrets(ctx, tx, next)
}

func municipalities(ctx context.Context, tx pgx.Tx) ([]Municipality, error) {
	return all[Municipality](ctx, tx, municipalityList)
}

const municipalityList = `
SELECT municipality_id, name, demo FROM municipality ORDER BY name, municipality_id`

// Two at once must not take the same number.
const municipalityCreateLock = `
SELECT pg_advisory_xact_lock(hashtext('municipality'))`

// A transaction that creates a municipality goes on inside it.
const municipalityEnter = `
SELECT set_config('runde.municipality_id', $1::int::text, true)`

const municipalityInsert = `
INSERT INTO municipality (municipality_id, name, demo) VALUES ($1, $2, $3)`
