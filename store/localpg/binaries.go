package localpg

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
)

// oldest is the first major version with everything the schema uses.
const oldest = 15

// binaries is a folder that holds initdb and postgres of one major version.
type binaries struct {
	dir   string
	major int
}

func (b binaries) path(program string) string { return filepath.Join(b.dir, program) }

// installedPatterns is where packages put the binaries: Debian, Red Hat,
// Homebrew.
var installedPatterns = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/opt/homebrew/opt/postgresql@*/bin",
	"/usr/local/opt/postgresql@*/bin",
}

// findBinaries applies the rules of the package comment.
func findBinaries(ctx context.Context, opt Options) (binaries, error) {
	switch opt.BinDir {
	case "none":
		return fetched(ctx, opt)
	case "":
	default:
		b, err := inspect(ctx, opt.BinDir)
		if err != nil {
			return b, fmt.Errorf("RUNDE_PG_BIN: %w", err)
		}
		return b, nil
	}
	found := installed(ctx)
	if b, ok := newestWithData(opt.Dir, found); ok {
		return b, nil
	}
	written := writtenVersions(opt.Dir)
	if len(written) == 0 && len(found) > 0 {
		return found[0], nil
	}
	if len(written) == 0 || slices.Contains(written, packageMajor) {
		return fetched(ctx, opt)
	}
	return binaries{}, fmt.Errorf("data folder: written by PostgreSQL %d, which is not installed; install it, or name its folder of binaries in RUNDE_PG_BIN", written[0])
}

// installed lists what is on the machine, newest first.
func installed(ctx context.Context) []binaries {
	var dirs []string
	if p, err := exec.LookPath("postgres"); err == nil {
		dirs = append(dirs, filepath.Dir(p))
	}
	for _, pattern := range installedPatterns {
		if m, err := filepath.Glob(pattern); err == nil {
			dirs = append(dirs, m...)
		}
	}
	var found []binaries
	for _, d := range dirs {
		if b, err := inspect(ctx, d); err == nil {
			found = append(found, b)
		}
	}
	slices.SortStableFunc(found, func(a, b binaries) int { return cmp.Compare(b.major, a.major) })
	return found
}

var versionPattern = regexp.MustCompile(`\) (\d+)`)

// inspect asks the binaries of a folder for their version.
func inspect(ctx context.Context, dir string) (binaries, error) {
	program, err := filepath.Abs(filepath.Join(dir, "postgres"))
	if err == nil {
		program, err = filepath.EvalSymlinks(program)
	}
	if err != nil {
		return binaries{}, fmt.Errorf("no postgres in the folder: %w", err)
	}
	b := binaries{dir: filepath.Dir(program)}
	if _, err := os.Stat(b.path("initdb")); err != nil {
		return binaries{}, fmt.Errorf("no initdb beside postgres: %w", err)
	}
	out, err := exec.CommandContext(ctx, program, "--version").Output()
	if err != nil {
		return binaries{}, fmt.Errorf("postgres --version: %w", err)
	}
	m := versionPattern.FindSubmatch(out)
	if m == nil {
		return binaries{}, errors.New("postgres --version: no version in its answer")
	}
	if b.major, err = strconv.Atoi(string(m[1])); err != nil || b.major < oldest {
		return binaries{}, fmt.Errorf("PostgreSQL %d is too old: %d or newer is needed", b.major, oldest)
	}
	return b, nil
}

// newestWithData is the newest of the found versions that has written here.
func newestWithData(dir string, found []binaries) (binaries, bool) {
	for _, b := range found {
		if slices.Contains(writtenVersions(dir), b.major) {
			return b, true
		}
	}
	return binaries{}, false
}

// writtenVersions lists the major versions that hold data here, newest first.
func writtenVersions(dir string) []int {
	entries, err := os.ReadDir(serverFolder(dir))
	if err != nil {
		return nil
	}
	var majors []int
	for _, e := range entries {
		if n, err := strconv.Atoi(e.Name()); err == nil {
			majors = append(majors, n)
		}
	}
	slices.Sort(majors)
	slices.Reverse(majors)
	return majors
}
