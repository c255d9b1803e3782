package localpg

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// superuser is the login of the cluster. The socket's folder is the lock on it.
const superuser = "runde"

// ErrInUse is returned when another program holds the data folder.
var ErrInUse = errors.New("data folder: another runde is using it")

// Options says where the cluster lives. The zero value is right for a person at
// a terminal.
type Options struct {
	Dir      string       // data folder; empty: [DefaultDir]
	BinDir   string       // folder of initdb and postgres, or "none"; empty: RUNDE_PG_BIN, then a search
	CacheDir string       // where fetched binaries are kept; empty: [DefaultCacheDir]
	Log      *slog.Logger // lifecycle messages; nil: none
	Fast     bool         // for tests: may lose data in a crash, stops at once
}

// Cluster is a running server. All methods are safe for concurrent use.
type Cluster struct {
	layout  layout
	account account
	bin     binaries
	fast    bool
	log     *slog.Logger
	lock    *os.File

	mu       sync.Mutex
	server   *process
	stopping bool
	done     chan struct{} // closed when no server runs any more, for good
}

// Start brings up the cluster of the data folder, creating it where it is
// missing, and returns when it takes connections. A server that dies is started
// again until [Cluster.Stop]. Returns [ErrInUse] when another program holds the
// folder; ctx bounds the start only.
func Start(ctx context.Context, opt Options) (*Cluster, error) {
	opt, err := opt.withDefaults()
	if err != nil {
		return nil, err
	}
	lock, err := lockFolder(opt.Dir)
	if err != nil {
		return nil, err
	}
	c := &Cluster{fast: opt.Fast, log: opt.Log, lock: lock, done: make(chan struct{})}
	if err := c.open(ctx, opt); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	go c.supervise()
	return c, nil
}

func (o Options) withDefaults() (Options, error) {
	var err error
	if o.Dir == "" {
		if o.Dir, err = DefaultDir(); err != nil {
			return o, err
		}
	}
	if o.CacheDir == "" {
		if o.CacheDir, err = DefaultCacheDir(); err != nil {
			return o, err
		}
	}
	if o.Dir, err = filepath.Abs(o.Dir); err != nil {
		return o, fmt.Errorf("data folder: %w", err)
	}
	if o.CacheDir, err = filepath.Abs(o.CacheDir); err != nil {
		return o, fmt.Errorf("cache folder: %w", err)
	}
	if o.BinDir == "" {
		o.BinDir = os.Getenv("RUNDE_PG_BIN")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o, nil
}

// open finds the binaries and the account, clears what a killed program left,
// initialises the folder where it is empty and starts the server.
func (c *Cluster) open(ctx context.Context, opt Options) error {
	var err error
	if opt.Dir, err = filepath.EvalSymlinks(opt.Dir); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	if c.bin, err = findBinaries(ctx, opt); err != nil {
		return err
	}
	if c.account, err = serverAccount(opt.Dir); err != nil {
		return err
	}
	if err := c.account.canRun(c.bin.dir); err != nil {
		return err
	}
	if c.layout, err = newLayout(opt.Dir, c.bin.major, c.account); err != nil {
		return err
	}
	if err := clearLeftovers(ctx, c.layout, c.log); err != nil {
		return err
	}
	if err := c.initialise(ctx); err != nil {
		return err
	}
	return c.launch(ctx)
}

// launch starts the server and waits until it answers.
func (c *Cluster) launch(ctx context.Context) error {
	server, err := startServer(c.account.command(c.bin.path("postgres"), c.arguments()...), c.deathSignal())
	if err != nil {
		return fmt.Errorf("starting postgres: %w", err)
	}
	c.mu.Lock()
	c.server = server
	c.mu.Unlock()
	if err := c.awaitReady(ctx, server); err != nil {
		server.stop(c.fast)
		return err
	}
	c.log.Info("database ready", "version", c.bin.major)
	return nil
}

func (c *Cluster) awaitReady(ctx context.Context, server *process) error {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if conn, err := pgx.Connect(ctx, c.DSN("postgres")); err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for postgres: %w", ctx.Err())
		case <-server.exited:
			return fmt.Errorf("postgres stopped while starting: %s", server.tail.String())
		case <-tick.C:
		}
	}
}

// supervise starts a server that died by itself again. It gives up after three
// starts in a row that fail.
func (c *Cluster) supervise() {
	defer close(c.done)
	for {
		c.mu.Lock()
		server := c.server
		c.mu.Unlock()
		<-server.exited
		if c.isStopping() {
			return
		}
		c.log.Warn("the database server died and is started again")
		if err := c.relaunch(); err != nil {
			c.log.Error("the database server does not start", "error", err)
			return
		}
	}
}

func (c *Cluster) relaunch() error {
	var err error
	for range 3 {
		if c.isStopping() {
			return nil
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		if err = clearLeftovers(ctx, c.layout, c.log); err == nil {
			err = c.launch(ctx)
		}
		cancel()
		if err == nil {
			return nil
		}
	}
	return err
}

func (c *Cluster) isStopping() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stopping
}

// Stop ends the server in order (open transactions are rolled back) and frees
// the data folder. A second call does nothing.
func (c *Cluster) Stop() error {
	c.mu.Lock()
	if c.stopping {
		c.mu.Unlock()
		return nil
	}
	c.stopping = true
	c.mu.Unlock()
	for {
		c.mu.Lock()
		server := c.server
		c.mu.Unlock()
		server.stop(c.fast)
		select {
		case <-c.done:
			c.log.Info("database stopped")
			return errors.Join(c.layout.removeSocket(), c.lock.Close())
		case <-time.After(50 * time.Millisecond): // a relaunch was under way: stop that server too
		}
	}
}

// Done is closed when no server runs any more: after Stop, or when a server that
// died could not be started again.
func (c *Cluster) Done() <-chan struct{} { return c.done }

// DSN is the connection string of a database in the cluster.
func (c *Cluster) DSN(database string) string {
	q := url.Values{"host": {c.layout.socket}, "user": {superuser}, "sslmode": {"disable"}}
	return (&url.URL{Scheme: "postgres", Path: "/" + database, RawQuery: q.Encode()}).String()
}

// Create makes the database where it is missing and returns its DSN.
func (c *Cluster) Create(ctx context.Context, database string) (string, error) {
	conn, err := pgx.Connect(ctx, c.DSN("postgres"))
	if err != nil {
		return "", fmt.Errorf("creating the database: %w", err)
	}
	defer conn.Close(ctx)
	var exists bool
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, database).Scan(&exists)
	if err == nil && !exists {
		_, err = conn.Exec(ctx, `CREATE DATABASE `+pgx.Identifier{database}.Sanitize())
	}
	if err != nil {
		return "", fmt.Errorf("creating the database: %w", err)
	}
	return c.DSN(database), nil
}
