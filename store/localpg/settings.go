package localpg

import (
	"strings"
	"syscall"
)

// settings are given on the command line, so that a file left in the data folder
// cannot change them. What concerns privacy: no network, no statement or value in
// any log, no commit times.
var settings = []string{
	"listen_addresses=",
	"unix_socket_permissions=0700",
	"max_connections=100",
	"shared_buffers=64MB",
	"max_parallel_workers_per_gather=0",
	"jit=off",
	"timezone=UTC",
	"log_timezone=UTC",
	"track_commit_timestamp=off",
	"logging_collector=off",
	"log_destination=stderr",
	"log_line_prefix=",
	"log_min_messages=log",
	"log_error_verbosity=terse",
	"log_statement=none",
	"log_min_error_statement=panic",
	"log_min_duration_statement=-1",
	"log_duration=off",
	"log_connections=off",
	"log_disconnections=off",
	"log_lock_waits=off",
	"log_parameter_max_length=0",
	"log_parameter_max_length_on_error=0",
}

// durable and fast differ in what a crash may cost.
var (
	durable = []string{"fsync=on", "full_page_writes=on", "synchronous_commit=on"}
	fast    = []string{
		"fsync=off", "full_page_writes=off", "synchronous_commit=off",
		"wal_level=minimal", "max_wal_senders=0", "autovacuum=off",
		"max_wal_size=256MB", "dynamic_shared_memory_type=mmap",
	}
)

func (c *Cluster) arguments() []string {
	all := append(append([]string{}, settings...), durable...)
	if c.fast {
		all = append(append([]string{}, settings...), fast...)
	}
	all = append(all, "unix_socket_directories="+quoteList(c.layout.socket))
	args := []string{"-D", c.layout.data}
	for _, s := range all {
		args = append(args, "-c", s)
	}
	return args
}

// quoteList writes one element of a list setting: a path may hold commas or spaces.
func quoteList(path string) string {
	return `"` + strings.ReplaceAll(path, `"`, `""`) + `"`
}

// deathSignal is what the kernel sends the server when this program is killed.
func (c *Cluster) deathSignal() syscall.Signal {
	if c.fast {
		return syscall.SIGQUIT
	}
	return syscall.SIGINT
}
