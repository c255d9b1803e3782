// Package pgtest gives every test a migrated PostgreSQL database of its own,
// cheap enough that nobody imitates SQL.
//
// # How
//
// The first test of a machine builds a template: a cluster initialised, migrated
// and stopped, kept in the temporary folder (in memory where there is room) under a
// name made of the migrations and the choice of server. A test process copies that folder, starts one server
// on the copy and clones a database for each test. Processes share nothing that
// runs, so packages can be tested in parallel and killed at any moment.
//
// The server dies with the test process (a death signal where the system has one).
// A small shell waits for the end of the process in any case, stops what is left
// and removes the copy: no test needs a TestMain for it.
//
// Tests inside package store cannot use this package, which imports it: they are
// written as package store_test.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"runde/store"
	"runde/store/localpg"
)

// Now is what the clock of every test database says until the test sets it.
var Now = time.Date(2026, time.November, 18, 10, 0, 0, 0, time.UTC)

// server is the process's own, started by its first test.
var server = sync.OnceValues(startServer)

// New is a fresh migrated database that is dropped when the test ends. Its clock
// stands at [Now].
func New(t testing.TB) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), DSN(t))
	if err != nil {
		t.Fatal(err)
	}
	db.SetClock(func() time.Time { return Now })
	t.Cleanup(db.Close)
	return db
}

// DSN is the connection string of a fresh migrated database that is dropped when
// the test ends. Its login is a superuser.
func DSN(t testing.TB) string {
	t.Helper()
	return clone(t, templateDatabase)
}

// Empty is the connection string of a fresh database without any table.
func Empty(t testing.TB) string {
	t.Helper()
	return clone(t, "template0")
}

// Server is a server of the test's own, without our roles and databases: for tests
// of what happens to a whole server.
func Server(t testing.TB) *localpg.Cluster {
	t.Helper()
	home, err := testHome()
	if err != nil {
		t.Fatalf("test server: %v", err)
	}
	dir, err := newRun(home)
	if err != nil {
		t.Fatalf("test server: %v", err)
	}
	c, err := localpg.Start(t.Context(), localpg.Options{Dir: dir, Fast: true})
	if err != nil {
		t.Fatalf("test server: %v", err)
	}
	t.Cleanup(func() {
		if err := errors.Join(c.Stop(), os.RemoveAll(dir)); err != nil {
			t.Errorf("test server: %v", err)
		}
	})
	return c
}

func clone(t testing.TB, template string) string {
	t.Helper()
	c, err := server()
	if err != nil {
		t.Fatalf("test database: %v", err)
	}
	name := "test_" + uuid.NewString()
	if err := administer(t.Context(), c, fmt.Sprintf("CREATE DATABASE %q TEMPLATE %s STRATEGY FILE_COPY", name, template)); err != nil {
		t.Fatalf("test database: %v", err)
	}
	t.Cleanup(func() {
		if err := administer(context.Background(), c, fmt.Sprintf("DROP DATABASE %q WITH (FORCE)", name)); err != nil {
			t.Errorf("test database: %v", err)
		}
	})
	return c.DSN(name)
}

func administer(ctx context.Context, c *localpg.Cluster, sql string) error {
	conn, err := pgx.Connect(ctx, c.DSN("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.Exec(ctx, sql)
	return err
}
