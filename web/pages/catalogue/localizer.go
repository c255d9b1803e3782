package catalogue

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/message"
)

// L speaks one language. It is safe for concurrent use.
type L struct {
	Lang      Lang
	localizer *i18n.Localizer
	texts     map[string]*i18n.Message
	numbers   *message.Printer
}

// T is the text of a key. Arguments are pairs of a placeholder's name and its
// value; the integer "Count" also chooses the plural form. T panics on a key that
// is not in the catalogue and on an odd argument: both are mistakes of the
// program, and templates turn the panic into an error.
func (l *L) T(key string, args ...any) string {
	data, count := placeholders(key, args)
	config := &i18n.LocalizeConfig{MessageID: key, TemplateData: data}
	if count != nil {
		config.PluralCount = count
	}
	text, err := l.localizer.Localize(config)
	if err != nil {
		panic(fmt.Sprintf("catalogue: %s: %v", key, err))
	}
	return text
}

// Has reports whether the key is in the catalogue.
func (l *L) Has(key string) bool { return l.texts[key] != nil }

// Or is the text of a key, or the fallback where the catalogue has none: for open
// lists whose values are data, such as a place's kind.
func (l *L) Or(key, fallback string) string {
	if !l.Has(key) {
		return fallback
	}
	return l.T(key)
}

func placeholders(key string, args []any) (data map[string]any, count any) {
	if len(args)%2 != 0 {
		panic(fmt.Sprintf("catalogue: %s: placeholders come in pairs of name and value", key))
	}
	data = make(map[string]any, len(args)/2)
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok {
			panic(fmt.Sprintf("catalogue: %s: argument %d is not a placeholder's name", key, i+1))
		}
		data[name] = args[i+1]
		if name == "Count" {
			count = args[i+1]
		}
	}
	return data, count
}

// word is a text as islands get it: a string, or one string a plural form.
type word struct{ *i18n.Message }

// MarshalJSON writes "text" or {"one": …, "other": …}; placeholders stay as
// {{.Name}} for the browser to fill in.
func (w word) MarshalJSON() ([]byte, error) {
	if w.One == "" {
		return json.Marshal(w.Other)
	}
	return json.Marshal(map[string]string{"one": w.One, "other": w.Other})
}

// Words are the texts whose keys begin with one of the prefixes, as a value for
// JSON: lib/i18n.ts reads it.
func (l *L) Words(prefixes ...string) map[string]any {
	found := map[string]any{}
	for key, m := range l.texts {
		for _, p := range prefixes {
			if strings.HasPrefix(key, p) {
				found[key] = word{m}
				break
			}
		}
	}
	return found
}
