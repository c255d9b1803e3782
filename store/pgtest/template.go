package pgtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
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
	template, err := buildTemplate(ctx, home)
	if err != nil {
		return nil, fmt.Errorf("building the template: %w", err)
	}
	dir, err := os.MkdirTemp(home, "run-")
	if err != nil {
		return nil, err
	}
	if err := errors.Join(os.Chmod(dir, 0o711), removeAtEnd(dir)); err != nil {
		return nil, err
	}
	if err := copyTree(filepath.Join(template, "postgres"), filepath.Join(dir, "postgres")); err != nil {
		return nil, fmt.Errorf("copying the template: %w", err)
	}
	return localpg.Start(ctx, options(dir))
}

func options(dir string) localpg.Options {
	return localpg.Options{Dir: dir, Fast: true}
}

// testHome is this user's folder for templates and copies. Its path is short: it
// has to leave room for a socket.
func testHome() (string, error) {
	home := filepath.Join(os.TempDir(), "runde-test-"+strconv.Itoa(os.Geteuid()))
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

// buildTemplate returns the folder of a migrated and stopped cluster, made by the
// first process that asks while the others wait.
func buildTemplate(ctx context.Context, home string) (string, error) {
	key, err := templateKey()
	if err != nil {
		return "", err
	}
	lock, err := os.OpenFile(filepath.Join(home, "template.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return "", err
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return "", err
	}
	template := filepath.Join(home, "template-"+key)
	if _, err := os.Stat(template); err == nil {
		return template, nil
	}
	if err := removeOld(home); err != nil {
		return "", err
	}
	made := template + ".new"
	if err := migratedCluster(ctx, made); err != nil {
		return "", err
	}
	return template, os.Rename(made, template)
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

// removeOld removes the templates of other migrations and half-made ones.
func removeOld(home string) error {
	old, err := filepath.Glob(filepath.Join(home, "template-*"))
	if err != nil {
		return err
	}
	for _, o := range old {
		if err := os.RemoveAll(o); err != nil {
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
	var err error
	if lifeline, err = cmd.StdinPipe(); err != nil {
		return err
	}
	return cmd.Start()
}

// lifeline is never written to: its end is the message. It is kept here so that
// no garbage collection closes it early.
var lifeline io.Closer
