package mapread

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

// child is the process that reads.
type child struct {
	cmd    *exec.Cmd
	out    io.ReadCloser
	said   *head
	read   chan struct{} // closed when nothing more is read from it
	exited chan struct{} // closed when it is gone
}

// startChild starts the program from a thread that lives as long as the child: the
// kernel sends the death signal when the parent's thread ends, not its process.
func startChild(program []string, memory ByteSize) (*child, error) {
	c := &child{cmd: exec.Command(program[0], program[1:]...), said: &head{}, read: make(chan struct{}), exited: make(chan struct{})}
	c.cmd.Env = []string{fmt.Sprintf("GOMEMLIMIT=%d", int64(memory)/10*9), "GOTRACEBACK=none"}
	c.cmd.Stderr = c.said
	c.cmd.WaitDelay = time.Second
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	endWithParent(c.cmd.SysProcAttr)
	var err error
	if c.out, err = c.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	if _, err := c.cmd.StdinPipe(); err != nil { // held open: its end tells the child that we are gone
		return nil, err
	}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := c.cmd.Start()
		started <- err
		if err == nil {
			<-c.read
			_ = c.cmd.Wait() // its state tells
			close(c.exited)
		}
	}()
	return c, <-started
}

// graceTime is how long a child may take to end after it has closed its output, or
// written what is no answer.
const graceTime = 2 * time.Second

// answer reads what the child writes while its limits are watched, and returns when
// it is gone.
func (c *child) answer(ctx context.Context, limits Limits, progress func(done, total int64)) (*Map, error) {
	watched := make(chan watch, 1)
	go func() { watched <- c.watch(ctx, limits) }()
	m, err := readAnswer(bufio.NewReaderSize(c.out, 1<<16), progress)
	var failed *readError
	answered := err == nil || errors.As(err, &failed)
	if answered {
		c.kill() // it has said everything
	}
	killed := c.gone()
	seen := <-watched
	switch {
	case err == nil:
		m.Peak = seen.peak
		return m, nil
	case answered:
		return nil, err
	case seen.ended != nil:
		return nil, seen.ended
	case killed:
		return nil, err
	}
	return nil, c.crash(limits, err)
}

// gone waits until the child is, and reports whether it had to be killed for it.
func (c *child) gone() (killed bool) {
	_ = c.out.Close() // what it still writes nobody reads
	close(c.read)
	select {
	case <-c.exited:
		return false
	case <-time.After(graceTime):
	}
	c.kill()
	<-c.exited
	return true
}

// watchEvery is how often the child's memory is looked at: often enough that it
// cannot take much more than it may.
const watchEvery = 50 * time.Millisecond

// watch is what was seen of a child: the most memory that it held, and the error of
// the limit that ended it, nil where none did.
type watch struct {
	peak  int64
	ended error
}

// watch ends the child when it passes a limit.
func (c *child) watch(ctx context.Context, limits Limits) (w watch) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	late := time.NewTimer(limits.TimeLimit)
	defer late.Stop()
	for w.ended == nil {
		select {
		case <-c.exited:
			return w
		case <-ctx.Done():
			w.ended = ctx.Err()
		case <-late.C:
			w.ended = fmt.Errorf("%w: more than %v; give a boundary or a smaller extract, or raise --time-limit", ErrTime, limits.TimeLimit)
		case <-tick.C:
			held := resident(c.cmd.Process.Pid)
			w.peak = max(w.peak, held)
			if held > int64(limits.Memory) {
				w.ended = tooMuch(limits)
			}
		}
	}
	c.kill()
	return w
}

func tooMuch(limits Limits) error {
	return fmt.Errorf("%w: the map needs more than %v; give a boundary or a smaller extract, or raise --memory", ErrMemory, limits.Memory)
}

// kill ends the child and what it started.
func (c *child) kill() {
	if c.cmd.Process.Signal(syscall.Signal(0)) == nil { // not waited for yet: the number is its own
		_ = syscall.Kill(-c.cmd.Process.Pid, syscall.SIGKILL) // gone already is as good
	}
}

// crash is the error of a child that ended by itself without an answer. Out of
// memory is what the runtime and the kernel both make of too large a map.
func (c *child) crash(limits Limits, err error) error {
	said := c.said.line()
	if strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate memory") {
		return tooMuch(limits)
	}
	state := c.cmd.ProcessState
	status, _ := state.Sys().(syscall.WaitStatus) // Signal is -1 where none ended it
	switch {
	case state.Success(), status.Signal() == syscall.SIGPIPE: // it still wrote when nobody listened any more
		return err
	case status.Signaled() && status.Signal() == syscall.SIGKILL:
		return fmt.Errorf("%w: it was killed; perhaps the machine has too little memory for this map", ErrCrashed)
	}
	return fmt.Errorf("%w: nothing was stored; please report this map and these words: %v, %q", ErrCrashed, state, said)
}

// head keeps the beginning of what a process writes.
type head struct {
	mu  sync.Mutex
	buf []byte
}

// Write takes everything and keeps the beginning.
func (h *head) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.buf = append(h.buf, b[:min(len(b), maxSaid-len(h.buf))]...)
	return len(b), nil
}

// line is the first line, fit to be shown.
func (h *head) line() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	first, _, _ := strings.Cut(string(h.buf), "\n")
	return printable(first)
}
