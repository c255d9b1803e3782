package localpg

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// locales are tried in order. Sorting is by code point in all of them, so that
// an index made on one machine is good on another.
var locales = []string{"C.UTF-8", "C"}

// initialise makes the data folder where there is none: beside its place first,
// then by renaming, so that a folder under its own name is always whole.
func (c *Cluster) initialise(ctx context.Context) error {
	if err := c.removeHalfMade(); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(c.layout.data, "PG_VERSION")); err == nil {
		return nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("data folder: %w", err)
	}
	c.log.Info("creating the database cluster", "version", c.bin.major)
	var failed error
	for _, locale := range locales {
		made := c.layout.data + ".new"
		if failed = c.initdb(ctx, made, locale); failed == nil {
			return os.Rename(made, c.layout.data)
		}
		if ctx.Err() != nil {
			return failed
		}
		if err := os.RemoveAll(made); err != nil {
			return err
		}
	}
	return failed
}

func (c *Cluster) removeHalfMade() error {
	left, err := filepath.Glob(filepath.Join(c.layout.server, "*.new"))
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	for _, l := range left {
		if err := os.RemoveAll(l); err != nil {
			return fmt.Errorf("data folder: %w", err)
		}
	}
	return nil
}

func (c *Cluster) initdb(ctx context.Context, folder, locale string) error {
	args := []string{"-D", folder, "-U", superuser, "--encoding=UTF8", "--locale=" + locale, "--auth=trust"}
	if c.fast {
		args = append(args, "--no-sync")
	}
	out := new(tail)
	cmd := c.account.command(c.bin.path("initdb"), args...)
	cmd.Stdout, cmd.Stderr = out, out
	setDeathSignal(cmd.SysProcAttr, 9)
	done, err := startOnThread(cmd)
	if err != nil {
		return fmt.Errorf("initdb: %w", err)
	}
	select {
	case err = <-done:
	case <-ctx.Done():
		_ = cmd.Process.Kill()
		<-done
		return fmt.Errorf("initdb: %w", ctx.Err())
	}
	if err != nil {
		return fmt.Errorf("initdb: %w: %s", err, lastLine(out.String()))
	}
	return nil
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}
