package store_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"runde/store"
	"runde/store/pgtest"
)

// beforeBlockFamily is the last version in which all families had the same blocks.
const beforeBlockFamily = 16

// Where concerns have been published on the blocks of encounters they keep them for
// the year, and the migration can be taken back. Once they are published on blocks of
// their own it cannot: the next period would be on others.
func TestMigrateBlocksOfAFamily(t *testing.T) {
	dsn := pgtest.DSN(t)
	if err := store.MigrateDown(t.Context(), dsn, beforeBlockFamily); err != nil {
		t.Fatal(err)
	}
	superuser(t, dsn, `
		INSERT INTO municipality VALUES (1, 'A'), (2, 'B');
		INSERT INTO release.block VALUES
		  (1, 2025, 'x', 'Midtby', '{a,b}', '{1,2}'), (1, 2025, 'y', 'Skovby', '{c}', '{3}'),
		  (1, 2026, 'z', 'Midtby', '{a,b,c}', '{1,2,3}'), (2, 2025, 'x', 'Havnen', '{d}', '{4}');
		INSERT INTO release.edition VALUES
		  (1, 'encounters', 1, '2025-W02', 2025, '2025-01-06', '2025-01-12', '2025-01-20', 5),
		  (1, 'concerns', 1, '2025-W02', 2025, '2025-01-06', '2025-01-12', '2025-01-20', 5),
		  (1, 'encounters', 1, '2026-W02', 2026, '2026-01-05', '2026-01-11', '2026-01-19', 5),
		  (2, 'encounters', 1, '2025-W02', 2025, '2025-01-06', '2025-01-12', '2025-01-20', 5)`)
	want := []string{
		"1 2025 concerns x Midtby {a,b} {1,2}", "1 2025 concerns y Skovby {c} {3}",
		"1 2025 encounters x Midtby {a,b} {1,2}", "1 2025 encounters y Skovby {c} {3}",
		"1 2026 encounters z Midtby {a,b,c} {1,2,3}", "2 2025 encounters x Havnen {d} {4}",
	}
	for range 2 {
		if err := store.Migrate(t.Context(), dsn); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, blockRows(t, dsn)); diff != "" {
			t.Errorf("blocks (-want +got):\n%s", diff)
		}
		if err := store.MigrateDown(t.Context(), dsn, beforeBlockFamily); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Migrate(t.Context(), dsn); err != nil {
		t.Fatal(err)
	}
	superuser(t, dsn, `
		INSERT INTO release.block (municipality_id, year, family, block, label, cells, leaves)
		VALUES (1, 2026, 'concerns', 'R', '', '{a,b,c,d}', '{1,2,3,4}');
		INSERT INTO release.edition VALUES (1, 'concerns', 1, '2026-W02', 2026, '2026-01-05', '2026-01-11', '2026-01-19', 5)`)
	before := blockRows(t, dsn)
	err := store.MigrateDown(t.Context(), dsn, beforeBlockFamily)
	if err == nil || !strings.Contains(err.Error(), "blocks of their own") {
		t.Errorf("taken back over concerns with blocks of their own: %v", err)
	}
	if diff := cmp.Diff(before, blockRows(t, dsn)); diff != "" {
		t.Errorf("a refused way back changed blocks:\n%s", diff)
	}
}

func blockRows(t *testing.T, dsn string) []string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	no(t, err)
	defer conn.Close(t.Context())
	rows, _ := conn.Query(t.Context(), `
		SELECT format('%s %s %s %s %s %s %s', municipality_id, year, family, block, label, cells, leaves) FROM release.block ORDER BY 1`)
	out, err := pgx.CollectRows(rows, pgx.RowTo[string])
	no(t, err)
	return out
}
