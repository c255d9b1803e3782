package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
	_ "time/tzdata" // the municipality's midnight is known on every machine

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"runde/geo"
)

// The database roles. See the package comment.
const (
	ownerRole      = "runde_owner"
	appRole        = "runde_app"
	managementRole = "runde_management"
	publicRole     = "runde_public"
)

// DB is a pool of connections to a migrated database. It is safe for concurrent
// use.
type DB struct {
	pool  *pgxpool.Pool
	clock atomic.Pointer[func() time.Time]
}

// Open connects to a database that [Migrate] has prepared. Returns an error
// wrapping ErrUnavailable when it cannot be reached or has an older schema. A newer
// one is accepted: two versions of the program may run side by side.
func Open(ctx context.Context, dsn string) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, errDSN
	}
	if !strings.Contains(dsn, "pool_max_conns") {
		cfg.MaxConns = 16
	}
	cfg.ConnConfig.RuntimeParams["role"] = appRole
	cfg.ConnConfig.RuntimeParams["timezone"] = "UTC"
	cfg.ConnConfig.RuntimeParams["application_name"] = "runde"
	cfg.AfterRelease = isClean
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, unavailable(err)
	}
	if err := checkSchema(ctx, pool); err != nil {
		pool.Close()
		return nil, unavailable(err)
	}
	db := &DB{pool: pool}
	db.SetClock(time.Now)
	return db, nil
}

// Close waits for running transactions and closes every connection.
func (db *DB) Close() { db.pool.Close() }

// Ping returns an error wrapping ErrUnavailable unless the database answers.
func (db *DB) Ping(ctx context.Context) error {
	if err := db.pool.Ping(ctx); err != nil {
		return unavailable(err)
	}
	return nil
}

// JobPool is the pool for the job queue alone, whose tables know no municipality.
// Its connections are runde_app without a municipality.
func (db *DB) JobPool() *pgxpool.Pool { return db.pool }

// denmark is where dates change.
var denmark = func() *time.Location {
	l, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		panic(err) // tzdata is linked in
	}
	return l
}()

// Now is the clock's time in Denmark, to the microsecond that the database keeps.
func (db *DB) Now() time.Time {
	return (*db.clock.Load())().In(denmark).Truncate(time.Microsecond)
}

// Today is the day that a clock in Denmark shows.
func (db *DB) Today() geo.Date { return geo.DateOf(db.Now()) }

// SetClock replaces the clock, for tests and for a simulated past.
func (db *DB) SetClock(now func() time.Time) { db.clock.Store(&now) }

// App runs fn in a transaction of the program itself, confined to the
// municipality (0: to none). It commits when fn returns nil. An error of the
// database comes back as one of this package's.
func (db *DB) App(ctx context.Context, municipality int32, fn func(tx pgx.Tx) error) error {
	return db.run(ctx, identity{appRole, municipality, ""}, fn)
}

// AppRead is App for reading only; all queries of fn see the same moment.
func (db *DB) AppRead(ctx context.Context, municipality int32, fn func(tx pgx.Tx) error) error {
	return db.run(ctx, identity{appRole, municipality, snapshot}, fn)
}

// Management reads released figures; no other table is open to it.
func (db *DB) Management(ctx context.Context, municipality int32, fn func(tx pgx.Tx) error) error {
	return db.run(ctx, identity{managementRole, municipality, snapshot}, fn)
}

// Public runs fn for somebody who has not signed in: it may call the functions
// send_concern, ask_concern and withdraw_concern, and read nothing.
func (db *DB) Public(ctx context.Context, municipality int32, fn func(tx pgx.Tx) error) error {
	return db.run(ctx, identity{publicRole, municipality, ""}, fn)
}

// Owner runs fn as the owner of the tables: maintenance only. Row-level security
// binds it as well.
func (db *DB) Owner(ctx context.Context, municipality int32, fn func(tx pgx.Tx) error) error {
	return db.run(ctx, identity{ownerRole, municipality, ""}, fn)
}

// identity is who a transaction is.
type identity struct {
	role         string
	municipality int32
	mode         string
}

// snapshot is a transaction that writes nothing and sees one moment.
const snapshot = "ISOLATION LEVEL REPEATABLE READ READ ONLY"

// begin opens the transaction and takes on the identity in one round trip. Both
// values are this package's own or a number: nothing is quoted.
func (i identity) begin() string {
	municipality := ""
	if i.municipality != 0 {
		municipality = strconv.Itoa(int(i.municipality))
	}
	return fmt.Sprintf("BEGIN %s; SELECT set_config('role', '%s', true), set_config('runde.municipality_id', '%s', true)",
		i.mode, i.role, municipality)
}

func (db *DB) run(ctx context.Context, who identity, fn func(tx pgx.Tx) error) error {
	tx, err := db.pool.BeginTx(ctx, pgx.TxOptions{BeginQuery: who.begin()})
	if err != nil {
		return unavailable(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }() // does nothing after a commit
	if err := fn(tx); err != nil {
		return domainError(err)
	}
	return domainError(tx.Commit(ctx))
}

// isClean reports whether a returned connection is what it was when it was made.
// A session-wide role or municipality would leak into the next transaction.
func isClean(conn *pgx.Conn) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	var clean bool
	err := conn.QueryRow(ctx, identityIsClean, appRole).Scan(&clean)
	return err == nil && clean
}

const identityIsClean = `
SELECT current_user = $1 AND coalesce(current_setting('runde.municipality_id', true), '') = ''`
