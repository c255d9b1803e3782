package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"runde/store"
)

// verifyCmd checks the log of what was decided.
type verifyCmd struct {
	database
}

// Help is shown by --help.
func (verifyCmd) Help() string {
	return `Every row of the log holds a hash of itself and of the row before. A row that was
changed, taken out or moved is found. A log that was cut at its end is not: keep
the last hash elsewhere and compare it.`
}

// errBrokenLog makes the program end with a failure.
var errBrokenLog = errors.New("the log has been changed")

// Run checks the log of every municipality.
func (c *verifyCmd) Run(ctx context.Context, s streams) error {
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(verify(ctx, db, s.out), closeDB())
}

func verify(ctx context.Context, db *store.DB, out io.Writer) error {
	list, err := db.Municipalities(ctx)
	if err != nil {
		return err
	}
	var broken error
	for _, m := range list {
		check, err := db.VerifyAudit(ctx, m.ID)
		if err != nil {
			return err
		}
		if check.Broken != 0 {
			broken = errBrokenLog
			fmt.Fprintf(out, "%s: row %d of %d does not follow from the one before\n", m.Name, check.Broken, check.Rows)
			continue
		}
		fmt.Fprintf(out, "%s: %d rows, each follows from the one before; last hash %x\n", m.Name, check.Rows, check.Head)
	}
	return broken
}
