package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// Sessions keeps sign-in sessions by the hash of their token. It is a store of
// scs. Its calls without a context, which scs asks for and does not use, run with
// a background one.
type Sessions struct{ db *DB }

// Sessions is the store of sign-in sessions.
func (db *DB) Sessions() *Sessions { return &Sessions{db} }

// FindCtx returns the session's data; false where there is none, or it has ended.
func (s *Sessions) FindCtx(ctx context.Context, hash string) ([]byte, bool, error) {
	var data []byte
	now := s.db.Now()
	err := s.db.AppRead(ctx, 0, func(tx pgx.Tx) (err error) {
		data, err = value[[]byte](ctx, tx, sessionFind, []byte(hash), now)
		return err
	})
	if errors.Is(err, ErrNotFound) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// CommitCtx stores the session's data until its expiry.
func (s *Sessions) CommitCtx(ctx context.Context, hash string, data []byte, expiry time.Time) error {
	return s.db.App(ctx, 0, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, sessionUpsert, []byte(hash), data, expiry)
		return err
	})
}

// DeleteCtx ends a session; one that does not exist has ended.
func (s *Sessions) DeleteCtx(ctx context.Context, hash string) error {
	return s.db.App(ctx, 0, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, sessionDelete, []byte(hash))
		return err
	})
}

// DeleteExpired removes the sessions that have ended.
func (s *Sessions) DeleteExpired(ctx context.Context) error {
	now := s.db.Now()
	return s.db.App(ctx, 0, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, sessionDeleteExpired, now)
		return err
	})
}

// Find is FindCtx.
func (s *Sessions) Find(hash string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), hash)
}

// Commit is CommitCtx.
func (s *Sessions) Commit(hash string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), hash, data, expiry)
}

// Delete is DeleteCtx.
func (s *Sessions) Delete(hash string) error { return s.DeleteCtx(context.Background(), hash) }

const sessionFind = `
SELECT data FROM session WHERE token_hash = $1 AND expiry > $2`

const sessionUpsert = `
INSERT INTO session (token_hash, data, expiry) VALUES ($1, $2, $3)
ON CONFLICT (token_hash) DO UPDATE SET data = excluded.data, expiry = excluded.expiry`

const sessionDelete = `
DELETE FROM session WHERE token_hash = $1`

const sessionDeleteExpired = `
DELETE FROM session WHERE expiry <= $1`
