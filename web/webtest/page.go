package webtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Page is one tab with a profile of its own: no cookie, no storage of another.
type Page struct {
	t      testing.TB
	ctx    context.Context
	origin string
	width  int64

	mu       sync.Mutex
	requests []string
	complain []string // what the console said as errors, policy violations included
}

// Page opens a tab of the given width in CSS pixels; it is closed with the test.
func (b *Chromium) Page(t testing.TB, origin string, width int64) *Page {
	t.Helper()
	p := &Page{t: t, origin: strings.TrimSuffix(origin, "/"), width: width}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.listen))
	t.Cleanup(cancel)
	p.ctx = ctx
	if err := chromedp.Do(ctx); err != nil { // the tab lives as long as this context
		t.Fatalf("open a tab: %v", err)
	}
	p.Resize(width)
	return p
}

func (p *Page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		p.complain = append(p.complain, exceptionText(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			p.complain = append(p.complain, consoleText(e))
		}
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == cdplog.EntryLevelError && e.Entry.Source != cdplog.EntrySourceNetwork {
			p.complain = append(p.complain, e.Entry.Text)
		}
	}
}

func exceptionText(e *runtime.ExceptionDetails) string {
	if e.Exception != nil {
		return e.Text + " " + e.Exception.Description
	}
	return e.Text
}

func consoleText(e *runtime.EventConsoleAPICalled) string {
	var parts []string
	for _, a := range e.Args {
		parts = append(parts, string(a.Value)+a.Description)
	}
	return strings.Join(parts, " ")
}

// do runs actions as one step and fails the test with the step's name.
func (p *Page) do(step string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, stepTimeout)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatalf("%s (%d px): %v\n%s", step, p.width, err, p.state())
	}
}

// state describes the page for a failed step.
func (p *Page) state() string {
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	address, _ := chromedp.Run(ctx, chromedp.Location()) // a page too broken to read leaves both empty
	text, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body?.innerText ?? ""`))
	p.mu.Lock()
	defer p.mu.Unlock()
	return fmt.Sprintf("at %s\nconsole: %q\n%.1500s", address, p.complain, text)
}

// Resize sets the tab's width and a height in proportion.
func (p *Page) Resize(width int64) {
	p.t.Helper()
	p.width = width
	height := int64(844)
	if width >= 768 {
		height = 900
	}
	var options []chromedp.EmulateViewportOption
	if width < 768 {
		options = append(options, chromedp.EmulateMobile)
	}
	p.do("resize", chromedp.EmulateViewport(width, height, options...))
}

// Open loads a path of the server and waits until it is there.
func (p *Page) Open(path string) {
	p.t.Helper()
	p.do("open "+path, chromedp.Navigate(p.origin+path), chromedp.WaitReady(chromedp.CSS("main")))
}

// Do runs further chromedp actions as one step.
func (p *Page) Do(step string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	p.do(step, actions...)
}

// Type replaces what is in a field.
func (p *Page) Type(selector, text string) {
	p.t.Helper()
	p.do("type into "+selector, chromedp.WaitVisible(chromedp.CSS(selector)),
		chromedp.Clear(chromedp.CSS(selector)), chromedp.SendKeys(chromedp.CSS(selector), text))
}

// Tap clicks something that stays on the page.
func (p *Page) Tap(selector string) {
	p.t.Helper()
	p.do("tap "+selector, chromedp.WaitVisible(chromedp.CSS(selector)),
		chromedp.ScrollIntoView(chromedp.CSS(selector)), chromedp.Click(chromedp.CSS(selector)))
}

// Click clicks a link or button and waits until the next page has loaded.
func (p *Page) Click(selector string) {
	p.t.Helper()
	p.do("find "+selector, chromedp.WaitVisible(chromedp.CSS(selector)), chromedp.ScrollIntoView(chromedp.CSS(selector)))
	ctx, cancel := context.WithTimeout(p.ctx, stepTimeout)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		p.t.Fatalf("click %s (%d px): %v\n%s", selector, p.width, err, p.state())
	}
}

// See waits until an element that matches the selector shows the text.
func (p *Page) See(selector, text string) {
	p.t.Helper()
	p.Until(fmt.Sprintf("%q in %s", text, selector), fmt.Sprintf(
		`[...document.querySelectorAll(%s)].some(e => e.innerText.includes(%s))`, quote(selector), quote(text)))
}

// Until waits until the expression is true in the page. A page that loads another
// meanwhile is waited for as well.
func (p *Page) Until(what, expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, stepTimeout)
	defer cancel()
	poll := chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(stepTimeout-time.Second))
	err := chromedp.Do(ctx, poll)
	for pageGone(err) && ctx.Err() == nil {
		err = chromedp.Do(ctx, chromedp.WaitReady(chromedp.CSS("main")), poll)
	}
	if err != nil {
		p.t.Fatalf("wait for %s (%d px): %v\n%s", what, p.width, err, p.state())
	}
}

// pageGone reports whether a step failed because its page made way for the next: the
// browser's general error, as for a script context that is no more.
func pageGone(err error) bool {
	var said *cdproto.Error
	return errors.As(err, &said) && said.Code == -32000
}

// Eval evaluates an expression in the page, waiting for a promise, and decodes its
// value.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, stepTimeout)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("evaluate %s (%d px): %v\n%s", expression, p.width, err, p.state())
	}
	return value
}

// Text is what an element shows.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	return Eval[string](p, fmt.Sprintf(`document.querySelector(%s)?.innerText ?? ""`, quote(selector)))
}

// Path is the address the tab is at, without the origin.
func (p *Page) Path() string {
	p.t.Helper()
	return Eval[string](p, `location.pathname + location.search`)
}

// Requests are the addresses the tab has asked for so far.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.requests...)
}

// SameOrigin fails the test for each request so far that left the server, data: and
// blob: aside.
func (p *Page) SameOrigin() {
	p.t.Helper()
	for _, address := range p.Requests() {
		u, err := url.Parse(address)
		if err != nil {
			p.t.Errorf("request to an address that cannot be read: %q", address)
			continue
		}
		if u.Scheme == "data" || u.Scheme == "blob" || u.Scheme+"://"+u.Host == p.origin {
			continue
		}
		p.t.Errorf("a request left the host: %s", address)
	}
}

// Quiet fails the test where the console has said errors, such as a violation of
// the content security policy.
func (p *Page) Quiet() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, said := range p.complain {
		p.t.Errorf("console: %s", said)
	}
}

// Shot writes a picture of the whole page to the folder RUNDE_SHOTS, if it is set:
// <name>-<width>.png.
func (p *Page) Shot(name string) {
	p.t.Helper()
	folder := os.Getenv("RUNDE_SHOTS")
	if folder == "" {
		return
	}
	ctx, cancel := context.WithTimeout(p.ctx, stepTimeout)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.t.Fatalf("screenshot %s: %v", name, err)
	}
	file := filepath.Join(folder, fmt.Sprintf("%s-%d.png", name, p.width))
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return string(b)
}
