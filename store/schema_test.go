package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"runde/store"
	"runde/store/pgtest"
)

// ourTables are the tables that belong to municipalities: all but goose's, river's
// and the sessions, which are found before anybody's municipality is known.
const ourTables = `c.relkind IN ('r', 'p') AND c.relnamespace IN ('public'::regnamespace, 'release'::regnamespace)
	AND c.oid NOT IN ('public.goose_db_version'::regclass, 'public.session'::regclass)`

// No table of another schema slips past these tests.
func TestSchemas(t *testing.T) {
	none(t, "the schemas are public, release and river", catalogue(t, pgtest.New(t), `
		SELECT nspname FROM pg_namespace
		WHERE nspname NOT IN ('public', 'release', 'river', 'information_schema') AND nspname NOT LIKE 'pg\_%'`))
}

func TestEveryTableIsProtected(t *testing.T) {
	db := pgtest.New(t)
	none(t, "row-level security is on and forced everywhere", catalogue(t, db, `
		SELECT c.oid::regclass::text FROM pg_class c WHERE `+ourTables+`
		  AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`))
	none(t, "every table has a policy for all commands and roles, by the municipality", catalogue(t, db, `
		SELECT c.oid::regclass::text FROM pg_class c WHERE `+ourTables+`
		  AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polroles = '{0}'
			AND pg_get_expr(p.polqual, c.oid) LIKE '(municipality_id = (%runde.municipality_id%'
			AND pg_get_expr(p.polqual, c.oid) = pg_get_expr(p.polwithcheck, c.oid))`))
	none(t, "no other policy opens a table", catalogue(t, db, `
		SELECT polname FROM pg_policy WHERE polname <> 'own_municipality'
		  AND (polname, polrelid, polcmd) <> ('any_municipality_name', 'municipality'::regclass, 'r')`))
	none(t, "a view checks its reader's rights", catalogue(t, db, `
		SELECT c.oid::regclass::text FROM pg_class c
		WHERE c.relnamespace IN ('public'::regnamespace, 'release'::regnamespace)
		  AND (c.relkind = 'm' OR c.relkind = 'v' AND NOT 'security_invoker=true' = ANY (coalesce(c.reloptions, '{}')))`))
}

func TestEveryKeyStartsWithTheMunicipality(t *testing.T) {
	db := pgtest.New(t)
	none(t, "a table has a primary key", catalogue(t, db, `
		SELECT c.oid::regclass::text FROM pg_class c WHERE `+ourTables+`
		  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p')`))
	none(t, "an index starts with municipality_id", catalogue(t, db, `
		SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
		LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
		WHERE `+ourTables+` AND a.attname IS DISTINCT FROM 'municipality_id'`))
	none(t, "a foreign key starts with municipality_id on both sides", catalogue(t, db, `
		SELECT k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
		LEFT JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
		LEFT JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
		WHERE k.contype = 'f' AND `+ourTables+`
		  AND (a.attname, b.attname) IS DISTINCT FROM ('municipality_id', 'municipality_id')`))
	none(t, "no column counts up in the order of arrival", catalogue(t, db, `
		SELECT a.attrelid::regclass || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
		LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
		WHERE `+ourTables+` AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) ~ 'nextval|now\(|current_|_timestamp|uuidv7')`))
}

// Every constraint has a name of its own and a meaning to a caller.
func TestEveryConstraintHasAnError(t *testing.T) {
	db := pgtest.New(t)
	names := catalogue(t, db, `
		SELECT k.conname FROM pg_constraint k LEFT JOIN pg_class c ON c.oid = k.conrelid
		WHERE k.connamespace IN ('public'::regnamespace, 'release'::regnamespace)
		  AND k.contype IN ('c', 'f', 'p', 'u', 'x') AND c.relname IS DISTINCT FROM 'goose_db_version'
		UNION
		SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE i.indisunique AND `+ourTables+`
		UNION
		SELECT tgname FROM pg_trigger WHERE tgfoid = 'refuse_change'::regproc`)
	var missing, unnamed []string
	for _, n := range names {
		n = n[strings.LastIndex(n, ".")+1:]
		if _, ok := store.ConstraintErrors[n]; !ok {
			missing = append(missing, n)
		}
		if strings.HasSuffix(strings.TrimRight(n, "0123456789"), "_check") {
			unnamed = append(unnamed, n)
		}
	}
	none(t, "every constraint is in the table of errors", missing)
	none(t, "a check has a name that says its rule", unnamed)
	var stale []string
	for n := range store.ConstraintErrors {
		if !slices.ContainsFunc(names, func(have string) bool { return have == n || strings.HasSuffix(have, "."+n) }) {
			stale = append(stale, n)
		}
	}
	none(t, "the table of errors names constraints that exist", stale)
}

// Rows that were written once stay: the log of decisions and every released figure.
func TestAppendOnlyTables(t *testing.T) {
	db := schemaWorld(t)
	for table, column := range map[string]string{
		"audit": "reason = 'x'", "release.block": "label = 'x'", "release.edition": "threshold = 6",
		"release.figure": "count = 11", "closed_week": "week = '2026-11-02'",
		"release.open_edition": "day_cap = 2", "release.open_figure": "count = 11",
	} {
		for _, sql := range []string{"UPDATE " + table + " SET " + column, "DELETE FROM " + table} {
			if err := db.Owner(t.Context(), ours, exec(t.Context(), sql)); !errors.Is(err, store.ErrForbidden) {
				t.Errorf("%s as the owner: %v; want %v", sql, err, store.ErrForbidden)
			}
		}
	}
}
