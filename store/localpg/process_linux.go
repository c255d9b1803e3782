package localpg

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

func setDeathSignal(attr *syscall.SysProcAttr, s syscall.Signal) { attr.Pdeathsig = s }

// isServer reports whether the process is a postgres whose data folder this is.
// A process id from a file may belong to any other program by now.
func isServer(pid int, data string) bool {
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil {
		return false
	}
	args := bytes.Split(line, []byte{0})
	for i, a := range args {
		if string(a) == "-D" && i+1 < len(args) {
			return string(args[i+1]) == data
		}
	}
	return false
}

// orphans lists the server's own children that outlive a killed server: they
// work in the data folder.
func orphans(data string) []int {
	entries, err := filepath.Glob("/proc/[0-9]*/cwd")
	if err != nil {
		return nil
	}
	var pids []int
	for _, e := range entries {
		if cwd, err := os.Readlink(e); err != nil || cwd != data {
			continue
		}
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(e)))
		exe, errExe := os.Readlink(filepath.Join(filepath.Dir(e), "exe"))
		if err == nil && errExe == nil && filepath.Base(exe) == "postgres" {
			pids = append(pids, pid)
		}
	}
	return pids
}
