package store

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// all reads every row of a query into structs, by column name.
func all[T any](ctx context.Context, tx pgx.Tx, sql string, args ...any) ([]T, error) {
	rows, _ := tx.Query(ctx, sql, args...) // a failed query tells when its rows are read
	return pgx.CollectRows(rows, pgx.RowToStructByName[T])
}

// one reads the only row of a query. Returns ErrNotFound where there is none.
func one[T any](ctx context.Context, tx pgx.Tx, sql string, args ...any) (T, error) {
	rows, _ := tx.Query(ctx, sql, args...)
	v, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[T])
	return v, domainError(err)
}

// value reads the only column of the only row. Returns ErrNotFound where there is
// none.
func value[T any](ctx context.Context, tx pgx.Tx, sql string, args ...any) (T, error) {
	rows, _ := tx.Query(ctx, sql, args...)
	v, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[T])
	return v, domainError(err)
}

// change runs a statement that must touch a row. Returns ErrNotFound where it
// touches none.
func change(ctx context.Context, tx pgx.Tx, sql string, args ...any) error {
	tag, err := tx.Exec(ctx, sql, args...)
	if err != nil {
		return domainError(err)
	}
	if tag.RowsAffected() == 0 {
		return ErrNotFound
	}
	return nil
}

// optional is a column's value, NULL for the zero value.
func optional[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
