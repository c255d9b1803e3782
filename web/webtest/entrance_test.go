package webtest_test

import (
	"os"
	"testing"

	"runde/store/access"
	"runde/web/webtest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	webtest.Stop()
	os.Exit(code)
}

var widths = []int64{320, 390, 1280}

// The doors of Runde are open to everyone: no violation of axe, nothing wider than
// the phone, nothing asked of another host, nothing the policy had to stop.
func TestEntranceIsAccessibleAndStaysHome(t *testing.T) {
	server := webtest.Server(t)
	browser := webtest.Browser(t)
	for _, page := range []struct{ name, path, heading string }{
		{"front", "/", "Ser du en borger"},
		{"sign-in", "/log-ind", "Log ind"},
		{"missing", "/findes-ikke", "Siden findes ikke"},
	} {
		p := browser.Page(t, server.URL, widths[0])
		for _, width := range widths {
			p.Resize(width)
			p.Open(page.path)
			p.See("h1", page.heading)
			p.Axe()
			p.NoSidewaysScroll()
			p.SameOrigin()
			p.Quiet()
			p.Shot(page.name)
		}
	}
}

// A wrong password leads to a message that says nothing about the login; the right
// one to the role's first page; signing out back to the front page.
func TestSignInAndOut(t *testing.T) {
	server := webtest.Server(t)
	p := webtest.Browser(t).Page(t, server.URL, 390)
	p.Open("/log-ind")
	p.Type("#login", webtest.People[access.Worker])
	p.Type("#password", "forkert")
	p.Click(".signin-form button[type=submit]")
	p.See("[role=alert]", "E-mail eller adgangskode passer ikke")
	p.Axe()
	p.Shot("sign-in-wrong")

	p.Type("#password", webtest.Password)
	p.Click(".signin-form button[type=submit]")
	p.Tap(".site-menu summary")
	p.See(".site-menu-panel", "medarbejder")
	p.Axe()
	p.Shot("menu")
	p.Click(".site-menu-panel .sign-out button")
	p.Tap(".site-menu summary")
	p.See(".site-menu-panel", "Log ind")
	p.Quiet()
}

// A visitor may read every word in English, and comes back to the same page.
func TestLanguageSwitch(t *testing.T) {
	server := webtest.Server(t)
	p := webtest.Browser(t).Page(t, server.URL, 1280)
	p.Open("/log-ind")
	p.Click(".site-bar > .site-wide-only a[lang=en]")
	p.See("h1", "Log in")
	if got := p.Path(); got != "/log-ind" {
		t.Errorf("after the switch: %s, want /log-ind", got)
	}
	p.Axe()
}
