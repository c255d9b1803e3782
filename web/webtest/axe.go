package webtest

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// axeSource is axe-core, from the front end's locked dependencies.
var axeSource = sync.OnceValues(func() (string, error) {
	_, here, _, _ := runtime.Caller(0)
	raw, err := os.ReadFile(filepath.Join(filepath.Dir(here), "../app/node_modules/axe-core/axe.min.js"))
	if err != nil {
		return "", fmt.Errorf("axe-core is missing, run make build: %w", err)
	}
	return string(raw), nil
})

// violation is one finding of axe-core.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// runAxe checks WCAG 2.1 A and AA and axe's best practices.
const runAxe = `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations)`

// Axe fails the test for each accessibility violation that axe-core finds on the
// page at its present width. The script enters through the debugger, so that the
// page's content security policy stays as it is.
func (p *Page) Axe() {
	p.t.Helper()
	source, err := axeSource()
	if err != nil {
		p.t.Fatal(err)
	}
	p.do("inject axe", chromedp.Evaluate[chromedp.Void](source+"\n;undefined"))
	found := Eval[[]violation](p, runAxe)
	for _, v := range found {
		var where []string
		for _, n := range v.Nodes {
			where = append(where, n.HTML+"\n    "+strings.ReplaceAll(n.Summary, "\n", "\n    "))
		}
		p.t.Errorf("axe at %d px: %s (%s)\n  %s", p.width, v.ID, v.Help, strings.Join(where, "\n  "))
	}
}

// NoSidewaysScroll fails the test where the page is wider than the tab.
func (p *Page) NoSidewaysScroll() {
	p.t.Helper()
	over := Eval[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`)
	if over > 0 {
		p.t.Errorf("the page is %d px wider than the tab (%d px)", over, p.width)
	}
}
