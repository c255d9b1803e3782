package pages

import (
	"context"
	"net/http"

	"runde/web/pages/catalogue"
)

const (
	langParam  = "lang"
	langCookie = "runde-lang"
	langAge    = 365 * 24 * 60 * 60 // seconds
)

type langKey struct{}

// Language is the middleware that chooses the request's language: what the visitor
// chose before, else Danish. ?lang=en on any page makes the choice, keeps it in a
// cookie and leads back to the page without it.
func (e *Engine) Language(secure bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if chosen := catalogue.Lang(r.URL.Query().Get(langParam)); chosen.Valid() && isRead(r) {
				keepLanguage(w, r, chosen, secure)
				return
			}
			lang := catalogue.Danish
			if c, err := r.Cookie(langCookie); err == nil && catalogue.Lang(c.Value).Valid() {
				lang = catalogue.Lang(c.Value)
			}
			w.Header().Add("Vary", "Cookie")
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), langKey{}, lang)))
		})
	}
}

func isRead(r *http.Request) bool {
	return r.Method == http.MethodGet || r.Method == http.MethodHead
}

func keepLanguage(w http.ResponseWriter, r *http.Request, lang catalogue.Lang, secure bool) {
	http.SetCookie(w, &http.Cookie{
		Name: langCookie, Value: string(lang), Path: "/", MaxAge: langAge,
		HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode,
	})
	u := *r.URL
	q := u.Query()
	q.Del(langParam)
	u.RawQuery = q.Encode()
	http.Redirect(w, r, samePage(&u), http.StatusSeeOther)
}

// L speaks the request's language.
func (e *Engine) L(r *http.Request) *catalogue.L {
	lang, ok := r.Context().Value(langKey{}).(catalogue.Lang)
	if !ok {
		lang = catalogue.Danish
	}
	return e.langs[lang].l
}
