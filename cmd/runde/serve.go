package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"runde/store"
	"runde/store/access"
	"runde/store/jobs"
	"runde/web"
	"runde/web/auth"
	"runde/web/pages"
)

// serveCmd answers requests and works on jobs until it is interrupted.
type serveCmd struct {
	database
	demoMap
	Addr  string   `help:"Address to listen on." default:"localhost:8080" env:"RUNDE_ADDR" placeholder:"HOST:PORT"`
	HTTPS bool     `help:"Browsers reach the server over https, by a proxy in front of it." env:"RUNDE_HTTPS"`
	Proxy []string `help:"Address ranges of proxies in front of it, whose X-Forwarded-For is believed when attempts to sign in are counted." env:"RUNDE_PROXY" placeholder:"CIDR"`
	Demo  bool     `help:"Make and show the demo municipality."`
}

// How long what runs may take to end.
const (
	drainTime = 10 * time.Second
	stopTime  = 15 * time.Second
)

// Run serves until the context ends, then ends everything that it started: first
// requests, then jobs, then the pool, then the private database.
func (c *serveCmd) Run(ctx context.Context, s streams) error {
	db, closeDB, err := c.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.serve(ctx, db, s), closeDB())
}

func (c *serveCmd) serve(ctx context.Context, db *store.DB, s streams) error {
	listener, err := net.Listen("tcp", c.Addr) // before the long work of a first start
	if err != nil {
		return err
	}
	defer listener.Close() // http.Server closes it first
	if c.Demo {
		if err := c.demoMap.load(ctx, db, s.out); err != nil {
			return err
		}
	}
	log := slog.New(slog.NewTextHandler(s.err, nil))
	if err := tellOfMaps(ctx, db, log); err != nil {
		return err
	}
	work, err := jobs.New(db, log)
	if err != nil {
		return err
	}
	if err := work.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	return errors.Join(c.answer(ctx, db, work, log, listener, s), stopWithin(work.Stop))
}

// tellOfMaps says which municipality's map has to be read again: one that an older
// program stored, or that was altered since.
func tellOfMaps(ctx context.Context, db *store.DB, log *slog.Logger) error {
	list, err := db.Municipalities(ctx)
	if err != nil {
		return err
	}
	for _, m := range list {
		err := db.CheckMap(ctx, m.ID)
		switch {
		case errors.Is(err, store.ErrMapUnusable):
			log.ErrorContext(ctx, "the stored map cannot be used by this program; read it again: runde import --osm FILE --municipality NAME", "municipality", m.Name, "error", err)
		case err != nil && !errors.Is(err, store.ErrNotFound):
			return err
		}
	}
	return nil
}

// answer serves HTTP until the context ends, and then until running requests are
// answered.
func (c *serveCmd) answer(ctx context.Context, db *store.DB, work *jobs.Runner, log *slog.Logger, listener net.Listener, s streams) error {
	handler, err := web.New(c.config(db, work, log))
	if err != nil {
		return err
	}
	server := web.HTTPServer(c.Addr, handler, log)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	fmt.Fprintf(s.out, "\nRunde is at http://%s\n", c.shown(listener))
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	fmt.Fprintln(s.err, "Stopping.")
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	if err := server.Shutdown(drain); err != nil {
		return server.Close() // a stream that nobody ended
	}
	return nil
}

// shown is the address as it was asked for, with the port that was taken.
func (c *serveCmd) shown(l net.Listener) string {
	host, _, err := net.SplitHostPort(c.Addr)
	_, port, errPort := net.SplitHostPort(l.Addr().String())
	if err != nil || errPort != nil || host == "" {
		return l.Addr().String()
	}
	return net.JoinHostPort(host, port)
}

func (c *serveCmd) config(db *store.DB, work *jobs.Runner, log *slog.Logger) web.Config {
	out := web.Config{
		Log: log, DB: db, Jobs: work, HTTPS: c.HTTPS, Proxies: c.Proxy,
		Sessions: db.Sessions(),
		Lookup:   lookup(db),
		Current:  current(db),
		Record:   record(db),
		Ready:    db.Ping,
		Tile:     newTileServer(newBaseMaps(db, log)).tile,
	}
	if c.Demo {
		out.Demo = &pages.Demo{Password: demoPassword}
		for _, u := range demoUsers {
			out.Demo.Users = append(out.Demo.Users, pages.DemoUser{Login: u.login, Role: u.role})
		}
	}
	return out
}

// lookup finds who signs in.
func lookup(db *store.DB) auth.Lookup {
	return func(ctx context.Context, login string) (auth.Credential, error) {
		s, err := db.FindLogin(ctx, login)
		if err != nil {
			return auth.Credential{}, err
		}
		c := auth.Credential{Actor: s.Actor()}
		if s.PasswordHash != nil {
			c.Hash = *s.PasswordHash
		}
		return c, nil
	}
}

// current finds what somebody who signed in earlier may do by now.
func current(db *store.DB) func(context.Context, access.Actor) (access.Actor, error) {
	return func(ctx context.Context, a access.Actor) (access.Actor, error) {
		s, err := db.StaffByID(ctx, a.Municipality, a.User)
		return s.Actor(), err
	}
}

// record notes who signed in and out in the log of what was decided.
func record(db *store.DB) func(context.Context, access.Actor, string) error {
	return func(ctx context.Context, a access.Actor, action string) error {
		by := store.By{Actor: a.User, At: db.Now()}
		return db.AppendAudit(ctx, a.Municipality, by, action, "staff", a.User.String())
	}
}

// stopWithin gives what runs a while to end.
func stopWithin(stop func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	return stop(ctx)
}
