package pages

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"runde/web/fault"
)

// Handler is a page's handler: it answers, or returns an error for [Engine.Fail].
type Handler func(w http.ResponseWriter, r *http.Request) error

// Handle makes an http.HandlerFunc of a Handler.
func (e *Engine) Handle(h Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			e.Fail(w, r, err)
		}
	}
}

// Fail answers with the error page of the error's status. Somebody who must sign
// in first is led to the sign-in page and from there back. Only errors that the
// program did not foresee are logged, and never with what the visitor sent.
func (e *Engine) Fail(w http.ResponseWriter, r *http.Request, err error) {
	f := fault.Of(err)
	if f.Status >= http.StatusInternalServerError {
		e.Log.ErrorContext(r.Context(), "page failed", "code", f.Code, "error", err)
	}
	if f.Status == http.StatusUnauthorized && isRead(r) {
		http.Redirect(w, r, SignInPath+"?"+url.Values{"next": {samePage(r.URL)}}.Encode(), http.StatusSeeOther)
		return
	}
	l := e.L(r)
	data := failure{Status: strconv.Itoa(f.Status), Key: f.Code}
	if !l.Has("error.title." + data.Status) {
		data.Status = strconv.Itoa(http.StatusBadRequest)
	}
	if !l.Has("error.title." + data.Key) {
		data.Key = data.Status
	}
	page := Page{Name: "pages/error", Title: l.T("error.title." + data.Key), Data: data}
	if failed := e.Render(w, r, f.Status, page); failed != nil {
		e.Log.ErrorContext(r.Context(), "error page failed", "error", failed)
		http.Error(w, http.StatusText(f.Status), f.Status)
	}
}

// failure is what an error page shows: words of the error's own where the catalogue
// has them under its code, else those of its status.
type failure struct{ Status, Key string }

// SignInPath is the address of the sign-in page.
const SignInPath = "/log-ind"

// samePage is the address as a path on this site, whatever it was made of.
func samePage(u *url.URL) string {
	p := "/" + strings.TrimLeft(u.EscapedPath(), `/\`)
	if u.RawQuery != "" {
		p += "?" + u.RawQuery
	}
	return p
}

// LocalPath is a path that a form or an address named, made safe to redirect to:
// fallback where it would leave the site.
func LocalPath(p, fallback string) string {
	u, err := url.Parse(p)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(p, "/") || strings.ContainsAny(p, "\\\n\r\t") {
		return fallback
	}
	return samePage(u)
}

// SeeOther leads on to another page of this site after a form.
func SeeOther(w http.ResponseWriter, r *http.Request, path string) error {
	http.Redirect(w, r, LocalPath(path, "/"), http.StatusSeeOther)
	return nil
}
