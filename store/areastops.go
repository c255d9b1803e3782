package store

import (
	"context"

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
	var out, added, moved []Place
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
			added = append(added, p)
		}
		p.Cell = cell
		out = append(out, p)
	}
	if err := insertPlaces(ctx, tx, m, added); err != nil {
		return nil, err
	}
	return out, updatePlaces(ctx, tx, m, moved)
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
