package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"runde/store"
	"runde/store/localpg"
)

// database says where the data is: in DATABASE_URL where that is set, else in a
// private PostgreSQL that the program starts and stops itself. Commands embed it.
type database struct {
	Data string `help:"Folder of the private database; not used where DATABASE_URL is set." env:"RUNDE_DATA" type:"path" placeholder:"DIR"`
}

// databaseName is the database in the private cluster.
const databaseName = "runde"

// open connects to the migrated database. Close stops what was started.
func (d database) open(ctx context.Context) (db *store.DB, closeDB func() error, err error) {
	dsn, stop, err := d.server(ctx)
	if err != nil {
		return nil, nil, err
	}
	if err := store.Migrate(ctx, dsn); err != nil {
		return nil, nil, errors.Join(err, stop())
	}
	db, err = store.Open(ctx, dsn)
	if err != nil {
		return nil, nil, errors.Join(err, stop())
	}
	return db, func() error { db.Close(); return stop() }, nil
}

// server is the connection string of a running server, and how to stop it.
func (d database) server(ctx context.Context) (dsn string, stop func() error, err error) {
	if dsn := os.Getenv("DATABASE_URL"); dsn != "" {
		return dsn, func() error { return nil }, nil
	}
	cluster, err := localpg.Start(ctx, localpg.Options{Dir: d.Data})
	if errors.Is(err, localpg.ErrInUse) {
		return "", nil, fmt.Errorf("%w; stop it, or give both a DATABASE_URL", err)
	}
	if err != nil {
		return "", nil, err
	}
	dsn, err = cluster.Create(ctx, databaseName)
	if err != nil {
		return "", nil, errors.Join(err, cluster.Stop())
	}
	return dsn, cluster.Stop, nil
}

// cache is the folder for files that can be fetched again.
func (d database) cache(name string) (string, error) {
	dir, err := localpg.DefaultCacheDir()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(dir, name)
	return dir, os.MkdirAll(dir, 0o700)
}
