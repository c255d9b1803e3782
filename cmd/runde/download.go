package main

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
	errNotHTTPS   = errors.New("download: the address must begin with https://")
	errNotPublic  = errors.New("download: the host's address is not a public one")
	errRedirected = errors.New("download: the server sends elsewhere; give the final address")
	errTooLarge   = errors.New("download: the file is larger than 2 GB")
	errChecksum   = errors.New("download: the file differs from the checksum beside it")
)

// downloader fetches a map file. Its fields are what a test replaces.
type downloader struct {
	client *http.Client
	limit  int64
}

// newDownloader is one that reaches public addresses only and follows nothing.
func newDownloader() downloader {
	return downloader{client: downloadClient(isPublic, nil), limit: maxDownload}
}

// downloadClient dials only addresses that are allowed, after names are resolved:
// a name that changes its mind is refused as well. No proxy stands between.
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
	base.DialContext, base.Proxy = dialer.DialContext, nil
	base.TLSHandshakeTimeout, base.ResponseHeaderTimeout = 20*time.Second, time.Minute
	return &http.Client{
		Transport:     base,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
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

// isURL reports whether the argument is an address and not a file.
func isURL(s string) bool { return strings.Contains(s, "://") }

// parseAddress refuses what is not an https address.
func parseAddress(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, errNotHTTPS
	}
	return u, nil
}

// fetch downloads the file into the folder and returns its path. The file appears
// there only when it is whole and, where the server has a checksum beside it,
// right. Progress is called with the bytes read so far and the whole, -1 where
// the server does not say.
func (d downloader) fetch(ctx context.Context, u *url.URL, dir string, progress func(done, total int64)) (string, error) {
	body, total, err := d.get(ctx, u)
	if err != nil {
		return "", err
	}
	defer body.Close()
	if total > d.limit {
		return "", errTooLarge
	}
	temp, err := os.CreateTemp(dir, "download-*")
	if err != nil {
		return "", err
	}
	defer os.Remove(temp.Name())
	sums, err := d.copy(temp, body, total, progress)
	if err = errors.Join(err, temp.Close()); err != nil {
		return "", err
	}
	if err := d.verify(ctx, u, sums); err != nil {
		return "", err
	}
	target := filepath.Join(dir, fileName(u))
	return target, os.Rename(temp.Name(), target)
}

func (d downloader) get(ctx context.Context, u *url.URL) (io.ReadCloser, int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, 0, errNotHTTPS
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
		return nil, 0, fmt.Errorf("download: the server answers %d", res.StatusCode)
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
func (d downloader) copy(to io.Writer, from io.Reader, total int64, progress func(done, total int64)) ([]string, error) {
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

// verify compares with the first checksum that the server has.
func (d downloader) verify(ctx context.Context, u *url.URL, sums []string) error {
	for i, c := range checksums {
		beside := *u
		beside.Path += c.suffix
		body, _, err := d.get(ctx, &beside)
		if err != nil {
			continue // most servers have one kind or none
		}
		text, err := io.ReadAll(io.LimitReader(body, 1024))
		body.Close()
		fields := strings.Fields(string(text))
		if err != nil || len(fields) == 0 || len(fields[0]) != len(sums[i]) {
			continue // a page that says something else
		}
		if !strings.EqualFold(fields[0], sums[i]) {
			return errChecksum
		}
		return nil
	}
	return nil
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
