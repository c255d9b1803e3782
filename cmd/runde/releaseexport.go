package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"runde/store"
)

type releaseExportCmd struct {
	database
	CSV          string `name:"csv" help:"Folder for the files, which must not exist." required:"" type:"path" placeholder:"DIR"`
	Municipality string `help:"Name of the municipality; all of them where it is not given." placeholder:"NAME"`
}

// Help is shown by --help.
func (releaseExportCmd) Help() string {
	return `Four files of comma-separated UTF-8 with a header, ordered by all that names a row,
so that the same rows give the same bytes. The columns:

editions.csv: municipality, family, level (week, period, year), period, year (of its
blocks), first_day, last_day, released_on, threshold.

blocks.csv: municipality, year, family (encounters, also of presence; or concerns),
block, label (none for the whole municipality), cells (of the cover), leaves (its ground
at resolution 9). The same block may be other ground in the other family.

figures.csv: municipality, family, level, period, area, of_kinds (of the rows that a
side table refines), kind, blocks, status (own, merged, unknown, zero), count (none
where unknown), cells (none for the whole municipality), leaves (of a year's rows).

open.csv: municipality, family, level, period, node, kind, count (as it was drawn, with
its noise: it may be negative), eps, day_cap. It has no rows where open data was never
chosen.

Kinds that are shown together are joined by +, other lists by spaces. That the files
were taken is written to the log first; the folder appears when it is complete. To pass
open data on, take runde release open export, which explains it.`
}

// Run exports what was published.
func (c *releaseExportCmd) Run(ctx context.Context, s streams) error {
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.export(ctx, db, s.out), closeDB())
}

func (c *releaseExportCmd) export(ctx context.Context, db *store.DB, out io.Writer) (err error) {
	if _, err := os.Lstat(c.CSV); !errors.Is(err, os.ErrNotExist) {
		return errors.Join(errors.New("--csv: the folder must not exist"), err)
	}
	list, err := published(ctx, db, c.Municipality)
	if err != nil {
		return err
	}
	parent := filepath.Dir(c.CSV)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(parent, ".runde-export-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	rows, err := writeReleases(dir, list)
	if err != nil {
		return err
	}
	for _, m := range list {
		by := store.By{At: db.Now()}
		if err := db.AppendAudit(ctx, m.ID, by, "release.export", "period", "all"); err != nil {
			return err
		}
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	if err := os.Rename(dir, c.CSV); err != nil {
		return err
	}
	for _, r := range rows {
		fmt.Fprintf(out, "%s: %d rows\n", filepath.Join(c.CSV, r.name), r.rows)
	}
	return nil
}
