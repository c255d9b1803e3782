package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// ConstraintErrors lets the schema test compare the table with the schema.
var ConstraintErrors = constraintErrors

// MigrateDown takes every migration of the tables back.
func MigrateDown(ctx context.Context, dsn string) error {
	cfg, err := pgx.ParseConfig(dsn)
	if err != nil {
		return err
	}
	cfg.RuntimeParams["role"] = ownerRole
	db := stdlib.OpenDB(*cfg)
	defer db.Close()
	provider, err := gooseProvider(db)
	if err != nil {
		return err
	}
	_, err = provider.DownTo(ctx, 0)
	return err
}
