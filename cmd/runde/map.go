package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"runde/store"
)

// mapCmd shows the maps of a municipality and goes back to the one before.
type mapCmd struct {
	List    mapListCmd    `cmd:"" default:"withargs" help:"Show the map that is live and the one that is kept."`
	Restore mapRestoreCmd `cmd:"" help:"Go back to the map before; again: go forth."`
}

type mapListCmd struct {
	database
	Municipality string `help:"Name of the municipality." required:"" placeholder:"NAME"`
	JSON         bool   `name:"json" help:"Print them as JSON."`
}

type mapRestoreCmd struct {
	database
	Municipality string `help:"Name of the municipality." required:"" placeholder:"NAME"`
	Reason       string `help:"Why, for the log; 200 characters at most." placeholder:"WORDS"`
}

// Help is shown by --help.
func (mapRestoreCmd) Help() string {
	return `The street network, the base map and the boundary of the map before take the place
of the live ones, which are kept. Public places, names and cells stay as they are.
Servers that run take it over within a minute.`
}

// Run lists the maps.
func (c *mapListCmd) Run(ctx context.Context, s streams) error {
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.list(ctx, db, s.out), closeDB())
}

func (c *mapListCmd) list(ctx context.Context, db *store.DB, out io.Writer) error {
	m, err := municipalityNamed(ctx, db, c.Municipality)
	if err != nil {
		return err
	}
	list, err := db.MapEditions(ctx, m.ID)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeEditions(out, list)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "state\tread\tnodes\tplaces\tmap file\tchecksum")
	for _, e := range list {
		read, nodes, places, file := "unknown", "unknown", "unknown", "unknown"
		if e.ImportedAt != nil {
			read, file = e.ImportedAt.In(db.Now().Location()).Format("2006-01-02 15:04 MST"), fmt.Sprintf("%.8x", e.SourceSHA256)
		}
		if e.Figures != nil {
			nodes, places = fmt.Sprint(e.Figures.Nodes), fmt.Sprint(e.Figures.Places)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%.8x\n", stateOf(e), read, nodes, places, file, e.Checksum)
	}
	return w.Flush()
}

func stateOf(e store.MapEdition) string {
	if e.Live {
		return "live"
	}
	return "kept"
}

// listedMap is a map as a machine reads it.
type listedMap struct {
	State    string            `json:"state"`
	Checksum string            `json:"checksum"`
	ReadAt   *time.Time        `json:"read_at,omitempty"`
	File     string            `json:"map_file_sha256,omitempty"`
	Figures  *store.MapFigures `json:"figures,omitempty"`
}

func writeEditions(out io.Writer, list []store.MapEdition) error {
	rows := []listedMap{}
	for _, e := range list {
		rows = append(rows, listedMap{stateOf(e), fmt.Sprintf("%x", e.Checksum), e.ImportedAt, fmt.Sprintf("%x", e.SourceSHA256), e.Figures})
	}
	j := json.NewEncoder(out)
	j.SetIndent("", "  ")
	return j.Encode(rows)
}

// Run goes back.
func (c *mapRestoreCmd) Run(ctx context.Context, s streams) error {
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.restore(ctx, db, s.out), closeDB())
}

func (c *mapRestoreCmd) restore(ctx context.Context, db *store.DB, out io.Writer) error {
	m, err := municipalityNamed(ctx, db, c.Municipality)
	if err != nil {
		return err
	}
	err = db.RestoreMap(ctx, m.ID, store.By{At: db.Now(), Reason: c.Reason})
	if errors.Is(err, store.ErrNotFound) {
		return errors.New("no map is kept: one is when a second map has been read")
	}
	if err != nil {
		return fmt.Errorf("%w; nothing was changed", err)
	}
	return (&mapListCmd{Municipality: c.Municipality}).list(ctx, db, out)
}
