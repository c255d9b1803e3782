package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"runde/store"
	"runde/store/pgtest"
)

// The program's role owns nothing, creates nothing and is no other role.
func TestApplicationOwnsNothing(t *testing.T) {
	db := pgtest.New(t)
	none(t, "everything belongs to runde_owner", catalogue(t, db, `
		SELECT format('%s of %s', c.oid::regclass, pg_get_userbyid(c.relowner)) FROM pg_class c
		WHERE c.relnamespace IN ('public'::regnamespace, 'release'::regnamespace, 'river'::regnamespace)
		  AND pg_get_userbyid(c.relowner) <> 'runde_owner'
		UNION ALL
		SELECT format('%s of %s', p.oid::regprocedure, pg_get_userbyid(p.proowner)) FROM pg_proc p
		WHERE p.pronamespace IN ('public'::regnamespace, 'release'::regnamespace, 'river'::regnamespace)
		  AND pg_get_userbyid(p.proowner) <> 'runde_owner'`))
	none(t, "a role is plain and belongs to no other", catalogue(t, db, `
		SELECT rolname FROM pg_roles r WHERE rolname LIKE 'runde\_%'
		  AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication OR rolcanlogin
			OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid))`))
	none(t, "only the owner creates", catalogue(t, db, `
		SELECT r || ' in ' || nspname FROM unnest('{runde_app,runde_management,runde_public}'::name[]) AS r, pg_namespace
		WHERE has_schema_privilege(r, oid, 'CREATE')
		UNION ALL
		SELECT r || ' in the database' FROM unnest('{runde_app,runde_management,runde_public}'::name[]) AS r
		WHERE has_database_privilege(r, current_database(), 'CREATE')`))
	none(t, "only the owner empties tables or hangs triggers on them", catalogue(t, db, `
		SELECT c.oid::regclass::text FROM pg_class c WHERE `+ourTables+`
		  AND has_table_privilege('runde_app', c.oid, 'TRUNCATE, REFERENCES, TRIGGER')`))
}

// Management reads released figures and may do nothing else anywhere.
func TestManagementReadsReleasesOnly(t *testing.T) {
	db := schemaWorld(t)
	none(t, "management has no right on a raw table", catalogue(t, db, rightsOf("runde_management", `relnamespace <> 'release'::regnamespace`)))
	none(t, "management changes no release", catalogue(t, db, `
		SELECT c.oid::regclass::text FROM pg_class c WHERE c.relnamespace = 'release'::regnamespace AND c.relkind IN ('r', 'v', 'p')
		  AND has_table_privilege('runde_management', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')`))
	none(t, "management calls no function of ours", catalogue(t, db, functionsOf("runde_management")))
	for _, table := range catalogue(t, db, tableNames) {
		err := db.Management(t.Context(), ours, exec(t.Context(), `SELECT FROM `+table))
		if released := strings.HasPrefix(table, "release."); released && err != nil {
			t.Errorf("management reads %s: %v", table, err)
		} else if !released && !errors.Is(err, store.ErrForbidden) {
			t.Errorf("management reads %s: %v; want %v", table, err, store.ErrForbidden)
		}
	}
}

// Somebody who has not signed in sends, asks and withdraws, and does nothing else.
func TestPublicCallsThreeFunctions(t *testing.T) {
	db := schemaWorld(t)
	none(t, "the public has no right on any table", catalogue(t, db, rightsOf("runde_public", "true")))
	got := catalogue(t, db, functionsOf("runde_public"))
	if d := cmp.Diff([]string{"ask_concern", "send_concern", "withdraw_concern"}, got); d != "" {
		t.Errorf("functions the public may call (-want +got):\n%s", d)
	}
	for _, table := range catalogue(t, db, tableNames) {
		err := db.Public(t.Context(), ours, exec(t.Context(), `SELECT FROM `+table))
		if !errors.Is(err, store.ErrForbidden) {
			t.Errorf("the public reads %s: %v; want %v", table, err, store.ErrForbidden)
		}
	}
	none(t, "a function that runs as its owner fixes its search path", catalogue(t, db, `
		SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
		  AND NOT coalesce(proconfig::text, '') LIKE '%search_path=pg_catalog,%'`))
}

// What one municipality holds, another neither sees nor changes, not even the owner
// of the tables acting for it. One without a municipality sees nothing.
func TestMunicipalitiesAreApart(t *testing.T) {
	db := schemaWorld(t)
	open := []string{"public.municipality"} // its names are public
	for _, table := range catalogue(t, db, tableNames) {
		row := ownRow(t, db, table)
		for _, m := range []int32{0, 3} {
			if n := countRows(t, db, m, table); n != 0 && !slices.Contains(open, table) {
				t.Errorf("%s: municipality %d sees %d rows; want none", table, m, n)
			}
			insert := `INSERT INTO ` + table + ` SELECT (jsonb_populate_record(NULL::` + table + `, '` + row + `')).*`
			if err := db.Owner(t.Context(), m, exec(t.Context(), insert)); !errors.Is(err, store.ErrForbidden) {
				t.Errorf("%s: municipality %d writes a row of another: %v; want %v", table, m, err, store.ErrForbidden)
			}
			for _, sql := range []string{`UPDATE ` + table + ` SET municipality_id = municipality_id`, `DELETE FROM ` + table} {
				if err := db.Owner(t.Context(), m, exec(t.Context(), sql)); err != nil {
					t.Errorf("%s as municipality %d: %v", sql, m, err)
				}
			}
		}
		if n := countRows(t, db, ours, table); n == 0 {
			t.Errorf("%s: the row of municipality %d is gone", table, ours)
		}
	}
}

const tableNames = `
SELECT CASE c.relnamespace WHEN 'release'::regnamespace THEN 'release.' ELSE 'public.' END || quote_ident(c.relname)
FROM pg_class c WHERE ` + ourTables + ` ORDER BY 1`

// ownRow is a row of municipality ours as a JSON literal.
func ownRow(t *testing.T, db *store.DB, table string) string {
	t.Helper()
	var row string
	err := db.Owner(t.Context(), ours, func(tx pgx.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT to_jsonb(t) FROM `+table+` t WHERE municipality_id = 1 LIMIT 1`).Scan(&row)
	})
	if err != nil {
		t.Fatalf("%s: %v; testdata/world.sql needs a row of it", table, err)
	}
	return strings.ReplaceAll(row, "'", "''")
}

func countRows(t *testing.T, db *store.DB, m int32, table string) int {
	t.Helper()
	var n int
	err := db.Owner(t.Context(), m, func(tx pgx.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT count(*) FROM `+table).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// rightsOf lists the relations on which a role has a right, by table or by column.
func rightsOf(role, where string) string {
	return `
		SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') AND n.nspname IN ('public', 'release', 'river') AND ` + where + `
		  AND (has_table_privilege('` + role + `', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
			OR has_any_column_privilege('` + role + `', c.oid, 'SELECT, INSERT, UPDATE, REFERENCES'))`
}

func functionsOf(role string) string {
	return `
		SELECT proname FROM pg_proc WHERE pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
		  AND has_function_privilege('` + role + `', oid, 'EXECUTE') ORDER BY 1`
}
