package localpg

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

// What is written before a stop is there after the next start, and a stop leaves
// no process and a free folder.
func TestStopAndStartAgain(t *testing.T) {
	dir := folder(t)
	first := start(t, Options{Dir: dir})
	dsn, err := first.Create(t.Context(), "runde")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := first.Create(t.Context(), "runde"); err != nil || again != dsn {
		t.Fatalf("creating an existing database: %q, %v; want %q", again, err, dsn)
	}
	conn, err := pgx.Connect(t.Context(), dsn) // left open: a stop does not wait for it
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), `CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)`); err != nil {
		t.Fatal(err)
	}
	pid := serverPid(t, first)
	if err := first.Stop(); err != nil {
		t.Fatal(err)
	}
	if alive(pid) {
		t.Fatalf("server %d lives after Stop", pid)
	}
	<-first.Done()

	second := start(t, Options{Dir: dir})
	conn, err = pgx.Connect(t.Context(), second.DSN("runde"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var n int
	if err := conn.QueryRow(t.Context(), `SELECT n FROM kept`).Scan(&n); err != nil || n != 7 {
		t.Fatalf("kept = %d, %v; want 7", n, err)
	}
}

// A server killed by force comes back by itself with everything committed.
func TestServerKilled(t *testing.T) {
	c := start(t, Options{Dir: folder(t)})
	mustQuery(t, c, `CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)`)
	old := serverPid(t, c)
	kill9(t, old)
	eventually(t, "another server answers", func() bool {
		n, err := query(t.Context(), c, `SELECT n FROM kept`)
		return err == nil && n == "7"
	})
	if pid := serverPid(t, c); pid == old {
		t.Fatalf("postmaster.pid still names the killed server %d", pid)
	}
}

// A program killed by force takes its server along, and the next one starts on
// the same folder.
func TestProgramKilled(t *testing.T) {
	dir := folder(t)
	program, server := startHolder(t, dir)
	kill9(t, program.Process.Pid)
	program.Wait()
	eventually(t, "the server of the killed program ends", func() bool { return !alive(server) })
	start(t, Options{Dir: dir})
}

// The next program starts even while the killed one's server is up, as it stays
// on systems without a death signal.
func TestServerLeftRunning(t *testing.T) {
	dir := folder(t)
	first := start(t, Options{Dir: dir, Fast: true})
	if err := first.Stop(); err != nil {
		t.Fatal(err)
	}
	left, err := startServer(first.account.command(first.bin.path("postgres"), first.arguments()...), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer left.stop(true)
	if err := first.awaitReady(t.Context(), left); err != nil {
		t.Fatal(err)
	}
	second := start(t, Options{Dir: dir, Fast: true})
	<-left.exited
	mustQuery(t, second, `SELECT 1`)
}

// A postmaster.pid that names a living program of another kind, a dead one or
// nothing at all does not keep the server from starting.
func TestStalePidFile(t *testing.T) {
	dir := folder(t)
	c := start(t, Options{Dir: dir, Fast: true})
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	stranger := exec.Command("sleep", "600")
	if err := stranger.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { stranger.Process.Kill(); stranger.Wait() }()
	rest := "\n" + c.layout.data + "\n1700000000\n5432\n" + c.layout.socket + "\n\n  1234567         9\nready   \n"
	for name, content := range map[string]string{
		"living stranger": strconv.Itoa(stranger.Process.Pid) + rest,
		"dead":            "4194303" + rest,
		"cut off":         "",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(c.layout.data, "postmaster.pid")
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chown(path, c.account.uid, c.account.gid); err != nil {
				t.Fatal(err)
			}
			again := start(t, Options{Dir: dir, Fast: true})
			if err := again.Stop(); err != nil {
				t.Fatal(err)
			}
		})
	}
	if !alive(stranger.Process.Pid) {
		t.Error("a program that is no database server was ended")
	}
}

// One folder, one program: the second is told so, and may have it afterwards.
func TestOneProgramAFolder(t *testing.T) {
	dir := folder(t)
	first := start(t, Options{Dir: dir, Fast: true})
	if _, err := Start(t.Context(), Options{Dir: dir, Fast: true}); !errors.Is(err, ErrInUse) {
		t.Fatalf("second start: %v; want %v", err, ErrInUse)
	}
	mustQuery(t, first, `SELECT 1`)
}

// An initdb cut off half way is done again.
func TestInitialisingWasCutOff(t *testing.T) {
	dir := folder(t)
	bin, err := findBinaries(t.Context(), Options{Dir: dir, BinDir: os.Getenv("RUNDE_PG_BIN")})
	if err != nil {
		t.Skip("needs an installed PostgreSQL")
	}
	half := dataFolder(dir, bin.major) + ".new"
	if err := os.MkdirAll(half, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(half, "PG_VERSION"), []byte("15\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := start(t, Options{Dir: dir, Fast: true})
	mustQuery(t, c, `SELECT 1`)
	if _, err := os.Stat(half); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the half-made folder is still there: %v", err)
	}
}

// A folder whose socket path would be too long gets its socket elsewhere.
func TestLongPath(t *testing.T) {
	dir := filepath.Join(folder(t), strings.Repeat("runde-", 15), "data")
	c := start(t, Options{Dir: dir, Fast: true})
	if n := len(filepath.Join(c.layout.socket, socketFile)); n > socketPathLimit {
		t.Errorf("socket path has %d bytes; want at most %d", n, socketPathLimit)
	}
	mustQuery(t, c, `SELECT 1`)
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(c.layout.socket); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the socket's folder is left: %v", err)
	}
}

// The server keeps nothing that tells when or what: no network, no commit times,
// no statement, no value in its log.
func TestServerKeepsQuiet(t *testing.T) {
	c := start(t, Options{Dir: folder(t), Fast: true})
	want := map[string]string{
		"listen_addresses":                    "",
		"track_commit_timestamp":              "off",
		"log_statement":                       "none",
		"log_min_error_statement":             "panic",
		"log_parameter_max_length_on_error":   "0",
		"log_min_duration_statement":          "-1",
		"log_error_verbosity":                 "terse",
		"log_connections":                     "off",
		"server_encoding":                     "UTF8",
		"unix_socket_permissions":             "0700",
		"session_preload_libraries":           "",
		"shared_preload_libraries":            "",
		"password_encryption":                 "scram-sha-256",
		"row_security":                        "on",
		"max_parallel_workers_per_gather":     "0",
		"log_parameter_max_length":            "0",
		"logging_collector":                   "off",
		"log_disconnections":                  "off",
		"default_transaction_isolation":       "read committed",
		"idle_in_transaction_session_timeout": "0",
	}
	got := map[string]string{}
	for name := range want {
		got[name] = mustQuery(t, c, `SHOW `+name)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("settings (-want +got):\n%s", d)
	}
	const canary = "fryser-ved-kanalen"
	mustQuery(t, c, `CREATE TABLE note (t text CONSTRAINT note_short CHECK (length(t) < 5))`)
	for _, sql := range []string{
		`INSERT INTO note VALUES ('` + canary + `')`,
		`SELECT '` + canary + `'::int`,
		`SELECT ` + canary,
	} {
		if _, err := query(t.Context(), c, sql); err == nil {
			t.Fatalf("%s: no error", sql)
		}
	}
	if log := c.server.tail.String(); strings.Contains(log, canary) {
		t.Errorf("the server's log repeats a refused value:\n%s", log)
	}
}

// The server never runs as root, and nobody but its account (and root) can reach
// its files or its socket.
func TestServerIsPrivate(t *testing.T) {
	c := start(t, Options{Dir: folder(t), Fast: true})
	for _, f := range []string{c.layout.server, c.layout.data, c.layout.socket} {
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		uid := int(info.Sys().(*syscall.Stat_t).Uid)
		if info.Mode().Perm() != 0o700 || uid == 0 || uid != c.account.uid {
			t.Errorf("%s: mode %o, owner %d; want 700, %d and not root", f, info.Mode().Perm(), uid, c.account.uid)
		}
	}
}
