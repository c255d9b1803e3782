package store_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"runde/store/pgtest"
)

// columns lists every column that the program's own schemas hold, in tables and
// views, as "schema.table.column type".
const columns = `
SELECT format('%s.%s.%s %s', table_schema, table_name, column_name, coalesce(domain_name, ltrim(udt_name, '_') || CASE WHEN data_type = 'ARRAY' THEN '[]' ELSE '' END))
FROM information_schema.columns WHERE table_schema IN ('public', 'release') ORDER BY 1`

// eventTables hold what concerns a person: a meeting or a worry, or counts of them.
var eventTables = []string{
	"public.concern", "public.encounter", "public.withdrawn_encounter", "public.release_ledger", "public.release_tally",
	"public.weekly_concern", "public.weekly_outcome", "public.weekly_presence", "public.weekly_bridge",
}

// R1: every column is one that somebody has read and agreed to. A new one shows up
// here before it shows up anywhere else.
func TestSchemaHoldsAgreedColumnsOnly(t *testing.T) {
	golden(t, "columns.golden", strings.Join(catalogue(t, pgtest.New(t), columns), "\n")+"\n")
}

// forbidden column names, as whole words between underscores, and where they may
// stand all the same.
var forbidden = []struct {
	requirement string
	words       string
	except      []string
}{
	{"R1: no person is known",
		`person|name|firstname|lastname|surname|nickname|alias|initials|cpr|ssn|phone|mobile|tel|photo|image|picture|birth|birthday|born|age|sex|gender|diagnosis|looks|description|case|goal|appointment|citizen|client|address|street|house|email|mail`,
		[]string{
			"public.municipality.name", "public.place.name", "public.place_name.name",
			"public.street_name.name", "public.team.name",
		}},
	{"R14, R16: nothing tells who sent or when", `ip|inet|user_agent|agent|device|fingerprint|cookie|created|updated|modified|inserted`, nil},
	{"R2: exact points are kept of public places and a team's base only",
		`lat|lon|lng|latitude|longitude|x|y|point|geom|geometry|location|position|coordinates`,
		[]string{
			"public.place.lat", "public.place.lon", "public.place_name.lat", "public.place_name.lon",
			"public.team.base_lat", "public.team.base_lon",
			"public.stop.position", "public.plan_lock.position", // the stop's number on its round
		}},
	{"R23: nobody is followed, ranked or made to prove presence",
		`gps|track|trail|trace|rank|ranking|score|rating|performance|speed|checkin|clock|heartbeat|seen|last`,
		[]string{"release.edition.last_day"}},
}

func TestSchemaHasNoForbiddenNames(t *testing.T) {
	all := catalogue(t, pgtest.New(t), columns)
	for _, rule := range forbidden {
		word := regexp.MustCompile(`(^|_)(` + rule.words + `)(_|$)`)
		var found []string
		for _, c := range all {
			name, _, _ := strings.Cut(c, " ")
			column := name[strings.LastIndex(name, ".")+1:]
			if word.MatchString(column) && !slices.Contains(rule.except, name) {
				found = append(found, name)
			}
		}
		none(t, rule.requirement, found)
	}
}

// R2: an event has a cell, a day and a daypart; no type that could hold a point, a
// moment or an address, and none that could hold anything at all.
func TestEventTablesHaveCoarseTypesOnly(t *testing.T) {
	allowed := []string{"int4", "int2", "uuid", "text", "text[]", "int2[]", "date", "bool", "h3cell"}
	none(t, "event tables hold coarse types only", slices.DeleteFunc(eventColumns(t), func(c string) bool {
		_, typ, _ := strings.Cut(c, " ")
		return slices.Contains(allowed, typ) || c == "public.concern.receipt_hash bytea"
	}))
}

// R2: every table with a cell holds it by a foreign key to the cover: there is no
// other way to hold a position.
func TestCellsAreOfTheCover(t *testing.T) {
	none(t, "a column of type h3cell is part of a foreign key to cover_cell", catalogue(t, pgtest.New(t), `
		SELECT a.attrelid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
		WHERE a.atttypid = 'h3cell'::regtype AND c.relkind IN ('r', 'p') AND a.attrelid <> 'cover_cell'::regclass
		  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'f'
			AND k.confrelid = 'cover_cell'::regclass AND a.attnum = ANY (k.conkey))`))
	none(t, "a column that holds a cell has the type h3cell", catalogue(t, pgtest.New(t), `
		SELECT a.attrelid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
		WHERE a.attname = 'cell' AND a.atttypid <> 'h3cell'::regtype AND c.relkind IN ('r', 'p', 'v', 'm')
		  AND c.relnamespace IN ('public'::regnamespace, 'release'::regnamespace)`))
}

// R11: contact has no deadline. The first visit after a decided concern is the one
// clock there is.
func TestContactHasNoDeadline(t *testing.T) {
	deadline := regexp.MustCompile(`(^|_)(deadline|due|until|expires?|expiry|overdue|by|before|remind(er)?|follow_?up|sla|priority)(_|$)`)
	except := []string{
		"public.concern.visit_by", // the coordinator's, for a decided concern
		"public.plan.approved_by", "public.plan_run.requested_by", "public.session.expiry",
	}
	var found []string
	for _, c := range catalogue(t, pgtest.New(t), columns) {
		name, _, _ := strings.Cut(c, " ")
		if deadline.MatchString(name[strings.LastIndex(name, ".")+1:]) && !slices.Contains(except, name) {
			found = append(found, name)
		}
	}
	none(t, "no encounter, place or round has a deadline", found)
}

// Every list above names what is there: a renamed table must not slip out of it.
func TestEventTablesExist(t *testing.T) {
	all := eventColumns(t)
	for _, table := range eventTables {
		if !slices.ContainsFunc(all, func(c string) bool { return strings.HasPrefix(c, table+".") }) {
			t.Errorf("%s does not exist", table)
		}
	}
}

func eventColumns(t *testing.T) []string {
	t.Helper()
	return slices.DeleteFunc(catalogue(t, pgtest.New(t), columns), func(c string) bool {
		return !slices.ContainsFunc(eventTables, func(table string) bool { return strings.HasPrefix(c, table+".") })
	})
}
