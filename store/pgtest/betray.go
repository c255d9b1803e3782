package pgtest

import (
	"testing"

	"runde/store"

	"github.com/jackc/pgx/v5"
)

// Betray publishes, as the owner of the tables can, a row that subtraction turns
// against somebody: the concerns of a week again, without one of the cells of the
// cover and two of the events. Returns the cell.
func Betray(t testing.TB, db *store.DB, m int32) (cell string) {
	t.Helper()
	err := db.Owner(t.Context(), m, func(tx pgx.Tx) error {
		return tx.QueryRow(t.Context(), betrayingRow, m).Scan(&cell)
	})
	if err != nil {
		t.Fatal(err)
	}
	return cell
}

const betrayingRow = `
WITH told AS (
  SELECT family, period, year, count FROM release.figure JOIN release.edition USING (municipality_id, family, level, period)
  WHERE municipality_id = $1 AND family = 'concerns' AND level = 1 AND count > 7 ORDER BY period LIMIT 1),
ground AS (
  SELECT c.cell FROM told JOIN release.block b USING (family, year), unnest(b.cells) AS c(cell) WHERE municipality_id = $1),
least AS (SELECT min(cell) AS cell FROM ground),
made AS (
  INSERT INTO release.figure (municipality_id, family, level, period, area, kind, blocks, status, count, cells)
  SELECT $1, family, 1, period, 'without-' || cell, '', '{}', 'own', count - 2, (SELECT array_agg(g.cell) FROM ground g WHERE g.cell <> least.cell)
  FROM told, least)
SELECT cell FROM least`
