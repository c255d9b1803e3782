package store_test

import (
	"fmt"
	"strings"
	"testing"

	"runde/store"
	"runde/store/pgtest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// threeAudits is a log of three rows.
func threeAudits(t *testing.T) (*store.DB, string) {
	t.Helper()
	dsn := pgtest.DSN(t)
	db, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	if _, err := db.CreateMunicipality(t.Context(), "Prøvekøbing", false); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		who := store.By{Actor: uuid.New(), At: pgtest.Now, Reason: fmt.Sprintf("reason %d", i)}
		if err := db.AppendAudit(t.Context(), 1, who, "plan.approve", "plan", fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	return db, dsn
}

// The log is read newest first, page by page.
func TestAuditsPage(t *testing.T) {
	t.Parallel()
	db, _ := threeAudits(t)
	first, err := db.Audits(t.Context(), 1, 0, 2)
	if err != nil || len(first) != 2 || first[0].ObjectID != "2" || first[1].Seq != 2 {
		t.Fatalf("first page %+v, %v; want rows 3 and 2", first, err)
	}
	rest, err := db.Audits(t.Context(), 1, first[1].Seq, 2)
	if err != nil || len(rest) != 1 || rest[0].Seq != 1 || rest[0].Reason != "reason 0" {
		t.Fatalf("second page %+v, %v; want row 1", rest, err)
	}
	if rest[0].Actor == nil || !rest[0].At.Equal(pgtest.Now) {
		t.Errorf("actor %v at %v; want one at %v", rest[0].Actor, rest[0].At, pgtest.Now)
	}
}

// Every change of the log behind the program's back is found, but for a cut at its
// end, which only a head kept elsewhere tells.
func TestVerifyAudit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, tamper string
		rows, broken int64
	}{
		{"nothing", `SELECT 1`, 3, 0},
		{"a byte flipped", `UPDATE audit SET reason = 'reason x' WHERE seq = 2`, 3, 2},
		{"a row deleted", `DELETE FROM audit WHERE seq = 2`, 2, 3},
		{"the first row deleted", `DELETE FROM audit WHERE seq = 1`, 2, 2},
		{"two rows exchanged", `UPDATE audit SET seq = CASE seq WHEN 2 THEN 13 ELSE 12 END WHERE seq IN (2, 3);
			UPDATE audit SET seq = seq - 10 WHERE seq > 10`, 3, 2},
		{"the tail cut off", `DELETE FROM audit WHERE seq = 3`, 2, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			db, dsn := threeAudits(t)
			before, err := db.VerifyAudit(t.Context(), 1)
			if err != nil || before.Rows != 3 || before.Broken != 0 {
				t.Fatalf("untouched log: %+v, %v", before, err)
			}
			conn, err := pgx.Connect(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close(t.Context())
			for _, sql := range append([]string{`SET session_replication_role = replica`}, strings.Split(c.tamper, ";")...) {
				if _, err := conn.Exec(t.Context(), sql); err != nil {
					t.Fatal(err)
				}
			}
			got, err := db.VerifyAudit(t.Context(), 1)
			if err != nil || got.Rows != c.rows || got.Broken != c.broken {
				t.Errorf("check = %d rows, broken at %d, %v; want %d rows, broken at %d", got.Rows, got.Broken, err, c.rows, c.broken)
			}
			if c.name == "the tail cut off" && string(got.Head) == string(before.Head) {
				t.Error("the head is the same although the last row is gone")
			}
		})
	}
}

// Rows are never changed by the program itself.
func TestAuditIsAppendOnly(t *testing.T) {
	t.Parallel()
	db, _ := threeAudits(t)
	err := db.App(t.Context(), 1, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `UPDATE audit SET reason = '' WHERE municipality_id = 1`)
		return err
	})
	if err == nil {
		t.Error("a row was changed")
	}
}
