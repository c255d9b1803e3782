package localpg

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Everything above also holds for an ordinary user: as root, the test binary runs
// itself again as one.
func TestAsOrdinaryUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("is an ordinary user already")
	}
	const uid = 65534
	home := folder(t)
	program := filepath.Join(home, "localpg.test")
	copyFile(t, os.Args[0], program)
	if err := os.Chown(home, uid, uid); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-test.v", "-test.run=Killed|Again|LongPath|IsPrivate|LeftRunning|OwnFolder")
	cmd.Dir = home
	cmd.Env = []string{"HOME=" + home, "TMPDIR=" + home, "PATH=" + os.Getenv("PATH"), "RUNDE_PG_BIN=" + os.Getenv("RUNDE_PG_BIN")}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: uid}}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("as an ordinary user: %v\n%s", err, out)
	}
	if n := strings.Count(string(out), "\n--- PASS"); n < 6 {
		t.Errorf("%d tests passed as an ordinary user; want 6 or more\n%s", n, out)
	}
}

// Without any setting an ordinary user's data lies in the home folder.
func TestOwnFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("runs again as an ordinary user")
	}
	home := folder(t)
	t.Setenv("HOME", home)
	t.Setenv("XDG_DATA_HOME", "")
	c := start(t, Options{Fast: true})
	if want := filepath.Join(home, ".local/share/runde/postgres"); c.layout.server != want {
		t.Errorf("server folder %s; want %s", c.layout.server, want)
	}
}

// A data folder that the server's account cannot reach is refused in words, not
// by a failing initdb.
func TestFolderOutOfReach(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("concerns root")
	}
	closed := folder(t)
	if err := os.Chmod(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), Options{Dir: filepath.Join(closed, "data")})
	if err == nil || !strings.Contains(err.Error(), "cannot enter "+closed) {
		t.Errorf("error %v; want one that names %s", err, closed)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
