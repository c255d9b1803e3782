// Package download fetches a map from a server that is known to have maps, and from
// nowhere else: https alone, public addresses alone, no redirects, no proxy, a bound
// on the size, and the checksum that lies beside the file. A file appears under its
// name only when it is whole.
package download

import (
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// maxDownload is the size of a map that is fetched at most. Denmark is half a
// gigabyte.
const maxDownload = 2 << 30

// What a download is refused for. The errors never repeat the address: it may
// hold a password.
var (
	ErrNotHTTPS   = errors.New("download: the address must begin with https://")
	ErrNotKnown   = errors.New("download: maps are fetched from known servers only; --allow-host NAME adds one")
	errNoAddress  = errors.New("download: the host has no address")
	errNotPublic  = errors.New("download: the host's address is not a public one")
	errRedirected = errors.New("download: the server sends elsewhere; give the final address")
	errTooLarge   = errors.New("download: the file is larger than 2 GB")
	errChecksum   = errors.New("download: the file differs from the checksum beside it")
	errAnswers    = errors.New("download: the server answers")
)

// Downloader fetches a map file. Its fields are what a test replaces.
type Downloader struct {
	client *http.Client
	limit  int64
}

// New is one that reaches public addresses only and follows nothing.
func New() Downloader {
	return Downloader{client: downloadClient(isPublic, nil), limit: maxDownload}
}

// downloadClient asks for the addresses of a name once, and reaches it only where
// all of them are allowed: a name that changes its mind leads nowhere else. What is
// dialled is looked at again. No proxy stands between.
func downloadClient(allowed func(netip.Addr) bool, base *http.Transport) *http.Client {
	dialer := &net.Dialer{Timeout: 20 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || !allowed(to.Addr().Unmap()) {
			return errNotPublic
		}
		return nil
	}}
	if base == nil {
		base = &http.Transport{}
	}
	names := &resolved{allowed: allowed, lookup: net.DefaultResolver.LookupNetIP, by: map[string][]netip.Addr{}}
	base.DialContext, base.Proxy = names.dial(dialer.DialContext), nil
	base.TLSHandshakeTimeout, base.ResponseHeaderTimeout = 20*time.Second, time.Minute
	return &http.Client{
		Transport:     base,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// IsURL reports whether the argument is an address and not a file.
func IsURL(s string) bool { return strings.Contains(s, "://") }

// Parse refuses what is not an https address of a known server, or of one
// that whoever runs the program has named.
func Parse(s string, named []string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, ErrNotHTTPS
	}
	for _, host := range append(named, Hosts...) {
		if strings.EqualFold(u.Hostname(), host) {
			return u, nil
		}
	}
	return nil, ErrNotKnown
}

// Fetch downloads the file into the folder and returns its path. The file appears
// there only when it is whole and, where the server has a checksum beside it,
// right; checked tells whether it has. Progress is called with the bytes read so far
// and the whole, -1 where the server does not say.
func (d Downloader) Fetch(ctx context.Context, u *url.URL, dir string, progress func(done, total int64)) (file string, checked bool, err error) {
	body, total, err := d.get(ctx, u)
	if err != nil {
		return "", false, err
	}
	defer body.Close()
	if total > d.limit {
		return "", false, errTooLarge
	}
	temp, err := os.CreateTemp(dir, "download-*")
	if err != nil {
		return "", false, err
	}
	defer os.Remove(temp.Name())
	sums, err := d.copy(temp, body, total, progress)
	if err = errors.Join(err, temp.Close()); err != nil {
		return "", false, err
	}
	if checked, err = d.verify(ctx, u, sums); err != nil {
		return "", false, err
	}
	file = filepath.Join(dir, fileName(u))
	return file, checked, os.Rename(temp.Name(), file)
}

func (d Downloader) get(ctx context.Context, u *url.URL) (io.ReadCloser, int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, 0, ErrNotHTTPS
	}
	res, err := d.client.Do(req)
	if err != nil {
		return nil, 0, withoutAddress(err)
	}
	if res.StatusCode != http.StatusOK {
		res.Body.Close()
		if res.StatusCode/100 == 3 {
			return nil, 0, errRedirected
		}
		return nil, 0, fmt.Errorf("%w %d", errAnswers, res.StatusCode)
	}
	return res.Body, res.ContentLength, nil
}

// withoutAddress drops the URL that net/http puts into its errors.
func withoutAddress(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if errors.Is(err, errNotPublic) {
		return errNotPublic
	}
	return fmt.Errorf("download: %w", err)
}

// checksums are the kinds of file that a server may have beside a map.
var checksums = []struct {
	suffix string
	make   func() hash.Hash
}{{".sha256", sha256.New}, {".md5", md5.New}}

// copy writes the body and returns its checksums, in the order of the kinds.
func (d Downloader) copy(to io.Writer, from io.Reader, total int64, progress func(done, total int64)) ([]string, error) {
	counter := &counting{total: total, progress: progress}
	writers := []io.Writer{to, counter}
	var sums []hash.Hash
	for _, c := range checksums {
		sums = append(sums, c.make())
		writers = append(writers, sums[len(sums)-1])
	}
	n, err := io.Copy(io.MultiWriter(writers...), io.LimitReader(from, d.limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("download: %w", err)
	case n > d.limit:
		return nil, errTooLarge
	}
	var out []string
	for _, s := range sums {
		out = append(out, hex.EncodeToString(s.Sum(nil)))
	}
	return out, nil
}

// verify compares with the first checksum that the server has, and reports whether it
// has one.
func (d Downloader) verify(ctx context.Context, u *url.URL, sums []string) (bool, error) {
	for i, c := range checksums {
		beside := *u
		beside.Path += c.suffix
		text, err := d.text(ctx, &beside)
		if errors.Is(err, errAnswers) || errors.Is(err, errRedirected) {
			continue // most servers have one kind or none
		}
		if err != nil {
			return false, err
		}
		fields := strings.Fields(text)
		if len(fields) == 0 || len(fields[0]) != len(sums[i]) {
			continue // a page that says something else
		}
		if !strings.EqualFold(fields[0], sums[i]) {
			return false, errChecksum
		}
		return true, nil
	}
	return false, nil
}

// text is the beginning of a small file.
func (d Downloader) text(ctx context.Context, u *url.URL) (string, error) {
	body, _, err := d.get(ctx, u)
	if err != nil {
		return "", err
	}
	defer body.Close()
	b, err := io.ReadAll(io.LimitReader(body, 1024))
	if err != nil {
		return "", fmt.Errorf("download: %w", err)
	}
	return string(b), nil
}

// fileName is the last part of the path, or a name of its own.
func fileName(u *url.URL) string {
	name := path.Base(u.Path)
	if name == "." || name == "/" || strings.HasPrefix(name, ".") || strings.ContainsAny(name, `\:`) {
		return "map.osm.pbf"
	}
	return name
}

// counting reports how much went through it.
type counting struct {
	done, total int64
	progress    func(done, total int64)
}

func (c *counting) Write(p []byte) (int, error) {
	c.done += int64(len(p))
	c.progress(c.done, c.total)
	return len(p), nil
}
