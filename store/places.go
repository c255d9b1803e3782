package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/geo/osm"
	"runde/routes"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// Sources of places.
const (
	FromOSM   = "osm"
	FromGeoFA = "geofa"
	ByHand    = "hand"
	FromArea  = "area" // an area stop: a junction that the program picked
)

// Hangout is the kind of place that the team itself knows, at or beside a public
// place of the map.
const Hangout = "hangout"

// Place is a place that may be on a round, with what is known of it beside what
// the planner needs.
type Place struct {
	routes.Place
	Source, SourceRef string
	SafetyNote        string
	Edited            bool // changed by the coordinator: an import leaves it alone
	Retired           bool
}

// PlaceFilter says which places are asked for. Its zero value means those in use,
// area stops apart.
type PlaceFilter struct {
	Retired bool // retired ones too
	Areas   bool // area stops too
}

// Places are the municipality's places by name and kind, with their cells on the
// day; a place outside the cover is left out. Returns ErrNotFound where the day's
// year has no cover.
func (db *DB) Places(ctx context.Context, m int32, day geo.Date, f PlaceFilter) ([]Place, error) {
	var out []Place
	err := db.AppRead(ctx, m, func(tx pgx.Tx) error {
		cover, err := coverOf(ctx, tx, m, StreetLevel, day.Year())
		if err != nil {
			return err
		}
		list, err := places(ctx, tx, m)
		for _, p := range inCover(list, cover.Cover) {
			if (f.Retired || !p.Retired) && (f.Areas || p.Source != FromArea) {
				out = append(out, p)
			}
		}
		return err
	})
	return out, err
}

// Place is the one with the id, in its cell on the day, or ErrNotFound.
func (db *DB) Place(ctx context.Context, m int32, day geo.Date, id uuid.UUID) (Place, error) {
	var out Place
	err := db.AppRead(ctx, m, func(tx pgx.Tx) error {
		cover, err := coverOf(ctx, tx, m, StreetLevel, day.Year())
		if err != nil {
			return err
		}
		out, err = place(ctx, tx, m, id)
		out.Cell, _ = cover.At(out.Point)
		return err
	})
	return out, err
}

// AddPlace adds a public place by hand and returns its id. The kind must be one
// of the map's public kinds, or Hangout at most 25 m from a public place of the
// map: a meeting place on no public place is an area stop. Returns an error
// wrapping ErrInvalid that names the field, also for a point outside the
// municipality.
func (db *DB) AddPlace(ctx context.Context, m int32, by By, p Place) (uuid.UUID, error) {
	p.ID, p.Source, p.Edited = uuid.New(), ByHand, true
	p.SourceRef = p.ID.String()
	err := db.App(ctx, m, func(tx pgx.Tx) error {
		if err := checkPlace(ctx, tx, m, geo.DateOf(by.At), p); err != nil {
			return err
		}
		if err := insertPlaces(ctx, tx, m, []Place{p}); err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, "place.add", "place", p.ID.String())
	})
	return p.ID, err
}

// EditPlace stores the place's name, kind, wishes, windows, habit and note, and
// marks it as edited: an import leaves it alone from then on. Its point stays, and
// whether it is retired.
// Returns ErrNotFound, or an error wrapping ErrInvalid.
func (db *DB) EditPlace(ctx context.Context, m int32, by By, p Place) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		old, err := place(ctx, tx, m, p.ID)
		if err != nil {
			return err
		}
		p.Point, p.Source, p.SourceRef, p.Retired, p.Edited = old.Point, old.Source, old.SourceRef, old.Retired, true
		if p.Kind != old.Kind {
			if err := checkPlace(ctx, tx, m, geo.DateOf(by.At), p); err != nil {
				return err
			}
		}
		if err := updatePlaces(ctx, tx, m, []Place{p}); err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, "place.edit", "place", p.ID.String())
	})
}

// RetirePlace takes a place out of use, or back into it; an import leaves that
// alone. Returns ErrNotFound.
func (db *DB) RetirePlace(ctx context.Context, m int32, by By, id uuid.UUID, retired bool) error {
	action := "place.retire"
	if !retired {
		action = "place.restore"
	}
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if err := change(ctx, tx, placeRetire, m, id, retired); err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, action, "place", id.String())
	})
}

// checkPlace tells whether a place may stand where it is, as what it says it is.
func checkPlace(ctx context.Context, tx pgx.Tx, m int32, day geo.Date, p Place) error {
	cover, err := coverOf(ctx, tx, m, StreetLevel, day.Year())
	if err != nil {
		return err
	}
	if _, inside := cover.At(p.Point); !inside {
		return invalid("point", "must lie in the municipality")
	}
	if p.Kind != Hangout {
		if !osm.Kind(p.Kind).Valid() {
			return invalid("kind", "must be a public kind of the map")
		}
		return nil
	}
	near, err := value[bool](ctx, tx, placePublicNear, m, p.Point.Lat(), p.Point.Lon())
	if err != nil {
		return err
	}
	if !near {
		return invalid("point", "a hangout must lie at most 25 m from a public place of the map; elsewhere it is an area stop")
	}
	return nil
}

// inCover fills in the cells, and leaves out what no cell holds.
func inCover(list []Place, c *cells.Cover) []Place {
	out := make([]Place, 0, len(list))
	for _, p := range list {
		if cell, inside := c.At(p.Point); inside {
			p.Cell = cell
			out = append(out, p)
		}
	}
	return out
}

// placeRow is a place as its columns.
type placeRow struct {
	PlaceID      uuid.UUID
	Source       string
	SourceRef    string
	Kind         string
	Name         string
	Lat, Lon     float64
	VisitMinutes int
	MinVisits    int
	MaxVisits    int
	GapDays      int
	TwoWorkers   bool
	Windows      []byte
	HabitWeekday *int
	HabitMinute  *int
	SafetyNote   string
	Edited       bool
	Retired      bool
}

func (r placeRow) place() (Place, error) {
	p := Place{
		Place: routes.Place{
			ID: r.PlaceID, Name: r.Name, Kind: r.Kind, Point: orb.Point{r.Lon, r.Lat},
			Visit: r.VisitMinutes, MinVisits: r.MinVisits, MaxVisits: r.MaxVisits,
			GapDays: r.GapDays, TwoWorkers: r.TwoWorkers,
		},
		Source: r.Source, SourceRef: r.SourceRef, SafetyNote: r.SafetyNote,
		Edited: r.Edited, Retired: r.Retired,
	}
	if r.HabitWeekday != nil && r.HabitMinute != nil {
		p.Habit = &routes.Habit{Weekday: time.Weekday(*r.HabitWeekday), Minute: *r.HabitMinute}
	}
	var err error
	p.Windows, err = decodeWindows(r.Windows)
	return p, err
}

func rowOf(p Place) placeRow {
	r := placeRow{
		PlaceID: p.ID, Source: p.Source, SourceRef: p.SourceRef, Kind: p.Kind, Name: p.Name,
		Lat: p.Point.Lat(), Lon: p.Point.Lon(),
		VisitMinutes: p.Visit, MinVisits: p.MinVisits, MaxVisits: p.MaxVisits,
		GapDays: p.GapDays, TwoWorkers: p.TwoWorkers, Windows: encodeWindows(p.Windows),
		SafetyNote: p.SafetyNote, Edited: p.Edited, Retired: p.Retired,
	}
	if p.Habit != nil {
		day, minute := int(p.Habit.Weekday), p.Habit.Minute
		r.HabitWeekday, r.HabitMinute = &day, &minute
	}
	return r
}

// Windows are stored as an object by weekday number, without the days that have
// none: {} is open all week.
func encodeWindows(w [7][]routes.Window) []byte {
	byDay := map[string][]routes.Window{}
	for day, list := range w {
		if len(list) > 0 {
			byDay[strconv.Itoa(day)] = list
		}
	}
	b, err := json.Marshal(byDay)
	if err != nil {
		panic(err) // a map of integers always marshals
	}
	return b
}

func decodeWindows(b []byte) (w [7][]routes.Window, err error) {
	var byDay map[int][]routes.Window
	if err := json.Unmarshal(b, &byDay); err != nil {
		return w, fmt.Errorf("place windows: %w", err)
	}
	for day, list := range byDay {
		if day < 0 || day > 6 {
			return w, invalid("windows", "weekday must lie in 0–6")
		}
		w[day] = list
	}
	return w, nil
}

func places(ctx context.Context, tx pgx.Tx, m int32) ([]Place, error) {
	rows, _ := tx.Query(ctx, placeList, m)
	return pgx.CollectRows(rows, scanPlace)
}

func place(ctx context.Context, tx pgx.Tx, m int32, id uuid.UUID) (Place, error) {
	rows, _ := tx.Query(ctx, placeOne, m, id)
	p, err := pgx.CollectExactlyOneRow(rows, scanPlace)
	return p, domainError(err)
}

func scanPlace(row pgx.CollectableRow) (Place, error) {
	r, err := pgx.RowToStructByName[placeRow](row)
	if err != nil {
		return Place{}, err
	}
	return r.place()
}

func insertPlaces(ctx context.Context, tx pgx.Tx, m int32, list []Place) error {
	return placeBatch(ctx, tx, m, placeInsert, list)
}

func updatePlaces(ctx context.Context, tx pgx.Tx, m int32, list []Place) error {
	return placeBatch(ctx, tx, m, placeUpdate, list)
}

// placeBatch sends all rows as one JSON array: one statement for any number of
// places, and one list of columns.
func placeBatch(ctx context.Context, tx pgx.Tx, m int32, sql string, list []Place) error {
	if len(list) == 0 {
		return nil
	}
	return insertRows(ctx, tx, m, sql, placeRows(list))
}

func placeRows(list []Place) []map[string]any {
	rows := make([]map[string]any, len(list))
	for i, p := range list {
		r := rowOf(p)
		rows[i] = map[string]any{
			"place_id": r.PlaceID, "source": r.Source, "source_ref": r.SourceRef, "kind": r.Kind, "name": r.Name,
			"lat": r.Lat, "lon": r.Lon, "visit_minutes": r.VisitMinutes, "min_visits": r.MinVisits,
			"max_visits": r.MaxVisits, "gap_days": r.GapDays, "two_workers": r.TwoWorkers,
			"windows": json.RawMessage(r.Windows), "habit_weekday": r.HabitWeekday, "habit_minute": r.HabitMinute,
			"safety_note": r.SafetyNote, "edited": r.Edited, "retired": r.Retired,
		}
	}
	return rows
}

const placeColumns = `place_id, source, source_ref, kind, name, lat, lon, visit_minutes, min_visits, max_visits,
  gap_days, two_workers, windows, habit_weekday, habit_minute, safety_note, edited, retired`

const placeList = `
SELECT ` + placeColumns + ` FROM place WHERE municipality_id = $1 ORDER BY name = '', name, kind, place_id`

const placeOne = `
SELECT ` + placeColumns + ` FROM place WHERE municipality_id = $1 AND place_id = $2`

const placeInsert = `
INSERT INTO place (municipality_id, ` + placeColumns + `)
SELECT $1, ` + placeColumns + ` FROM jsonb_populate_recordset(NULL::place, $2)`

const placeUpdate = `
UPDATE place p SET kind = r.kind, name = r.name, lat = r.lat, lon = r.lon, visit_minutes = r.visit_minutes,
  min_visits = r.min_visits, max_visits = r.max_visits, gap_days = r.gap_days, two_workers = r.two_workers,
  windows = r.windows, habit_weekday = r.habit_weekday, habit_minute = r.habit_minute,
  safety_note = r.safety_note, edited = r.edited, retired = r.retired
FROM jsonb_populate_recordset(NULL::place, $2) AS r
WHERE p.municipality_id = $1 AND p.place_id = r.place_id`

const placeRetire = `
UPDATE place SET retired = $3, edited = true WHERE municipality_id = $1 AND place_id = $2`

// Metres by the equirectangular projection, which is exact enough for 25.
const placePublicNear = `
SELECT EXISTS (
  SELECT FROM place WHERE municipality_id = $1 AND source IN ('osm', 'geofa') AND NOT retired
    AND abs(lat - $2) < 0.001
    AND sqrt(power((lat - $2) * 111195, 2) + power((lon - $3) * 111195 * cos(radians($2)), 2)) <= 25)`
