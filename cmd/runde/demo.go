package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"runde/cmd/runde/mapread"
	"runde/geo"
	"runde/routes/plans"
	"runde/store"
	"runde/store/access"
	"runde/web/auth"

	"github.com/google/uuid"
)

// demoCmd makes a demo municipality of a real street map and a made-up past.
type demoCmd struct {
	database
	demoMap
}

// demoMap is where the demo's map comes from. Commands embed it.
type demoMap struct {
	mapread.Limits
	OSM string `help:"Map of the demo. Without it, Andorra's, which comes with a module that the program is built from." type:"existingfile" placeholder:"FILE"`
}

// The demo municipality. Its map counts buildings, of which there are fewer than
// homes, so its cells may hold fewer of them.
const (
	demoName      = "Andorra"
	demoFloor     = 20
	demoHomeFloor = 200
	demoMeetings  = 10000 // a year
	demoConcerns  = 400   // a year
	demoSeed      = 2026
)

// demoPassword is that of every sign-in of the demo: it is shown on its pages.
const demoPassword = "runde-demo"

// demoUsers are the people of the demo.
var demoUsers = []struct {
	login string
	role  access.Role
}{
	{"koordinator@example.dk", access.Coordinator},
	{"medarbejder@example.dk", access.Worker},
	{"leder@example.dk", access.Leader},
	{"ledelse@example.dk", access.Management},
	{"administrator@example.dk", access.Administrator},
}

// Help is shown by --help.
func (demoCmd) Help() string {
	return `Made once; the second time only what time has brought is added: this week's plan,
and the figures that have fallen due.`
}

// Run makes the demo and says how to sign in.
func (c *demoCmd) Run(ctx context.Context, s streams) error {
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.load(ctx, db, s.out), closeDB())
}

// load makes what is missing of the demo.
func (d demoMap) load(ctx context.Context, db *store.DB, out io.Writer) error {
	m, err := d.municipality(ctx, db, out)
	if err != nil {
		return err
	}
	if _, err := db.RollCovers(ctx, m, db.Today()); err != nil {
		return err
	}
	p := past{db: db, m: m, seed: demoSeed, encounters: demoMeetings, concerns: demoConcerns}
	if _, err := p.make(ctx, func(what string) *progress { return newProgress(what, false) }); err != nil {
		return fmt.Errorf("making up the past: %w", err)
	}
	if err := p.users(ctx); err != nil {
		return err
	}
	if err := p.plan(ctx, geo.WeekOf(db.Today())); err != nil {
		return fmt.Errorf("planning this week: %w", err)
	}
	if _, err := db.ReleaseDue(ctx, m, db.Today()); err != nil {
		return fmt.Errorf("publishing: %w", err)
	}
	return announce(out)
}

// announce prints the sign-ins.
func announce(out io.Writer) error {
	fmt.Fprintf(out, "\nThe demo is %s: a real map, and everything else made up. Sign in with the password %s as\n", demoName, demoPassword)
	for _, u := range demoUsers {
		if _, err := fmt.Fprintf(out, "  %-14s %s\n", u.role, u.login); err != nil {
			return err
		}
	}
	return nil
}

// municipality is the demo's. Its map is read where there is none yet, and again
// where an older program stored it in a way that this one does not know.
func (d demoMap) municipality(ctx context.Context, db *store.DB, out io.Writer) (int32, error) {
	m, err := db.MunicipalityByName(ctx, demoName)
	if err == nil {
		err = db.CheckMap(ctx, m.ID)
	}
	switch {
	case err == nil:
		return m.ID, nil
	case errors.Is(err, store.ErrMapUnusable):
		fmt.Fprintln(out, "The demo's map was stored by another version of the program: it is read again.")
		return d.readMap(ctx, db, out)
	case !errors.Is(err, store.ErrNotFound):
		return 0, err
	}
	id, err := d.readMap(ctx, db, out)
	if err != nil {
		return 0, err
	}
	return id, demoSettings(ctx, db, store.By{At: db.Now()}, id)
}

// readMap reads the demo's map into the database.
func (d demoMap) readMap(ctx context.Context, db *store.DB, out io.Writer) (int32, error) {
	path := d.OSM
	if path == "" {
		var err error
		if path, err = andorra(ctx); err != nil {
			return 0, err
		}
	}
	bar := newProgress("Reading the map", false)
	read, err := mapread.Reader{Limits: d.Limits}.Read(ctx, mapread.Files{OSM: path}, bar.set)
	bar.end()
	if err != nil {
		return 0, err
	}
	in := toStore(read, demoName, demoFloor, demoHomeFloor)
	in.Demo, in.AcceptChange = true, true // there is no map in use that it could differ from
	done, err := db.ImportMap(ctx, store.By{At: db.Now()}, in)
	if err != nil {
		return 0, err
	}
	fmt.Fprintf(out, "%s%sfloor        %d buildings a cell instead of %d homes: the map counts buildings\n",
		summaryOf(read, in), importedText(done), demoFloor, store.DefaultSettings().MinDwellings)
	return done.Municipality.ID, nil
}

func demoSettings(ctx context.Context, db *store.DB, by store.By, m int32) error {
	s, err := db.Settings(ctx, m)
	if err != nil {
		return err
	}
	s.MinDwellings, s.HomeMinDwellings = demoFloor, demoHomeFloor
	s.ExpectedEvents, s.ExpectedConcerns = demoMeetings, demoConcerns
	return db.SaveSettings(ctx, m, by, s)
}

// andorra is the map that a module of this program ships with its tests. The go
// command fetches it where it is missing; it has to run in the source tree, whose
// go.sum vouches for the file.
func andorra(ctx context.Context) (string, error) {
	const module = "github.com/paulmach/osm@v0.8.0"
	out, err := exec.CommandContext(ctx, "go", "mod", "download", "-json", module).Output()
	var found struct{ Dir, Error string }
	if err == nil {
		err = json.Unmarshal(out, &found)
	}
	if err == nil && found.Dir == "" {
		err = errors.New(found.Error)
	}
	if err != nil {
		return "", fmt.Errorf("the demo's map was not found (%w): run in the source tree, or give a map with --osm FILE", err)
	}
	path := filepath.Join(found.Dir, "testdata", "andorra-latest.osm.bz2")
	_, err = os.Stat(path)
	return path, err
}

// users adds the people of the demo who are missing; the worker walks with the
// first team.
func (p past) users(ctx context.Context) error {
	teams, err := p.db.Teams(ctx, p.m)
	if err != nil {
		return err
	}
	for _, u := range demoUsers {
		_, err := p.db.StaffByLogin(ctx, p.m, u.login)
		if err == nil {
			continue
		}
		if !errors.Is(err, store.ErrNotFound) {
			return err
		}
		hash := auth.HashPassword(demoPassword)
		s := store.NewStaff{Login: u.login, Role: u.role, PasswordHash: &hash}
		if u.role == access.Worker {
			s.TeamID = &teams[0].ID
		}
		if _, err := p.db.AddStaff(ctx, p.m, p.by(), s); err != nil {
			return fmt.Errorf("user %s: %w", u.role, err)
		}
	}
	return nil
}

// plan proposes and approves the week's plan where it has none.
func (p past) plan(ctx context.Context, week geo.Week) error {
	_, err := p.db.PlanOf(ctx, p.m, week, store.Approved)
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	in, err := p.db.PlanInput(ctx, p.m, week)
	if err != nil {
		return err
	}
	plan, err := plans.Propose(ctx, in, nil)
	if err != nil {
		return err
	}
	id, err := p.db.SaveProposal(ctx, p.m, p.by(), in.Seed, plan)
	if err != nil {
		return err
	}
	by := p.by()
	by.Actor, err = p.coordinator(ctx)
	if err != nil {
		return err
	}
	return p.db.ApprovePlan(ctx, p.m, by, id)
}

func (p past) coordinator(ctx context.Context) (uuid.UUID, error) {
	s, err := p.db.StaffByLogin(ctx, p.m, demoUsers[0].login)
	return s.ID, err
}
