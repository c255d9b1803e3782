package store

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// By says who changes something, when, and why, for the audit log. A zero Actor
// is the program itself. The reason is at most 200 characters and never repeats
// the values that changed.
type By struct {
	Actor  uuid.UUID
	At     time.Time
	Reason string
}

// actor is the id to store, NULL for the program itself.
func (b By) actor() *uuid.UUID {
	if b.Actor == uuid.Nil {
		return nil
	}
	return &b.Actor
}

// Audit is one row of the log: a decision, plan, setting, sign-in or export.
// Encounters and the intake of concerns are never in it.
type Audit struct {
	Seq        int64
	At         time.Time
	Actor      *uuid.UUID // nil: the program itself
	Action     string     // as in plan.approve
	ObjectType string
	ObjectID   string
	Reason     string
}

// AuditCheck is the result of walking the chain of hashes from its first row.
type AuditCheck struct {
	Rows   int64  // rows in the log
	Broken int64  // the first row that does not follow from the one before, 0 for none
	Head   []byte // hash of the last row: compare it with one kept elsewhere
}

// AppendAudit adds a row to the log of what was done to the object. A change that
// is stored writes its row in its own transaction instead.
func (db *DB) AppendAudit(ctx context.Context, m int32, by By, action, objectType, objectID string) error {
	return db.App(ctx, m, func(tx pgx.Tx) error {
		return appendAudit(ctx, tx, m, by, action, objectType, objectID)
	})
}

// Audits are the log's rows before the given sequence number (0: from the end),
// newest first, at most limit of them.
func (db *DB) Audits(ctx context.Context, m int32, before int64, limit int) ([]Audit, error) {
	var out []Audit
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = all[Audit](ctx, tx, auditsPage, m, before, limit)
		return err
	})
	return out, err
}

// VerifyAudit recomputes every hash of the log. A log that was cut at its end
// still verifies: only its Head, kept elsewhere, tells.
func (db *DB) VerifyAudit(ctx context.Context, m int32) (AuditCheck, error) {
	var out AuditCheck
	err := db.AppRead(ctx, m, func(tx pgx.Tx) (err error) {
		out, err = one[AuditCheck](ctx, tx, auditVerify, m)
		return err
	})
	return out, err
}

func appendAudit(ctx context.Context, tx pgx.Tx, m int32, by By, action, objectType, objectID string) error {
	_, err := tx.Exec(ctx, auditInsert, m, by.At, by.actor(), action, objectType, objectID, by.Reason)
	if err != nil {
		return fmt.Errorf("audit %s: %w", action, err)
	}
	return nil
}

// The trigger audit_chain fills in the sequence number and the hashes.
const auditInsert = `
INSERT INTO audit (municipality_id, seq, at, actor, action, object_type, object_id, reason, prev_hash, hash)
VALUES ($1, 0, $2, $3, $4, $5, $6, $7, '', '')`

const auditsPage = `
SELECT seq, at, actor, action, object_type, object_id, reason FROM audit
WHERE municipality_id = $1 AND ($2::bigint = 0 OR seq < $2) ORDER BY seq DESC LIMIT $3`

const auditVerify = `
WITH chain AS (
  SELECT seq, hash,
    seq = coalesce(lag(seq) OVER (ORDER BY seq), 0) + 1
      AND prev_hash = coalesce(lag(hash) OVER (ORDER BY seq), ''::bytea)
      AND hash = sha256(prev_hash || convert_to(jsonb_build_array(municipality_id, seq,
        extract(epoch FROM at), actor, action, object_type, object_id, reason)::text, 'UTF8')) AS sound
  FROM audit WHERE municipality_id = $1)
SELECT count(*) AS rows,
  coalesce(min(seq) FILTER (WHERE NOT sound), 0) AS broken,
  coalesce((array_agg(hash ORDER BY seq DESC))[1], ''::bytea) AS head
FROM chain`
