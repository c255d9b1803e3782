// Package migrations holds the database schema as numbered SQL files, each with
// its way up and down. Files are added and never changed once released: a
// database in use has run them.
package migrations

import "embed"

// FS holds the SQL files.
//
//go:embed *.sql
var FS embed.FS
