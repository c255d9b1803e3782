package webtest_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"runde/store"
	"runde/web/app"
	"runde/web/auth"
	"runde/web/pages"
	"runde/web/pages/fds"
	"runde/web/webtest"

	"github.com/alexedwards/scs/v2/memstore"
)

// galleryData fills the components that take lists or mistakes.
type galleryData struct {
	Choices  []fds.Option
	Mistakes []fds.FieldError
}

// gallery serves one page with every component of the design system.
func gallery(t *testing.T) *httptest.Server {
	t.Helper()
	bundle, err := app.Load()
	if err != nil {
		t.Fatal(err)
	}
	service := auth.New(auth.Config{Store: memstore.New(), Lookup: webtest.Lookup(t), NotFound: store.ErrNotFound}, nil)
	e, err := pages.New(pages.Config{Bundle: bundle, Auth: service, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Add("gallery", os.DirFS("testdata/gallery")); err != nil {
		t.Fatal(err)
	}
	data := galleryData{
		Choices: []fds.Option{
			{Value: "bench", Text: "Bænk", Selected: true},
			{Value: "station", Text: "Station", Hint: "Også busterminaler"},
			{Value: "park", Text: "Park"},
		},
		Mistakes: []fds.FieldError{{ID: "wrong", Text: "Udfyld feltet"}, {ID: "kind", Text: "Vælg en mulighed"}},
	}
	mux := http.NewServeMux()
	mux.Handle("/assets/", bundle.Handler())
	mux.Handle("/", service.Load(e.Handle(func(w http.ResponseWriter, r *http.Request) error {
		return e.Render(w, r, http.StatusOK, pages.Page{Name: "gallery/gallery", Title: "Komponenter", Data: data})
	})))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// Every component is accessible and fits a small phone, by itself and next to the
// others; the heights that a thumb needs are kept.
func TestComponentsAreAccessible(t *testing.T) {
	server := gallery(t)
	p := webtest.Browser(t).Page(t, server.URL, 320)
	for _, width := range []int64{320, 1280} {
		p.Resize(width)
		p.Open("/")
		p.See("h1", "Komponenter")
		p.Axe()
		p.NoSidewaysScroll()
		p.Quiet()
		p.Shot("gallery")
	}
	p.Resize(390)
	small := webtest.Eval[[]string](p, `[...document.querySelectorAll("main .button, main .tag, main .form-input, main .form-select, main summary, main .form-checkbox + label, main .form-radio + label")]
		.filter(e => e.getBoundingClientRect().height < 48).map(e => e.outerHTML.slice(0, 80))`)
	for _, element := range small {
		t.Errorf("lower than 48 px: %s", element)
	}
}
