package localpg

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// inArchive is the part of the package that is kept.
const inArchive = "package/native/"

// symlinkFile lists the links of the lib folder, which an npm archive cannot
// hold: the package restores them in a script, which is not run here.
const symlinkFile = "pg-symlinks.json"

// unpack writes the archive's native folder as dir, readable by every account,
// and restores its links.
func unpack(archive, dir string) error {
	f, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return restoreLinks(dir)
		}
		if err != nil {
			return err
		}
		name, ok := strings.CutPrefix(h.Name, inArchive)
		if !ok || h.Typeflag != tar.TypeReg {
			continue
		}
		if err := unpackFile(dir, name, h.FileInfo().Mode(), r); err != nil {
			return err
		}
	}
}

func unpackFile(dir, name string, mode os.FileMode, content io.Reader) error {
	if !filepath.IsLocal(name) {
		return errors.New("a file of the archive lies outside it")
	}
	path := filepath.Join(dir, name)
	if err := makeOpen(filepath.Dir(path)); err != nil {
		return err
	}
	perm := os.FileMode(0o644)
	if mode&0o111 != 0 {
		perm = 0o755
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, content); err != nil {
		f.Close()
		return err
	}
	if err := f.Chmod(perm); err != nil { // whatever the umask says
		f.Close()
		return err
	}
	return f.Close()
}

// restoreLinks makes each link relative, so that the folder can be moved.
func restoreLinks(dir string) error {
	b, err := os.ReadFile(filepath.Join(dir, symlinkFile))
	if err != nil {
		return fmt.Errorf("the list of links: %w", err)
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(b, &links); err != nil {
		return fmt.Errorf("the list of links: %w", err)
	}
	for _, l := range links {
		source, okS := strings.CutPrefix(l.Source, "native/")
		target, okT := strings.CutPrefix(l.Target, "native/")
		if !okS || !okT || !filepath.IsLocal(source) || !filepath.IsLocal(target) {
			return errors.New("the list of links: a link lies outside the package")
		}
		to, err := filepath.Rel(filepath.Dir(target), source)
		if err != nil {
			return err
		}
		if err := os.Symlink(to, filepath.Join(dir, target)); err != nil {
			return err
		}
	}
	return nil
}

// makeOpen makes a folder and its missing parents such that every account may
// read them, whatever the umask says.
func makeOpen(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := makeOpen(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o755); err != nil && !os.IsExist(err) {
		return err
	}
	return os.Chmod(dir, 0o755)
}
