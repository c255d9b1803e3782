//go:build !linux

package localpg

import (
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// setDeathSignal does nothing where the kernel has no such signal: a server that
// outlives its parent is stopped at the next start.
func setDeathSignal(*syscall.SysProcAttr, syscall.Signal) {}

// isServer reports whether the process is a postgres whose data folder this is.
func isServer(pid int, data string) bool {
	out, err := exec.Command("ps", "-p", strconv.Itoa(pid), "-o", "command=").Output()
	return err == nil && strings.Contains(string(out), "-D "+data+" ")
}

// orphans is left to PostgreSQL's own check of its shared memory.
func orphans(string) []int { return nil }
