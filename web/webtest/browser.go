package webtest

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// stepTimeout is how long one step waits for its condition.
const stepTimeout = 20 * time.Second

// Chromium is one running browser, shared by the tests of a binary.
type Chromium struct {
	ctx context.Context
}

var shared struct {
	once    sync.Once
	browser *Chromium
	stop    []context.CancelFunc
	err     error
}

// Browser starts Chromium the first time it is called. The test fails where none
// is installed. Call [Stop] in TestMain.
func Browser(t testing.TB) *Chromium {
	t.Helper()
	shared.once.Do(start)
	if shared.err != nil {
		t.Fatalf("no browser: %v (run make chromium)", shared.err)
	}
	return shared.browser
}

// Stop closes the browser, if one was started.
func Stop() {
	for i := len(shared.stop) - 1; i >= 0; i-- {
		shared.stop[i]()
	}
}

func start() {
	path, err := find()
	if err != nil {
		shared.err = err
		return
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.DisableGPU,
		chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("lang", "da-DK"),
		chromedp.WSURLReadTimeout(time.Minute),
	)
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stopBrowser := chromedp.NewContext(allocator)
	shared.stop = []context.CancelFunc{stopAllocator, stopBrowser}
	if shared.err = chromedp.Do(ctx); shared.err != nil {
		Stop()
		return
	}
	shared.browser = &Chromium{ctx: ctx}
}

// find is the path of the browser to use.
func find() (string, error) {
	if path := os.Getenv("RUNDE_CHROMIUM"); path != "" {
		return path, nil
	}
	var err error
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		var path string
		if path, err = exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", err
}
