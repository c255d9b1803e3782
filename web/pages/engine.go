package pages

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"path"
	"strings"

	"runde/store/access"
	"runde/web/app"
	"runde/web/auth"
	"runde/web/pages/catalogue"
	"runde/web/pages/fds"
)

//go:embed templates/*.html
var own embed.FS

// Config is what an [Engine] needs.
type Config struct {
	Bundle *app.Bundle
	Auth   *auth.Service
	Log    *slog.Logger
	Demo   *Demo // nil outside the demo
}

// Demo is what the sign-in page of a demo shows: nothing is secret there.
type Demo struct {
	Password string
	Users    []DemoUser
}

// DemoUser is a login that a visitor of the demo may try.
type DemoUser struct {
	Login string
	Role  access.Role
}

// Engine renders pages in every language. Areas are added before the first
// request; after that it is safe for concurrent use.
type Engine struct {
	Config
	langs map[catalogue.Lang]*speaker
	nav   []NavItem
}

// speaker renders in one language.
type speaker struct {
	l     *catalogue.L
	base  *template.Template
	pages map[string]*template.Template
}

// New parses the layout and the design system's components.
func New(c Config) (*Engine, error) {
	texts, err := catalogue.Load()
	if err != nil {
		return nil, err
	}
	e := &Engine{Config: c, langs: map[catalogue.Lang]*speaker{}}
	for lang, l := range texts {
		set, err := fds.New(l, c.Bundle.Icons())
		if err != nil {
			return nil, err
		}
		base, err := template.New("base").Funcs(set.Funcs()).Funcs(funcs).ParseFS(own, "templates/layout.html")
		if err != nil {
			return nil, fmt.Errorf("pages: %w", err)
		}
		e.langs[lang] = &speaker{l: l, base: base, pages: map[string]*template.Template{}}
	}
	if err := e.Add("pages", own); err != nil {
		return nil, err
	}
	return e, nil
}

// Add parses an area's templates/*.html. A file whose name begins with _ is shared
// by the area's pages; every other file defines "main" and is rendered by the name
// area/file, without the extension.
func (e *Engine) Add(area string, files fs.FS) error {
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return fmt.Errorf("pages: %s: %w", area, err)
	}
	for _, s := range e.langs {
		if err := s.add(area, files, names); err != nil {
			return fmt.Errorf("pages: %s: %w", area, err)
		}
	}
	return nil
}

func (s *speaker) add(area string, files fs.FS, names []string) error {
	shared, err := s.base.Clone()
	if err != nil {
		return err
	}
	for _, name := range names {
		if strings.HasPrefix(path.Base(name), "_") {
			if _, err := shared.ParseFS(files, name); err != nil {
				return err
			}
		}
	}
	for _, name := range names {
		file := path.Base(name)
		if strings.HasPrefix(file, "_") || file == "layout.html" {
			continue
		}
		page, err := shared.Clone()
		if err != nil {
			return err
		}
		if page, err = page.ParseFS(files, name); err != nil {
			return err
		}
		s.pages[area+"/"+strings.TrimSuffix(file, ".html")] = page
	}
	return nil
}

// caching keeps what somebody saw who was signed in out of every cache, so that the
// Back key shows nothing of it after signing out. Other pages are asked for again.
func caching(a access.Actor) string {
	if a.SignedIn() {
		return "no-store"
	}
	return "private, no-cache"
}

// Render answers with a page, which no cache keeps unless the handler has said so.
// Nothing is written before the whole page is made, so
// that a broken template can still become an error page.
func (e *Engine) Render(w http.ResponseWriter, r *http.Request, status int, p Page) error {
	s := e.langs[e.L(r).Lang]
	page, ok := s.pages[p.Name]
	if !ok {
		return fmt.Errorf("pages: no template %s", p.Name)
	}
	view, err := e.view(r, s.l, p)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := page.ExecuteTemplate(&out, "layout.html", view); err != nil {
		return fmt.Errorf("pages: %w", err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", string(s.l.Lang))
	if w.Header().Get("Cache-Control") == "" {
		w.Header().Set("Cache-Control", caching(view.Actor))
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, err = out.WriteTo(w)
	}
	return err
}
