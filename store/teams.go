package store

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// Team is a group of workers whose rounds start and end at one base.
type Team struct {
	ID   uuid.UUID
	Name string
	Base orb.Point
}

// Teams are the municipality's teams by name.
func (db *DB) Teams(ctx context.Context, m int32) ([]Team, error) {
	var out []Team
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		rows, _ := tx.Query(ctx, teamList, m)
		out, err = pgx.CollectRows(rows, scanTeam)
		return err
	})
	return out, err
}

// SaveTeam adds a team, or moves the base of the one that has the name, and
// returns it.
func (db *DB) SaveTeam(ctx context.Context, m int32, by By, name string, base orb.Point) (Team, error) {
	t := Team{Name: name, Base: base}
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		if err := tx.QueryRow(ctx, teamUpsert, m, name, base.Lat(), base.Lon()).Scan(&t.ID); err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, "team.save", "team", t.ID.String())
	})
	return t, err
}

func scanTeam(row pgx.CollectableRow) (t Team, err error) {
	var lat, lon float64
	err = row.Scan(&t.ID, &t.Name, &lat, &lon)
	t.Base = orb.Point{lon, lat}
	return t, err
}

const teamList = `
SELECT team_id, name, base_lat, base_lon FROM team WHERE municipality_id = $1 ORDER BY name`

const teamUpsert = `
INSERT INTO team (municipality_id, name, base_lat, base_lon) VALUES ($1, $2, $3, $4)
ON CONFLICT (municipality_id, name) DO UPDATE SET base_lat = excluded.base_lat, base_lon = excluded.base_lon
RETURNING team_id`
