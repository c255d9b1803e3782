package pgtest_test

import (
	"bufio"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"runde/store/pgtest"
)

// holdEnv makes one test of the binary wait to be killed with its database open.
const holdEnv = "RUNDE_TEST_HOLD"

// TestHold is not a test by itself: it is the process that the ones below start.
func TestHold(t *testing.T) {
	if os.Getenv(holdEnv) == "" {
		t.Skip("is started by other tests")
	}
	dsn, err := url.Parse(pgtest.DSN(t))
	if err != nil {
		t.Fatal(err)
	}
	pgtest.New(t)
	fmt.Println("socket:" + dsn.Query().Get("host"))
	if os.Getenv(holdEnv) == "forever" {
		select {}
	}
}

// A test process that ends, or is killed, leaves neither a server nor a file.
func TestProcessLeavesNothing(t *testing.T) {
	for _, how := range []string{"ended", "forever"} {
		t.Run(how, func(t *testing.T) {
			cmd, socket := startHold(t, how, nil)
			if how == "forever" {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
			_ = cmd.Wait() // a killed process ends with an error
			run := filepath.Dir(filepath.Dir(socket))
			for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
				if _, err := os.Stat(run); os.IsNotExist(err) {
					break
				}
				if time.Now().After(deadline) {
					t.Fatalf("%s is still there", run)
				}
			}
			if out, err := exec.Command("pgrep", "-f", "--", "-D "+run).Output(); err == nil {
				t.Errorf("servers left: %s", out)
			}
		})
	}
}

// An ordinary user gets databases too: as root, the test binary runs again as one.
func TestOrdinaryUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("is an ordinary user already")
	}
	cmd, _ := startHold(t, "ended", &syscall.Credential{Uid: 65534, Gid: 65534})
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

// startHold runs TestHold in a process of its own, as another user in a temporary
// folder of its own, and returns when its database is there.
func startHold(t *testing.T, how string, as *syscall.Credential) (*exec.Cmd, string) {
	t.Helper()
	home, err := os.MkdirTemp("", "pgt")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(home) })
	program := filepath.Join(home, "pgtest.test")
	copyProgram(t, program)
	env := []string{holdEnv + "=" + how, "TMPDIR=" + os.Getenv("TMPDIR"), "HOME=" + home, "PATH=" + os.Getenv("PATH"), "RUNDE_PG_BIN=" + os.Getenv("RUNDE_PG_BIN")}
	if as != nil {
		env[1] = "TMPDIR=" + home
		if err := os.Chown(home, int(as.Uid), int(as.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(home, 0o711); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-test.run=^TestHold$")
	cmd.Dir = home
	cmd.Env = env
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if socket, ok := strings.CutPrefix(lines.Text(), "socket:"); ok {
			return cmd, socket
		}
		t.Log(lines.Text())
	}
	t.Fatal("the process told no socket")
	return nil, ""
}

func copyProgram(t *testing.T, to string) {
	t.Helper()
	in, err := os.Open(os.Args[0])
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
