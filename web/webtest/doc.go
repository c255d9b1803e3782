// Package webtest drives Runde's pages in a real browser: journeys click and type
// as a person would, and look at what the browser then shows, requests and says to
// a screen reader.
//
//	b := webtest.Browser(t)                    // one headless Chromium a test binary
//	p := b.Page(t, server.URL, 390)            // a fresh profile, 390 px wide
//	p.Open("/log-ind")
//	p.Type("#login", "koordinator@example.dk")
//	p.Click("button[type=submit]")             // waits for the next page
//	p.See("h1", "Ugeplan")                     // waits until it is there
//	p.Axe()                                    // 0 violations
//	p.Shot("week")                             // written where RUNDE_SHOTS says
//	p.SameOrigin()                             // every request so far
//
// Nothing sleeps: each step waits for a condition in the page and fails with what
// the page showed instead.
//
// Chromium is looked for as chromium, chromium-browser and google-chrome, or where
// RUNDE_CHROMIUM points; `make chromium` installs it.
package webtest
