package store

import (
	"cmp"
	"context"
	"errors"

	"runde/store/access"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Staff is somebody who signs in: a login and a role, nothing else about them.
type Staff struct {
	ID           uuid.UUID `db:"staff_id"`
	Municipality int32     `db:"municipality_id"`
	Login        string    // lower case
	Role         access.Role
	TeamID       *uuid.UUID // nil: of no team
	PasswordHash *string    // nil: signs in elsewhere
	Disabled     bool
}

// Actor is the staff member as the table of permissions knows them; a disabled one
// is a visitor.
func (s Staff) Actor() access.Actor {
	if s.Disabled {
		return access.Actor{}
	}
	return access.Actor{User: s.ID, Municipality: s.Municipality, Role: s.Role}
}

// NewStaff is a sign-in to be made.
type NewStaff struct {
	Login        string // stored in lower case
	Role         access.Role
	TeamID       *uuid.UUID
	PasswordHash *string
}

// AddStaff makes a sign-in and returns its id. ErrConflict for a login that is
// taken, in whichever municipality; an ErrInvalid for a login or a role that is
// none.
func (db *DB) AddStaff(ctx context.Context, m int32, by By, s NewStaff) (uuid.UUID, error) {
	id := uuid.New()
	return id, db.App(ctx, m, func(tx pgx.Tx) error {
		if _, err := findLogin(ctx, tx, s.Login); !errors.Is(err, ErrNotFound) {
			return cmp.Or(err, ErrConflict)
		}
		if _, err := tx.Exec(ctx, municipalityEnter, m); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, staffInsert, m, id, s.Login, s.Role, s.TeamID, s.PasswordHash); err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, "staff.add", "staff", id.String())
	})
}

// FindLogin is the one with the login, in whichever municipality, letter case
// apart, or ErrNotFound. Somebody who signs in does not say where.
func (db *DB) FindLogin(ctx context.Context, login string) (Staff, error) {
	var out Staff
	err := db.AppRead(ctx, 0, func(tx pgx.Tx) (err error) {
		out, err = findLogin(ctx, tx, login)
		return err
	})
	return out, err
}

// findLogin looks into one municipality after the other: row-level security lets
// nobody look into all at once.
func findLogin(ctx context.Context, tx pgx.Tx, login string) (Staff, error) {
	list, err := municipalities(ctx, tx)
	if err != nil {
		return Staff{}, err
	}
	for _, m := range list {
		if _, err := tx.Exec(ctx, municipalityEnter, m.ID); err != nil {
			return Staff{}, err
		}
		s, err := one[Staff](ctx, tx, staffByLogin, m.ID, login)
		if !errors.Is(err, ErrNotFound) {
			return s, err
		}
	}
	return Staff{}, ErrNotFound
}

// StaffByLogin is the one with the login, letter case apart, or ErrNotFound.
func (db *DB) StaffByLogin(ctx context.Context, m int32, login string) (Staff, error) {
	return db.oneStaff(ctx, m, staffByLogin, login)
}

// StaffByID is the one with the id, or ErrNotFound.
func (db *DB) StaffByID(ctx context.Context, m int32, id uuid.UUID) (Staff, error) {
	return db.oneStaff(ctx, m, staffByID, id)
}

func (db *DB) oneStaff(ctx context.Context, m int32, sql string, key any) (Staff, error) {
	var out Staff
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = one[Staff](ctx, tx, sql, m, key)
		return err
	})
	return out, err
}

// StaffList is everybody who signs in, by login, the disabled too.
func (db *DB) StaffList(ctx context.Context, m int32) ([]Staff, error) {
	var out []Staff
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = all[Staff](ctx, tx, staffList, m)
		return err
	})
	return out, err
}

// DisableStaff closes a sign-in, or opens it again. Returns ErrNotFound.
func (db *DB) DisableStaff(ctx context.Context, m int32, by By, id uuid.UUID, disabled bool) error {
	action := "staff.disable"
	if !disabled {
		action = "staff.enable"
	}
	return db.changeStaff(ctx, m, by, id, action, staffDisable, disabled)
}

// SetStaffRole changes what somebody may do. Returns ErrNotFound, or an ErrInvalid.
func (db *DB) SetStaffRole(ctx context.Context, m int32, by By, id uuid.UUID, role access.Role) error {
	return db.changeStaff(ctx, m, by, id, "staff.role", staffRole, role)
}

// SetStaffTeam moves somebody to a team; nil is none. Returns ErrNotFound.
func (db *DB) SetStaffTeam(ctx context.Context, m int32, by By, id uuid.UUID, team *uuid.UUID) error {
	return db.changeStaff(ctx, m, by, id, "staff.team", staffTeam, team)
}

// SetStaffPassword stores the hash of a password. Returns ErrNotFound.
func (db *DB) SetStaffPassword(ctx context.Context, m int32, by By, id uuid.UUID, hash string) error {
	return db.changeStaff(ctx, m, by, id, "staff.password", staffPassword, hash)
}

func (db *DB) changeStaff(ctx context.Context, m int32, by By, id uuid.UUID, action, sql string, v any) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		if err := change(ctx, tx, sql, m, id, v); err != nil {
			return err
		}
		return appendAudit(ctx, tx, m, by, action, "staff", id.String())
	})
}

const staffInsert = `
INSERT INTO staff (municipality_id, staff_id, login, role, team_id, password_hash)
VALUES ($1, $2, lower($3::text), $4, $5, $6)`

const staffColumns = `
SELECT staff_id, municipality_id, login, role, team_id, password_hash, disabled FROM staff `

const staffByLogin = staffColumns + `WHERE municipality_id = $1 AND login = lower($2::text)`

const staffByID = staffColumns + `WHERE municipality_id = $1 AND staff_id = $2`

const staffList = staffColumns + `WHERE municipality_id = $1 ORDER BY login`

const staffDisable = `
UPDATE staff SET disabled = $3 WHERE municipality_id = $1 AND staff_id = $2`

const staffRole = `
UPDATE staff SET role = $3 WHERE municipality_id = $1 AND staff_id = $2`

const staffTeam = `
UPDATE staff SET team_id = $3 WHERE municipality_id = $1 AND staff_id = $2`

const staffPassword = `
UPDATE staff SET password_hash = $3 WHERE municipality_id = $1 AND staff_id = $2`
