// Package fds has the components of Det Fælles Designsystem (the Danish public
// sector's common design system) as template functions, in its neutral theme.
//
// A component is a Go struct and a template of the same name. In a page it is
// written as a function with alternating field names and values,
//
//	{{input "Name" "login" "Label" (t .L "signin.login") "Autocomplete" "username"}}
//	{{button "Text" (t .L "common.save")}}
//	{{button "Text" (t .L "common.back") "Href" "/" "Variant" "secondary"}}
//
// or filled by a handler and drawn with {{draw .Data.Field}}. Components that
// enclose markup come in pairs:
//
//	{{alertOpen "Kind" "warning" "Heading" (t .L "x")}} … {{alertClose}}
//	{{cardOpen "Heading" (t .L "x")}} … {{cardClose}}
//	{{disclosureOpen "Summary" (t .L "x")}} … {{disclosureClose}}
//	{{accordionOpen "Summary" (t .L "x")}} … {{accordionClose}}
//	{{fieldsetOpen "Legend" (t .L "x")}} … {{fieldsetClose}}
//	{{tableOpen "Caption" (t .L "x")}} rows {{tableClose}}
//
// An unknown field name or a value of the wrong type is an error of the template,
// seen the first time the page is rendered.
//
// # Why no script
//
// Every component works without JavaScript and without an inline style. Where the
// design system needs a script to open something (accordion, details), the
// browser's own details element does it.
package fds

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"reflect"
	"strings"

	"runde/web/pages/catalogue"
)

//go:embed templates/*.html
var files embed.FS

// Set draws components in one language.
type Set struct {
	templates *template.Template
	sprite    string
}

// New parses the components. icons is the address of the icon sprite.
func New(l *catalogue.L, icons string) (*Set, error) {
	s := &Set{sprite: icons}
	funcs := template.FuncMap{
		"t":           l.T,
		"icon":        s.icon,
		"minus":       func(n, from int) int { return from - n },
		"describedby": describedby,
	}
	parsed, err := template.New("fds").Funcs(funcs).ParseFS(files, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("fds: %w", err)
	}
	s.templates = parsed
	return s, nil
}

// icon is a decorative picture of the sprite, by the design system's name; the
// text beside it says the same.
func (s *Set) icon(name string) template.HTML {
	return template.HTML(`<svg class="icon-svg" focusable="false" aria-hidden="true"><use href="` +
		template.HTMLEscapeString(s.sprite+"#"+name) + `"></use></svg>`)
}

// draw executes the template that has the component's type name, such as
// button.html for Button.
func (s *Set) draw(component any) (template.HTML, error) {
	if d, ok := component.(interface{ defaults() any }); ok {
		component = d.defaults()
	}
	return s.part(templateName(component), component)
}

func templateName(component any) string {
	return strings.ToLower(reflect.Indirect(reflect.ValueOf(component)).Type().Name()) + ".html"
}

func (s *Set) part(name string, data any) (template.HTML, error) {
	var out bytes.Buffer
	if err := s.templates.ExecuteTemplate(&out, name, data); err != nil {
		return "", fmt.Errorf("fds: %s: %w", name, err)
	}
	return template.HTML(out.String()), nil
}

// fill sets fields of the component from alternating names and values.
func fill[C any](args []any) (C, error) {
	var c C
	if len(args)%2 != 0 {
		return c, fmt.Errorf("fds: %T: field names and values come in pairs", c)
	}
	v := reflect.ValueOf(&c).Elem()
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok {
			return c, fmt.Errorf("fds: %T: argument %d is not a field name", c, i+1)
		}
		field := v.FieldByName(name)
		if !field.IsValid() {
			return c, fmt.Errorf("fds: %T has no field %s", c, name)
		}
		if args[i+1] == nil {
			continue
		}
		value := reflect.ValueOf(args[i+1])
		switch {
		case value.Type().AssignableTo(field.Type()):
			field.Set(value)
		case value.CanConvert(field.Type()) && value.Kind() == field.Kind():
			field.Set(value.Convert(field.Type()))
		default:
			return c, fmt.Errorf("fds: %T.%s takes %s, not %s", c, name, field.Type(), value.Type())
		}
	}
	return c, nil
}

// component is the template function that fills and draws a C.
func component[C any](s *Set) func(...any) (template.HTML, error) {
	return func(args ...any) (template.HTML, error) {
		c, err := fill[C](args)
		if err != nil {
			return "", err
		}
		return s.draw(c)
	}
}

// closing is the template function that ends an enclosing component.
func closing(markup template.HTML) func() template.HTML {
	return func() template.HTML { return markup }
}

// Funcs are the functions that pages use.
func (s *Set) Funcs() template.FuncMap {
	return template.FuncMap{
		"draw":       s.draw,
		"icon":       s.icon,
		"attrs":      attrs,
		"button":     component[Button](s),
		"input":      component[Input](s),
		"textarea":   component[Textarea](s),
		"select":     component[Select](s),
		"checkbox":   component[Checkbox](s),
		"checkboxes": component[Checkboxes](s),
		"radios":     component[Radios](s),
		"alert":      component[Alert](s),
		"badge":      component[Badge](s),
		"tag":        component[Tag](s),
		"backlink":   component[Backlink](s),
		"navcard":    component[Navcard](s),
		"steps":      component[Steps](s),
		"tabs":       component[Tabs](s),
		"summary":    component[Summary](s),

		"crumbs":  s.crumbs,
		"option":  option,
		"options": options,
		"link":    func(text, href string) Link { return Link{Text: text, Href: href} },
		"links":   func(l ...Link) []Link { return l },

		"alertOpen":       component[AlertOpen](s),
		"alertClose":      closing("</div></div>"),
		"cardOpen":        component[CardOpen](s),
		"cardClose":       closing("</div></section>"),
		"disclosureOpen":  component[DisclosureOpen](s),
		"disclosureClose": closing("</div></details>"),
		"accordionOpen":   component[AccordionOpen](s),
		"accordionClose":  closing("</div></details>"),
		"fieldsetOpen":    component[FieldsetOpen](s),
		"fieldsetClose":   closing("</fieldset></div>"),
		"tableOpen":       component[TableOpen](s),
		"tableClose":      closing("</table></div>"),
	}
}
