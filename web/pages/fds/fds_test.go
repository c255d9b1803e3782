package fds

import (
	"html/template"
	"regexp"
	"strings"
	"testing"

	"runde/web/pages/catalogue"
)

func set(t *testing.T) *Set {
	t.Helper()
	all, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(all[catalogue.Danish], "/assets/icons.svg")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// page renders a template that uses the components.
func page(t *testing.T, source string) (string, error) {
	t.Helper()
	parsed, err := template.New("page").Funcs(set(t).Funcs()).Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err = parsed.Execute(&out, nil)
	return out.String(), err
}

var spaces = regexp.MustCompile(`\s+`)

func render(t *testing.T, source string) string {
	t.Helper()
	out, err := page(t, source)
	if err != nil {
		t.Fatal(err)
	}
	return spaces.ReplaceAllString(out, " ")
}

// A field that is wrong says so to everybody: by text, by aria-invalid, and by a
// description that names both hint and message.
func TestFieldsTieTheirMessages(t *testing.T) {
	for name, source := range map[string]string{
		"input":    `{{input "Name" "x" "Label" "L" "Hint" "H" "Error" "E"}}`,
		"select":   `{{select "Name" "x" "Label" "L" "Hint" "H" "Error" "E"}}`,
		"textarea": `{{textarea "Name" "x" "Label" "L" "Hint" "H" "Error" "E"}}`,
	} {
		out := render(t, source)
		for _, want := range []string{
			`<label class="form-label" for="x">L</label>`, `id="x-hint">H<`, `id="x-error">`,
			`aria-invalid="true"`, `aria-describedby="x-hint x-error"`, ` required`,
		} {
			if !strings.Contains(out, want) {
				t.Errorf("%s lacks %s:\n%s", name, want, out)
			}
		}
	}
	for name, source := range map[string]string{
		"radios":     `{{radios "Name" "x" "Legend" "L" "Hint" "H" "Error" "E" "Options" (options (option "a" "A" true) (option "b" "B" false))}}`,
		"checkboxes": `{{checkboxes "Name" "x" "Legend" "L" "Hint" "H" "Error" "E" "Options" (options (option "a" "A" true) (option "b" "B" false))}}`,
	} {
		out := render(t, source)
		for _, want := range []string{
			`<fieldset id="x" aria-describedby="x-hint x-error">`, `<legend class="form-label">L</legend>`,
			`id="x-0" name="x" value="a" checked`, `<label for="x-1">B</label>`,
		} {
			if !strings.Contains(out, want) {
				t.Errorf("%s lacks %s:\n%s", name, want, out)
			}
		}
	}
}

// A field without hint or mistake describes itself by nothing.
func TestSoundFieldHasNoDescription(t *testing.T) {
	out := render(t, `{{input "Name" "x" "Label" "L" "Optional" true}}`)
	for _, unwanted := range []string{"aria-describedby", "aria-invalid", " required", "form-error"} {
		if strings.Contains(out, unwanted) {
			t.Errorf("holds %s: %s", unwanted, out)
		}
	}
	if !strings.Contains(out, "(frivilligt)") {
		t.Errorf("does not say that it is optional: %s", out)
	}
}

func TestButtonIsALinkWhereItLeadsSomewhere(t *testing.T) {
	if out := render(t, `{{button "Text" "Gem" "Name" "do" "Value" "save" "Attrs" (attrs "data-save" "1")}}`); !strings.Contains(out,
		`<button class="button button-primary" type="submit" name="do" value="save" data-save="1"><span>Gem</span></button>`) {
		t.Error(out)
	}
	if out := render(t, `{{button "Text" "Gå" "Href" "/x" "Variant" "secondary"}}`); !strings.HasPrefix(out, `<a class="button button-secondary" href="/x">`) {
		t.Error(out)
	}
}

// What a visitor wrote stays text, and an address stays an address.
func TestComponentsEscape(t *testing.T) {
	out := render(t, `{{input "Name" "x" "Label" "<b>" "Value" "\"><script>"}}{{button "Text" "<i>" "Href" "javascript:alert(1)"}}{{alert "Text" "{{7*7}}<u>"}}{{button "Text" "x" "Attrs" (attrs "data-x" "\"><script>")}}`)
	for _, tag := range []string{"<b>", "<script>", "<i>", "<u>", "javascript:"} {
		if strings.Contains(out, tag) {
			t.Errorf("%s got through:\n%s", tag, out)
		}
	}
}

func TestSummaryLinksToEachField(t *testing.T) {
	s := set(t)
	out, err := s.draw(Summary{Errors: []FieldError{{"cell", "Vælg et felt"}, {"note", "For lang"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Ret 2 felter", `<a href="#cell">Vælg et felt</a>`, `<a href="#note">`, `tabindex="-1"`} {
		if !strings.Contains(string(out), want) {
			t.Errorf("lacks %s: %s", want, out)
		}
	}
	if out, err := s.draw(Summary{}); err != nil || strings.TrimSpace(string(out)) != "" {
		t.Errorf("without mistakes: %q, %v", out, err)
	}
}

func TestCrumbsEndAtThisPage(t *testing.T) {
	out := render(t, `{{crumbs (link "Forside" "/") (link "Uge 48" "")}}`)
	if !strings.Contains(out, `<a class="breadcrumbs__link" href="/">Forside</a>`) || !strings.Contains(out, `aria-current="page">`) {
		t.Error(out)
	}
}

// Mistakes in a template are errors that name what is wrong, not missing markup.
func TestMistakesInTemplatesAreErrors(t *testing.T) {
	for source, want := range map[string]string{
		`{{button "Txt" "x"}}`:       "no field Txt",
		`{{button "Text"}}`:          "pairs",
		`{{button "Full" "yes"}}`:    "takes bool",
		`{{input 1 2}}`:              "not a field name",
		`{{attrs "a"}}`:              "pairs",
		`{{tableOpen "Caption" 3}}`:  "takes string",
		`{{select "Options" "a,b"}}`: "takes []fds.Option",
	} {
		if _, err := page(t, source); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want an error about %q", source, err, want)
		}
	}
}
