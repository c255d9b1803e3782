// Package catalogue holds every word a user reads, in Danish first and English
// second: one file an area and a language, <area>.<language>.toml.
//
// Keys are flat and quoted, and begin with the name of their area:
//
//	"coordinator.week.title" = "Ugeplan"
//	"coordinator.week.stops" = { one = "{{.Count}} stop", other = "{{.Count}} stop" }
//
// Only the area common also owns the prefixes of words that every area uses, such
// as outcome., kind. and channel. (see commonPrefixes in the test).
//
// # Why nobody writes text elsewhere
//
// A word in a template escapes translation, the glossary and the list of words
// that Runde never uses about people. A test parses every template and refuses
// letters outside tags; others compare the two languages key by key.
package catalogue

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed *.toml
var files embed.FS

// Lang is a language that pages speak.
type Lang string

// The languages. Danish is the first and the fallback.
const (
	Danish  Lang = "da"
	English Lang = "en"
)

// Langs lists the languages in the order in which pages offer them.
var Langs = [2]Lang{Danish, English}

// Valid reports whether pages speak the language.
func (l Lang) Valid() bool { return slices.Contains(Langs[:], l) }

// Load reads the whole catalogue. An error names the file and the place in it.
func Load() (map[Lang]*L, error) {
	bundle := i18n.NewBundle(language.Danish)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	texts := map[Lang]map[string]*i18n.Message{Danish: {}, English: {}}
	names, err := fs.Glob(files, "*.toml")
	if err != nil {
		return nil, fmt.Errorf("catalogue: %w", err)
	}
	for _, name := range names {
		raw, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("catalogue: %w", err)
		}
		file, err := bundle.ParseMessageFileBytes(raw, name)
		if err != nil {
			return nil, fmt.Errorf("catalogue: %s: %w", name, err)
		}
		known, ok := texts[Lang(file.Tag.String())]
		if !ok {
			return nil, fmt.Errorf("catalogue: %s: not a language of the pages", name)
		}
		for _, m := range file.Messages {
			if known[m.ID] != nil {
				return nil, fmt.Errorf("catalogue: %s: %s stands in another file too", name, m.ID)
			}
			known[m.ID] = m
		}
	}
	all := map[Lang]*L{}
	for _, lang := range Langs {
		tag := language.MustParse(string(lang))
		all[lang] = &L{
			Lang:      lang,
			localizer: i18n.NewLocalizer(bundle, string(lang)),
			texts:     texts[lang],
			numbers:   message.NewPrinter(tag),
		}
	}
	return all, nil
}

// area is the first part of a file name: coordinator of coordinator.da.toml.
func area(file string) string {
	name, _, _ := strings.Cut(file, ".")
	return name
}
