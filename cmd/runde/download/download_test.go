package download

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"testing"
)

// mapServer answers like a server of map extracts.
func mapServer(t *testing.T) (*httptest.Server, Downloader) {
	t.Helper()
	mux := http.NewServeMux()
	serve := func(path, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(body)) })
	}
	sum := sha256.Sum256([]byte("the map"))
	serve("/plain.osm.pbf", "the map")
	serve("/good.osm.pbf", "the map")
	serve("/good.osm.pbf.sha256", hex.EncodeToString(sum[:])+"  good.osm.pbf\n")
	serve("/bad.osm.pbf", "another map")
	serve("/bad.osm.pbf.sha256", hex.EncodeToString(sum[:]))
	serve("/page.osm.pbf", "the map")
	serve("/page.osm.pbf.md5", "<html>no such file</html>")
	serve("/large.osm.pbf", strings.Repeat("x", 101))
	mux.HandleFunc("/endless.osm.pbf", func(w http.ResponseWriter, _ *http.Request) {
		for range 10 {
			w.Write([]byte(strings.Repeat("x", 50)))
			w.(http.Flusher).Flush()
		}
	})
	serve("/broken.osm.pbf", "the map")
	mux.HandleFunc("/broken.osm.pbf.sha256", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	mux.Handle("/elsewhere.osm.pbf", http.RedirectHandler("/plain.osm.pbf", http.StatusFound))
	mux.HandleFunc("/cut.osm.pbf", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "90")
		w.Write([]byte("the m"))
	})
	s := httptest.NewTLSServer(mux)
	t.Cleanup(s.Close)
	transport := s.Client().Transport.(*http.Transport)
	anywhere := func(netip.Addr) bool { return true }
	return s, Downloader{client: downloadClient(anywhere, transport), limit: 100}
}

// A file appears in the folder only when it is whole and right.
func TestFetch(t *testing.T) {
	t.Parallel()
	s, d := mapServer(t)
	for _, c := range []struct {
		path string
		want error // nil: taken; errAny: any error
	}{
		{"/plain.osm.pbf", nil},
		{"/good.osm.pbf", nil},
		{"/page.osm.pbf", nil},
		{"/bad.osm.pbf", errChecksum},
		{"/large.osm.pbf", errTooLarge},
		{"/endless.osm.pbf", errTooLarge},
		{"/elsewhere.osm.pbf", errRedirected},
		{"/missing.osm.pbf", errAny},
		{"/cut.osm.pbf", errAny},
		{"/broken.osm.pbf", errAny},
	} {
		dir := t.TempDir()
		got, checked, err := d.Fetch(t.Context(), address(t, s.URL+c.path), dir, func(int64, int64) {})
		files, _ := os.ReadDir(dir)
		if c.want == nil {
			if b, _ := os.ReadFile(got); err != nil || string(b) != "the map" || len(files) != 1 {
				t.Errorf("%s: %q, %v, %d files; want the map alone", c.path, b, err, len(files))
			}
			if checked != (c.path == "/good.osm.pbf") {
				t.Errorf("%s: held against a checksum: %v", c.path, checked)
			}
			continue
		}
		if err == nil || (c.want != errAny && !errors.Is(err, c.want)) {
			t.Errorf("%s: %v; want %v", c.path, err, c.want)
		}
		if len(files) != 0 {
			t.Errorf("%s: left %v in the folder", c.path, files)
		}
	}
}

var errAny = errors.New("any error")

// An address that is not public is refused before anything is sent to it, and the
// error does not repeat it.
func TestFetchRefusesPrivateAddresses(t *testing.T) {
	t.Parallel()
	asked := false
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer s.Close()
	d := New()
	for _, to := range []string{s.URL + "/secret.osm.pbf", "https://localhost:1/x", "https://[::1]:1/x", "https://169.254.169.254/x"} {
		_, _, err := d.Fetch(t.Context(), address(t, to), t.TempDir(), func(int64, int64) {})
		if !errors.Is(err, errNotPublic) {
			t.Errorf("%s: %v; want it refused", to, err)
		} else if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "127.") {
			t.Errorf("the error repeats the address: %v", err)
		}
	}
	if asked {
		t.Error("a private server was asked")
	}
}

func address(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// A name is asked for once. One that has a private address among others, or changes
// to one afterwards, leads to no private server.
func TestNamesAreResolvedOnce(t *testing.T) {
	t.Parallel()
	public, private := netip.MustParseAddr("1.1.1.1"), netip.MustParseAddr("::ffff:127.0.0.1")
	answers := [][]netip.Addr{{public}, {private}}
	asked := 0
	r := &resolved{allowed: isPublic, by: map[string][]netip.Addr{}, lookup: func(_ context.Context, _, host string) ([]netip.Addr, error) {
		switch host {
		case "flips.example.dk":
			asked++
			return answers[min(asked, len(answers))-1], nil
		case "mixed.example.dk":
			return []netip.Addr{public, private}, nil
		}
		return nil, errors.New("no such host")
	}}
	var dialled []string
	dial := r.dial(func(_ context.Context, _, address string) (net.Conn, error) {
		dialled = append(dialled, address)
		return nil, errAny
	})
	for range 3 {
		if _, err := dial(t.Context(), "tcp", "flips.example.dk:443"); !errors.Is(err, errAny) {
			t.Errorf("%v; want it dialled", err)
		}
	}
	if got := strings.Join(dialled, " "); asked != 1 || got != "1.1.1.1:443 1.1.1.1:443 1.1.1.1:443" {
		t.Errorf("asked %d times, dialled %s; want once, and the first answer", asked, got)
	}
	dialled = nil
	for host, want := range map[string]error{"mixed.example.dk:443": errNotPublic, "none.example.dk:443": errNoAddress, "none": errNotPublic} {
		if _, err := dial(t.Context(), "tcp", host); !errors.Is(err, want) || len(dialled) > 0 {
			t.Errorf("%s: %v, dialled %v; want %v", host, err, dialled, want)
		}
	}
}

// Maps are fetched from servers that are known, or named by whoever runs the program.
func TestOnlyKnownHosts(t *testing.T) {
	t.Parallel()
	named := []string{"kort.example.dk"}
	for address, want := range map[string]error{
		"https://download.geofabrik.de/europe/denmark-latest.osm.pbf": nil,
		"https://Download.Geofabrik.de:443/x":                         nil,
		"https://kort.example.dk/x":                                   nil,
		"https://example.dk/x":                                        ErrNotKnown,
		"https://kort.example.dk.example.com/x":                       ErrNotKnown,
		"https://download.geofabrik.de@example.dk/x":                  ErrNotKnown,
		"https://127.0.0.1/x":                                         ErrNotKnown,
	} {
		if _, err := Parse(address, named); !errors.Is(err, want) {
			t.Errorf("%s: %v; want %v", address, err, want)
		}
	}
}

func TestOnlyHTTPS(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"http://example.dk/x", "file:///etc/passwd", "ftp://example.dk/x", "https:///x", "https://%zz/x"} {
		if _, err := Parse(s, []string{"example.dk"}); !errors.Is(err, ErrNotHTTPS) {
			t.Errorf("%s: %v; want it refused", s, err)
		}
	}
}

func TestIsPublic(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"1.1.1.1": true, "2a00:1450::1": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.1.1": false,
		"100.64.0.1": false, "0.0.0.0": false, "224.0.0.1": false, "255.255.255.255": false,
		"::1": false, "::": false, "fe80::1": false, "fc00::1": false, "ff02::1": false, "64:ff9b::7f00:1": false,
	} {
		if got := isPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v; want %v", address, got, want)
		}
	}
}
