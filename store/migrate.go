package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"runde/migrations"
)

// Migrate brings the database to the schema of this program: the roles where they
// are missing, the tables, the job queue's own tables in the schema river, and the
// grants. It may be called by several programs at once and again at every start.
// The login of dsn must own the database, and either be allowed to create roles or
// find them there and be a member.
func Migrate(ctx context.Context, dsn string) error {
	cfg, err := pgx.ParseConfig(dsn)
	if err != nil {
		return errDSN
	}
	cfg.RuntimeParams["client_min_messages"] = "warning"
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return unavailable(err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, migrationLock); err != nil {
		return fmt.Errorf("migrating: %w", err)
	}
	for _, step := range []func(context.Context, *pgx.Conn) error{
		createRoles, prepareSchemas, migrateTables, migrateQueue, grantRest,
	} {
		if err := step(ctx, conn); err != nil {
			return fmt.Errorf("migrating: %w", err)
		}
	}
	return nil
}

// migrationLock is held until the connection closes. It is a lock of this
// database; roles, which all databases share, are made by retrying.
const migrationLock = `
SELECT pg_advisory_lock(hashtext('runde migrations'))`

// createRoles makes the missing roles and this login a member of all of them.
// Another database of the same server may be doing that at the same moment.
func createRoles(ctx context.Context, conn *pgx.Conn) error {
	var err error
	for range 10 {
		if _, err = conn.Exec(ctx, rolesCreate); !isRace(err) {
			break
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "42501" {
		return errors.New("this login may not create roles: let an administrator create runde_owner, runde_app, " +
			"runde_management and runde_public and grant them to it, or give it CREATEROLE")
	}
	return err
}

// isRace recognises what PostgreSQL says when two sessions make the same role or
// grant at once: duplicate role, duplicate key in its catalogue, tuple updated.
func isRace(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && slices.Contains([]string{"42710", "23505", "XX000"}, pg.Code)
}

// A role that bypasses row-level security would undo it. The right to act as a
// role is called MEMBER before PostgreSQL 16 and SET from then on.
const rolesCreate = `
DO $$
DECLARE
  r text;
  acting text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  FOREACH r IN ARRAY ARRAY['runde_owner', 'runde_app', 'runde_management', 'runde_public'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', r);
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = r AND (rolsuper OR rolbypassrls)) THEN
      RAISE EXCEPTION 'the role % bypasses row-level security', r;
    END IF;
    IF NOT pg_has_role(session_user, r, acting) THEN
      EXECUTE format('GRANT %I TO %I', r, session_user);
    END IF;
  END LOOP;
END $$`

// prepareSchemas lets the owner create, and nobody else but by name: a new
// function is closed until it is granted.
func prepareSchemas(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, schemasPrepare)
	return err
}

const schemasPrepare = `
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON DATABASE %I TO runde_owner', current_database());
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  REVOKE ALL ON SCHEMA public FROM PUBLIC;
  GRANT USAGE, CREATE ON SCHEMA public TO runde_owner;
  GRANT USAGE ON SCHEMA public TO runde_app, runde_public;
  SET LOCAL ROLE runde_owner;
  ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
  CREATE SCHEMA IF NOT EXISTS river;
END $$`

// migrateTables runs the numbered files as the owner.
func migrateTables(ctx context.Context, conn *pgx.Conn) error {
	cfg := conn.Config().Copy()
	cfg.RuntimeParams["role"] = ownerRole
	db := stdlib.OpenDB(*cfg)
	defer db.Close()
	provider, err := gooseProvider(db)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

func gooseProvider(db *sql.DB) (*goose.Provider, error) {
	return goose.NewProvider(goose.DialectPostgres, db, migrations.FS, goose.WithDisableGlobalRegistry(true))
}

// migrateQueue lets river make its own tables, owned by the owner.
func migrateQueue(ctx context.Context, conn *pgx.Conn) error {
	cfg, err := pgxpool.ParseConfig(conn.Config().ConnString())
	if err != nil {
		return err
	}
	cfg.MaxConns = 2
	cfg.ConnConfig.RuntimeParams["role"] = ownerRole
	cfg.ConnConfig.RuntimeParams["client_min_messages"] = "warning"
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return err
	}
	defer pool.Close()
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{
		Schema: "river", Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return err
	}
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// grantRest gives the program what goose and river made.
func grantRest(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.Exec(ctx, grants)
	return err
}

const grants = `
DO $$
BEGIN
  SET LOCAL ROLE runde_owner;
  GRANT SELECT ON goose_db_version TO runde_app;
  GRANT USAGE ON SCHEMA river TO runde_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA river TO runde_app;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA river TO runde_app;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA river TO runde_app;
END $$`

// checkSchema returns errNotMigrated unless every migration of this program has
// been run.
func checkSchema(ctx context.Context, pool *pgxpool.Pool) error {
	files, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return err
	}
	var have int64
	if err := pool.QueryRow(ctx, schemaVersion).Scan(&have); err != nil {
		return err
	}
	for _, f := range files {
		if v, err := goose.NumericComponent(f); err != nil || v > have {
			return errNotMigrated
		}
	}
	return nil
}

const schemaVersion = `
SELECT coalesce(max(version_id), 0) FROM public.goose_db_version WHERE is_applied`

// SchemaVersion changes when this file's own SQL changes. Together with the
// migrations it names a schema.
func SchemaVersion() string {
	sum := sha256.Sum256([]byte(rolesCreate + schemasPrepare + grants))
	return hex.EncodeToString(sum[:6])
}
