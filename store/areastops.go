package store

import (
	"context"
	"encoding/json"

	"runde/geo"
	"runde/geo/cells"
	"runde/routes"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// The usual visit of an area stop.
const (
	areaVisit = 20 // minutes
	areaMost  = 2  // visits a week
	areaGap   = 2  // days between two
)

// areaKind is the kind of an area stop.
const areaKind = "area"

// areaStops are the stops of the cells, by cell: junctions that the program picks
// from the cell's outline and the streets alone, once for each cell. A cell whose
// part of the cover no longer holds its stop gets another; one that no street
// reaches, or whose stop the coordinator retired, gets none.
func areaStops(ctx context.Context, tx pgx.Tx, m int32, c *cells.Cover, s *Streets, known []Place, of []geo.Cell) ([]Place, error) {
	byRef := map[string]Place{}
	for _, p := range known {
		if p.Source == FromArea {
			byRef[p.SourceRef] = p
		}
	}
	var out, moved []Place
	var added []int // in out
	for _, cell := range of {
		p, have := byRef[cell.String()]
		if have && p.Retired {
			continue
		}
		if at, inside := c.At(p.Point); have && inside && at == cell {
			p.Cell = cell
			out = append(out, p)
			continue
		}
		point, ok := s.Router(routes.Foot).AreaStop(c.Outline(cell))
		if !ok {
			continue
		}
		if !have {
			p = newAreaStop(cell)
		}
		if p.Point = point; have {
			moved = append(moved, p)
		} else {
			added = append(added, len(out))
		}
		p.Cell = cell
		out = append(out, p)
	}
	if err := addAreaStops(ctx, tx, m, out, added); err != nil {
		return nil, err
	}
	return out, updatePlaces(ctx, tx, m, moved)
}

// addAreaStops stores those of the list. Two weeks that are planned at once need
// the same stops: the second waits for the first, and takes over its ids.
func addAreaStops(ctx context.Context, tx pgx.Tx, m int32, list []Place, added []int) error {
	if len(added) == 0 {
		return nil
	}
	fresh := make([]Place, len(added))
	byRef := make(map[string]*Place, len(added))
	for i, k := range added {
		fresh[i] = list[k]
		byRef[list[k].SourceRef] = &list[k]
	}
	b, err := json.Marshal(placeRows(fresh))
	if err != nil {
		return err
	}
	var ref string
	var id uuid.UUID
	rows, _ := tx.Query(ctx, areaStopInsert, m, b)
	_, err = pgx.ForEachRow(rows, []any{&ref, &id}, func() error {
		byRef[ref].ID = id
		return nil
	})
	return err
}

func newAreaStop(cell geo.Cell) Place {
	return Place{
		Place: routes.Place{
			ID: uuid.New(), Kind: areaKind, Cell: cell,
			Visit: areaVisit, MaxVisits: areaMost, GapDays: areaGap,
		},
		Source: FromArea, SourceRef: cell.String(),
	}
}

const areaStopInsert = placeInsert + `
ON CONFLICT (municipality_id, source, source_ref) DO UPDATE SET source = excluded.source
RETURNING source_ref, place_id`
