package web

import (
	"context"

	"runde/store"
	"runde/store/access"
	"runde/web/auth"
)

// withDatabase fills in what a configuration left open and the database can do:
// sessions, sign-ins, their notes in the audit log, and whether it is there.
func (c Config) withDatabase() Config {
	if c.DB == nil {
		return c
	}
	if c.Sessions == nil {
		c.Sessions = c.DB.Sessions()
	}
	if c.Lookup == nil {
		staff := staff{c.DB, c.Municipality}
		c.Lookup, c.Current, c.Record = staff.lookup, staff.current, staff.record
	}
	if c.Ready == nil {
		c.Ready = c.DB.Ping
	}
	return c
}

// staff are the sign-ins of one municipality; 0 is the first that there is.
type staff struct {
	db           *store.DB
	municipality int32
}

// lookup implements auth.Lookup.
func (s staff) lookup(ctx context.Context, login string) (auth.Credential, error) {
	m, err := s.home(ctx)
	if err != nil {
		return auth.Credential{}, err
	}
	found, err := s.db.StaffByLogin(ctx, m, login)
	if err != nil {
		return auth.Credential{}, err
	}
	known := auth.Credential{Actor: found.Actor()}
	if found.PasswordHash != nil {
		known.Hash = *found.PasswordHash
	}
	return known, nil
}

// home is the municipality that people sign in to. Returns store.ErrNotFound before
// there is any.
func (s staff) home(ctx context.Context) (int32, error) {
	if s.municipality != 0 {
		return s.municipality, nil
	}
	all, err := s.db.Municipalities(ctx)
	if err != nil {
		return 0, err
	}
	if len(all) == 0 {
		return 0, store.ErrNotFound
	}
	return all[0].ID, nil
}

func (s staff) current(ctx context.Context, a access.Actor) (access.Actor, error) {
	found, err := s.db.StaffByID(ctx, a.Municipality, a.User)
	if err != nil {
		return access.Actor{}, err
	}
	return found.Actor(), nil
}

func (s staff) record(ctx context.Context, a access.Actor, action string) error {
	by := store.By{Actor: a.User, At: s.db.Now()}
	return s.db.AppendAudit(ctx, a.Municipality, by, action, "staff", a.User.String())
}
