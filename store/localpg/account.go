package localpg

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is who the server runs as. The zero value is this program's own user.
type account struct {
	name     string
	uid, gid int
	drop     bool // this program is root and becomes that user for the server
}

// serverAccount chooses the account: this user's own, or as root the owner of the
// server's folder, else "postgres", else "nobody".
func serverAccount(dir string) (account, error) {
	if os.Geteuid() != 0 {
		return account{uid: os.Geteuid(), gid: os.Getegid()}, nil
	}
	if a, ok := ownerOf(serverFolder(dir)); ok {
		return a, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errU := strconv.Atoi(u.Uid)
		gid, errG := strconv.Atoi(u.Gid)
		if errU == nil && errG == nil {
			return account{name: name, uid: uid, gid: gid, drop: true}, nil
		}
	}
	return account{}, errors.New("account: running as root, and there is neither a user postgres nor nobody for the database server")
}

// ownerOf is the account that owns a folder, if that is not root.
func ownerOf(folder string) (account, bool) {
	info, err := os.Stat(folder)
	if err != nil {
		return account{}, false
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || st.Uid == 0 {
		return account{}, false
	}
	a := account{name: "uid " + strconv.Itoa(int(st.Uid)), uid: int(st.Uid), gid: int(st.Gid), drop: true}
	if u, err := user.LookupId(strconv.Itoa(a.uid)); err == nil {
		a.name = u.Username
	}
	return a, true
}

// command prepares a program of PostgreSQL's: as the account, in a folder that it
// can enter, and without this program's environment (PGDATA and the like would
// change what it does).
func (a account) command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}
	cmd.SysProcAttr = &syscall.SysProcAttr{}
	if a.drop {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return cmd
}

// own makes a folder the account's, for itself alone. A folder that is there
// already must be the account's: where everybody may make folders, somebody else
// could have taken the name.
func (a account) own(folder string) error {
	if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(folder)
	if err != nil {
		return err
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	made := ok && a.drop && st.Uid == 0 // by us, just now or in a start that was cut off
	if !ok || !info.IsDir() || (!made && int(st.Uid) != a.uid) {
		return fmt.Errorf("%s is there and belongs to somebody else", folder)
	}
	if made {
		if err := os.Lchown(folder, a.uid, a.gid); err != nil {
			return err
		}
	}
	return os.Chmod(folder, 0o700)
}

// canRun tells in plain words when the account cannot reach the binaries.
func (a account) canRun(bin string) error {
	return a.canEnter(bin, "RUNDE_PG_BIN")
}

// canEnter checks that every folder on the path lets others through. field names
// what the person can change.
func (a account) canEnter(path, field string) error {
	if !a.drop {
		return nil
	}
	for p := path; ; p = filepath.Dir(p) {
		info, err := os.Stat(p)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", field, err)
		}
		st, ok := info.Sys().(*syscall.Stat_t)
		if ok && int(st.Uid) != a.uid && info.Mode().Perm()&0o001 == 0 {
			return fmt.Errorf("%s: the user %s, who runs the database server, cannot enter %s; choose a folder outside it", field, a.name, p)
		}
		if p == filepath.Dir(p) {
			return nil
		}
	}
}
