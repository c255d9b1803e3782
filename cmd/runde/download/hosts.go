package download

import (
	"context"
	"net"
	"net/netip"
	"sync"
)

// Hosts are servers that are known to offer map extracts.
var Hosts = []string{"download.geofabrik.de", "download.openstreetmap.fr", "download.bbbike.org", "planet.openstreetmap.org"}

// resolved remembers the addresses of names, so that every connection to a name goes
// where the first one went.
type resolved struct {
	allowed func(netip.Addr) bool
	lookup  func(ctx context.Context, network, host string) ([]netip.Addr, error)

	mu sync.Mutex
	by map[string][]netip.Addr
}

// dialFunc opens a connection.
type dialFunc func(ctx context.Context, network, address string) (net.Conn, error)

// dial dials the addresses of a name one after the other.
func (r *resolved) dial(dial dialFunc) dialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, errNotPublic
		}
		list, err := r.addresses(ctx, host)
		if err != nil {
			return nil, err
		}
		var conn net.Conn
		for _, a := range list {
			if conn, err = dial(ctx, network, net.JoinHostPort(a.String(), port)); err == nil {
				return conn, nil
			}
		}
		return nil, err
	}
}

// addresses are those of the name, all of them allowed, one or more.
func (r *resolved) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if list := r.by[host]; list != nil {
		return list, nil
	}
	list, err := r.lookup(ctx, "ip", host)
	if err != nil {
		return nil, errNoAddress
	}
	for i, a := range list {
		if list[i] = a.Unmap(); !r.allowed(list[i]) {
			return nil, errNotPublic
		}
	}
	if len(list) == 0 {
		return nil, errNoAddress
	}
	r.by[host] = list
	return list, nil
}

// reserved are the blocks that belong to nobody in public, beside those that
// netip knows.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"),
}

func isPublic(a netip.Addr) bool {
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
