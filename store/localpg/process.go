package localpg

import (
	"errors"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// process is a running server.
type process struct {
	cmd    *exec.Cmd
	exited chan struct{}
	tail   *tail
}

// startServer runs the command in a process group of its own: a Ctrl-C in the
// terminal reaches this program, which closes its connections before it stops
// the server.
func startServer(cmd *exec.Cmd, death syscall.Signal) (*process, error) {
	p := &process{cmd: cmd, exited: make(chan struct{}), tail: new(tail)}
	cmd.Stdout, cmd.Stderr = p.tail, p.tail
	cmd.WaitDelay = time.Second
	cmd.SysProcAttr.Setpgid = true
	setDeathSignal(cmd.SysProcAttr, death)
	done, err := startOnThread(cmd)
	if err != nil {
		return nil, err
	}
	go func() {
		<-done // how a server ended matters less than that it did
		close(p.exited)
	}()
	return p, nil
}

// startOnThread starts the command from a thread that lives as long as the
// child: the kernel sends the death signal when the parent's thread ends, not
// its process. The channel yields what Wait returned.
func startOnThread(cmd *exec.Cmd) (<-chan error, error) {
	started, done := make(chan error, 1), make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			done <- cmd.Wait()
		}
	}()
	return done, <-started
}

// stop ends the server and waits for it: in order, then at once, then by force.
// A server that has gone already is no error.
func (p *process) stop(fast bool) {
	signals := []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL}
	if fast {
		signals = signals[1:]
	}
	for _, s := range signals {
		select {
		case <-p.exited:
			return
		default:
		}
		_ = p.cmd.Process.Signal(s)
		select {
		case <-p.exited:
			return
		case <-time.After(20 * time.Second):
		}
	}
	<-p.exited
}

// tail keeps the last lines a server wrote, for the error of a failed start.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

const tailSize = 2000

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, b...)
	if n := len(t.buf) - tailSize; n > 0 {
		t.buf = append(t.buf[:0], t.buf[n:]...)
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(string(t.buf))
}

// alive reports whether a process with that id exists, whoever owns it.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
