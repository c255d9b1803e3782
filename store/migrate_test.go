package store_test

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"runde/store"
	"runde/store/pgtest"
)

// Several programs may start at once, on one database or on several of the same
// new server, where the roles are missing too.
func TestMigrateAtOnce(t *testing.T) {
	server := pgtest.Server(t)
	var dsns []string
	for _, name := range []string{"a", "a", "a", "b", "c"} {
		dsn, err := server.Create(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		dsns = append(dsns, dsn)
	}
	var g errgroup.Group
	for _, dsn := range dsns {
		g.Go(func() error { return store.Migrate(t.Context(), dsn) })
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	for _, dsn := range dsns {
		db, err := store.Open(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		db.Close()
	}
}

// A login that is no superuser can migrate and serve when it owns the database and
// may create roles. One that may not is told what to ask for.
func TestMigrateAsOrdinaryLogin(t *testing.T) {
	server := pgtest.Server(t)
	login := func(name, rights string) string {
		dsn, err := server.Create(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		superuser(t, dsn, `CREATE ROLE `+name+` LOGIN `+rights+`; ALTER DATABASE `+name+` OWNER TO `+name)
		return strings.Replace(dsn, "user=runde", "user="+name, 1)
	}
	if err := store.Migrate(t.Context(), login("weak", "")); err == nil || !strings.Contains(err.Error(), "CREATEROLE") {
		t.Errorf("a login without CREATEROLE: %v; want an error that names it", err)
	}
	dsn := login("strong", "CREATEROLE")
	if err := store.Migrate(t.Context(), dsn); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var got identity
	if err := db.App(t.Context(), ours, who(t.Context(), &got)); err != nil || got.Role != "runde_app" {
		t.Errorf("identity %v, %v; want runde_app", got, err)
	}
	// An administrator who has made the roles spares the login that right.
	superuser(t, server.DSN("weak"), `GRANT runde_owner, runde_app, runde_management, runde_public TO weak`)
	if err := store.Migrate(t.Context(), strings.Replace(server.DSN("weak"), "user=runde", "user=weak", 1)); err != nil {
		t.Errorf("a member of the roles without CREATEROLE: %v", err)
	}
}

// A role that bypasses row-level security is refused.
func TestMigrateRefusesPowerfulRoles(t *testing.T) {
	server := pgtest.Server(t)
	dsn, err := server.Create(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	superuser(t, dsn, `CREATE ROLE runde_app BYPASSRLS`)
	if err := store.Migrate(t.Context(), dsn); err == nil || !strings.Contains(err.Error(), "bypasses row-level security") {
		t.Errorf("error %v; want a refusal", err)
	}
}

// Every migration can be taken back and run again.
func TestMigrateDownAndUp(t *testing.T) {
	dsn := pgtest.DSN(t)
	if err := store.MigrateDown(t.Context(), dsn, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), dsn); err == nil {
		t.Error("opened a database without tables")
	}
	for range 2 { // the second finds nothing to do
		if err := store.Migrate(t.Context(), dsn); err != nil {
			t.Fatal(err)
		}
	}
	db, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
}

func superuser(t *testing.T, dsn, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}
