package localpg

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// socketPathLimit is what a unix socket address holds, without its closing zero.
// macOS has four bytes less than Linux.
const socketPathLimit = 103

// socketFile is the name PostgreSQL gives the socket at its usual port.
const socketFile = ".s.PGSQL.5432"

// layout is the folders of one cluster:
//
//	DIR/postgres.lock    held while a program uses the folder
//	DIR/postgres/15      data of PostgreSQL 15
//	DIR/postgres/run     the socket, unless that path is too long
type layout struct{ server, data, socket string }

// DefaultDir is where data lives: /var/lib/runde as root, otherwise
// $XDG_DATA_HOME/runde or ~/.local/share/runde.
func DefaultDir() (string, error) {
	return homeFolder("XDG_DATA_HOME", ".local/share", "/var/lib/runde")
}

// DefaultCacheDir is where fetched binaries live: /var/lib/runde/cache as root,
// otherwise $XDG_CACHE_HOME/runde or ~/.cache/runde.
func DefaultCacheDir() (string, error) {
	return homeFolder("XDG_CACHE_HOME", ".cache", "/var/lib/runde/cache")
}

func homeFolder(env, below, root string) (string, error) {
	if os.Geteuid() == 0 {
		return root, nil
	}
	if x := os.Getenv(env); filepath.IsAbs(x) {
		return filepath.Join(x, "runde"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("data folder: %w; set %s", err, env)
	}
	return filepath.Join(home, below, "runde"), nil
}

func serverFolder(dir string) string { return filepath.Join(dir, "postgres") }

func dataFolder(dir string, major int) string {
	return filepath.Join(serverFolder(dir), strconv.Itoa(major))
}

// newLayout makes the folders, owned by the account and closed to others.
func newLayout(dir string, major int, a account) (layout, error) {
	if err := a.canEnter(dir, "data folder"); err != nil {
		return layout{}, err
	}
	l := layout{server: serverFolder(dir), data: dataFolder(dir, major)}
	if err := a.own(l.server); err != nil {
		return layout{}, fmt.Errorf("data folder: %w", err)
	}
	l.socket = filepath.Join(l.server, "run")
	if len(filepath.Join(l.socket, socketFile)) > socketPathLimit {
		l.socket = shortSocketFolder(dir, a)
	}
	if err := a.own(l.socket); err != nil {
		return layout{}, fmt.Errorf("socket folder: %w", err)
	}
	return l, nil
}

// shortSocketFolder stands in for a path that is too long. It is the same at
// every start of the same data folder.
func shortSocketFolder(dir string, a account) string {
	sum := sha256.Sum256([]byte(dir))
	name := "runde-" + strconv.Itoa(a.uid) + "-" + hex.EncodeToString(sum[:6])
	if x := os.Getenv("XDG_RUNTIME_DIR"); !a.drop && filepath.IsAbs(x) && len(x) < 60 {
		return filepath.Join(x, name)
	}
	return filepath.Join("/tmp", name)
}

// removeSocket removes a socket folder that stands apart from the data, where
// nobody would look for it.
func (l layout) removeSocket() error {
	if filepath.Dir(l.socket) == l.server {
		return nil
	}
	return os.RemoveAll(l.socket)
}

// lockFolder makes the data folder and takes its lock, which the kernel frees
// when this program ends, however it ends.
func lockFolder(dir string) (*os.File, error) {
	if err := makeDataFolder(dir); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "postgres.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("%w (%s)", ErrInUse, dir)
		}
		return nil, fmt.Errorf("data folder: %w", err)
	}
	return f, nil
}

// makeDataFolder makes a missing folder for this user alone; as root the
// server's account may pass through it.
func makeDataFolder(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := makeOpen(filepath.Dir(dir)); err != nil {
		return err
	}
	mode := os.FileMode(0o700)
	if os.Geteuid() == 0 {
		mode = 0o711
	}
	if err := os.Mkdir(dir, mode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return os.Chmod(dir, mode)
}
