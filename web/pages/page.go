package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"runde/store/access"
	"runde/web/app"
	"runde/web/auth"
	"runde/web/pages/catalogue"
)

// Page is what a handler asks [Engine.Render] to show.
type Page struct {
	Name    string   // area/file, e.g. coordinator/week
	Title   string   // the document's title, already translated
	Data    any      // .Data of the template
	Islands []string // folders of web/app/src to load
	Words   []string // prefixes of catalogue keys that the islands need
	Wide    bool     // use the whole width, as for a map beside a list
	Refresh int      // seconds after which a browser without script loads the page again; 0: never
}

// View is the dot of every template. Within range and with it is $.
type View struct {
	Page
	L       *catalogue.L
	Actor   access.Actor
	Path    string // of the request
	Nav     []NavItem
	Current string     // Path of the navigation item that holds this page
	Home    string     // the first page of the actor's role
	Langs   []LangLink // none in the answer to a form: its address has no such page, or not this one
	Scripts []app.Entry
	Texts   map[string]any // for the islands
	Flash   string         // catalogue key of a message from the page before
	Demo    *Demo
}

// NavItem is a link of the main menu, shown to roles that have the permission.
type NavItem struct {
	Key        string // catalogue key of its text
	Path       string
	Permission access.Permission
	Roles      []access.Role // where set, only these roles see it
}

func (n NavItem) shownTo(a access.Actor) bool {
	return a.May(n.Permission) && (len(n.Roles) == 0 || slices.Contains(n.Roles, a.Role))
}

// Nav adds links to the main menu, in the order of the calls. A role's first link
// is its home: where it lands after signing in.
func (e *Engine) Nav(items ...NavItem) { e.nav = append(e.nav, items...) }

// Home is the first page of the actor's role, or the front page.
func (e *Engine) Home(a access.Actor) string {
	for _, n := range e.nav {
		if n.shownTo(a) {
			return n.Path
		}
	}
	return "/"
}

// LangLink leads to the same page in a language.
type LangLink struct {
	Lang    catalogue.Lang
	Href    string
	Current bool
}

// islandWords are the keys that every island gets.
const islandWords = "map."

func (e *Engine) view(r *http.Request, l *catalogue.L, p Page) (View, error) {
	v := View{
		Page: p, L: l, Actor: auth.From(r.Context()), Path: r.URL.Path,
		Flash: e.Auth.TakeFlash(r.Context()), Demo: e.Demo,
	}
	v.Home = e.Home(v.Actor)
	for _, n := range e.nav {
		if !n.shownTo(v.Actor) {
			continue
		}
		v.Nav = append(v.Nav, n)
		if within(r.URL.Path, n.Path) && len(n.Path) > len(v.Current) {
			v.Current = n.Path
		}
	}
	if isRead(r) {
		v.Langs = langLinks(r.URL, l.Lang)
	}
	for _, name := range append([]string{"site"}, p.Islands...) {
		entry, err := e.Bundle.Entry(name)
		if err != nil {
			return View{}, err
		}
		v.Scripts = append(v.Scripts, entry)
	}
	if len(p.Islands) > 0 {
		v.Texts = l.Words(append(p.Words, islandWords)...)
	}
	return v, nil
}

// within reports whether the path is the folder or something in it.
func within(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, strings.TrimSuffix(folder, "/")+"/") && folder != "/"
}

func langLinks(u *url.URL, current catalogue.Lang) []LangLink {
	var out []LangLink
	for _, lang := range catalogue.Langs {
		q := u.Query()
		q.Set(langParam, string(lang))
		out = append(out, LangLink{lang, u.EscapedPath() + "?" + q.Encode(), lang == current})
	}
	return out
}
