package pgtest

import (
	"testing"

	"runde/store"

	"github.com/jackc/pgx/v5"
)

// Betray publishes, as the owner of the tables can, a row that subtraction turns
// against somebody: a row of a year again, without one of its cells of the cover and
// two of its events. Returns the cell.
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
  SELECT f.*, c.cell FROM release.figure f, unnest(f.cells) AS c(cell)
  WHERE municipality_id = $1 AND family IN ('encounters', 'concerns') AND level = 3 AND cardinality(cells) > 1 AND count > 22
  ORDER BY family, period, area, cell LIMIT 1),
made AS (
  INSERT INTO release.figure (municipality_id, family, level, period, area, kind, blocks, status, count, cells, leaves)
  SELECT municipality_id, family, level, period, 'without-' || cell, kind, blocks, status, count - 2, array_remove(cells, cell), leaves FROM told)
SELECT cell FROM told`
