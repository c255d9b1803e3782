package localpg

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// clearLeftovers makes the folder startable after whatever happened to the last
// server. The caller holds the folder's lock, so no living program owns a server
// found here.
func clearLeftovers(ctx context.Context, l layout, log *slog.Logger) error {
	pid, err := recordedServer(l.data)
	if err != nil {
		return err
	}
	if pid > 0 && isServer(pid, l.data) {
		log.Info("stopping a database server left behind")
		if err := endProcess(ctx, pid, syscall.SIGINT); err != nil {
			return err
		}
	} else if pid > 0 {
		if err := disownPidFile(l.data); err != nil {
			return err
		}
	}
	for _, pid := range orphans(l.data) {
		if err := endProcess(ctx, pid, syscall.SIGQUIT); err != nil {
			return err
		}
	}
	return emptyFolder(l.socket)
}

// recordedServer is the process id in postmaster.pid, 0 where there is none.
func recordedServer(data string) (int, error) {
	b, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("data folder: %w", err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || pid <= 0 {
		return 0, os.Remove(filepath.Join(data, "postmaster.pid")) // cut off while being written
	}
	return pid, nil
}

// disownPidFile puts this program's own id into a stale postmaster.pid. A server
// takes a file naming its parent for stale, where it would refuse to start over
// one that names some living stranger. The file is not removed: its later lines
// let the server check that no child of the old one still has the shared memory.
func disownPidFile(data string) error {
	path := filepath.Join(data, "postmaster.pid")
	b, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	_, rest, _ := strings.Cut(string(b), "\n")
	if err := os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"+rest), 0o600); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	return nil
}

// endProcess signals a process that is not our child and waits until it is gone,
// by force after 20 seconds.
func endProcess(ctx context.Context, pid int, first syscall.Signal) error {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	force := time.NewTimer(20 * time.Second)
	defer force.Stop()
	if err := syscall.Kill(pid, first); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("stopping a database server left behind: %w", err)
	}
	for alive(pid) {
		select {
		case <-ctx.Done():
			return fmt.Errorf("stopping a database server left behind: %w", ctx.Err())
		case <-force.C:
			_ = syscall.Kill(pid, syscall.SIGKILL)
		case <-tick.C:
		}
	}
	return nil
}

func emptyFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("socket folder: %w", err)
	}
	for _, e := range entries {
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("socket folder: %w", err)
		}
	}
	return nil
}
