package pgtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"runde/migrations"
	"runde/store"
	"runde/store/localpg"
)

// templateDatabase is the migrated database that every test's is cloned from.
const templateDatabase = "runde_template"

// startTimeout bounds what a first test may wait: fetching PostgreSQL included.
const startTimeout = 5 * time.Minute

func startServer() (*localpg.Cluster, error) {
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	home, err := testHome()
	if err != nil {
		return nil, err
	}
	dir, err := newRun(home)
	if err != nil {
		return nil, err
	}
	if err := copyTemplate(ctx, home, dir); err != nil {
		return nil, err
	}
	return localpg.Start(ctx, localpg.Options{Dir: dir, Fast: true})
}

// newRun is a folder for a server of this process, removed when the process ends.
func newRun(home string) (string, error) {
	dir, err := os.MkdirTemp(home, "run-")
	if err != nil {
		return "", err
	}
	return dir, errors.Join(os.Chmod(dir, 0o711), removeAtEnd(dir))
}

// testHome is this user's folder for templates and copies. Its path is short: it
// has to leave room for a socket.
func testHome() (string, error) {
	home := filepath.Join(tempFolder(), "runde-test-"+strconv.Itoa(os.Geteuid()))
	if err := os.Mkdir(home, 0o711); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	info, err := os.Lstat(home)
	if err != nil {
		return "", err
	}
	if st, ok := info.Sys().(*syscall.Stat_t); !ok || !info.IsDir() || int(st.Uid) != os.Geteuid() {
		return "", fmt.Errorf("%s belongs to somebody else", home)
	}
	return home, os.Chmod(home, 0o711)
}

// enough is the room that a run of all packages' tests stays below, in bytes.
const enough = 4 << 30

// tempFolder is the memory file system where the machine has one with room, unless
// TMPDIR says otherwise: cloning a database writes some 300 small files, which a
// busy disk makes ten times slower.
func tempFolder() string {
	var st syscall.Statfs_t
	if os.Getenv("TMPDIR") == "" && syscall.Statfs("/dev/shm", &st) == nil && uint64(st.Bavail)*uint64(st.Bsize) > enough {
		return "/dev/shm"
	}
	return os.TempDir()
}

// copyTemplate copies the migrated cluster into dir. The first process that asks
// builds it while the others wait; nobody removes it while it is copied.
func copyTemplate(ctx context.Context, home, dir string) error {
	key, err := templateKey()
	if err != nil {
		return err
	}
	lock, err := os.OpenFile(filepath.Join(home, "template.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return err
	}
	template := filepath.Join(home, "template-"+key)
	if _, err := os.Stat(template); errors.Is(err, fs.ErrNotExist) {
		if err := buildTemplate(ctx, home, template); err != nil {
			return fmt.Errorf("building the template: %w", err)
		}
	}
	if err := copyTree(filepath.Join(template, "postgres"), filepath.Join(dir, "postgres")); err != nil {
		return fmt.Errorf("copying the template: %w", err)
	}
	return nil
}

// buildTemplate makes a migrated and stopped cluster beside its place and renames
// it there.
func buildTemplate(ctx context.Context, home, template string) error {
	if err := removeOld(home); err != nil {
		return err
	}
	made := template + ".new"
	if err := os.RemoveAll(made); err != nil {
		return err
	}
	if err := migratedCluster(ctx, made); err != nil {
		return err
	}
	return os.Rename(made, template)
}

// migratedCluster makes the folder's cluster and stops it in order, so that a copy
// starts without recovery.
func migratedCluster(ctx context.Context, dir string) error {
	c, err := localpg.Start(ctx, localpg.Options{Dir: dir})
	if err != nil {
		return err
	}
	dsn, err := c.Create(ctx, templateDatabase)
	if err == nil {
		err = store.Migrate(ctx, dsn)
	}
	return errors.Join(err, c.Stop())
}

// removeOld removes what is older than a day: templates of other migrations, and
// copies whose process and shell were both killed.
func removeOld(home string) error {
	entries, err := os.ReadDir(home)
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !e.IsDir() || time.Since(info.ModTime()) < 24*time.Hour {
			continue
		}
		if err := os.RemoveAll(filepath.Join(home, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// templateKey changes with the migrations, with the code that runs them and with
// the choice of server.
func templateKey() (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, store.SchemaVersion(), os.Getenv("RUNDE_PG_BIN"))
	files, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return "", err
	}
	for _, f := range files {
		b, err := fs.ReadFile(migrations.FS, f)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(h, f, len(b))
		h.Write(b)
	}
	return hex.EncodeToString(h.Sum(nil)[:6]), nil
}

// removeAtEnd starts a shell that holds the other end of a pipe until this process
// is gone, however it ends; then it stops the server, if one is left, and removes
// the folder.
func removeAtEnd(dir string) error {
	cmd := exec.Command("/bin/sh", "-c", `
		cat >/dev/null
		for n in 1 2 3 4 5 6 7 8 9 10; do
			pid=$(head -n 1 "$1"/postgres/*/postmaster.pid 2>/dev/null) || break
			kill -QUIT "$pid" 2>/dev/null || break
			sleep 0.2
		done
		rm -rf "$1"`, "sh", dir)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	lifeline, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	lifelines.Store(dir, lifeline)
	return cmd.Start()
}

// lifelines are never written to: their end is the message. They are kept here so
// that no garbage collection closes them early.
var lifelines sync.Map
