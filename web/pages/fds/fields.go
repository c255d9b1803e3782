package fds

import (
	"errors"
	"html/template"
	"maps"
	"slices"
	"strings"
)

// Option is one choice of a select, a radio group or a checkbox group.
type Option struct {
	Value    string
	Text     string
	Hint     string
	Selected bool
}

func option(value, text string, selected bool) Option {
	return Option{Value: value, Text: text, Selected: selected}
}

func options(o ...Option) []Option { return o }

// Input is a field of one line. ID is Name where it is empty; so it is for every
// field.
type Input struct {
	Name         string
	Label        string
	ID           string
	Hint         string
	Error        string // the message, already translated
	Value        string
	Type         string // text (default), email, password, search, date, time, number
	Autocomplete string
	InputMode    string
	MaxLength    int
	Width        string // xs, s, m or empty for the full column
	Optional     bool
	Hide         bool // the label is for screen readers only
	Attrs        Attrs
}

func (f Input) defaults() any {
	if f.ID == "" {
		f.ID = f.Name
	}
	if f.Type == "" {
		f.Type = "text"
	}
	return f
}

// Textarea is a field of several lines. MaxLength counts characters and is shown.
type Textarea struct {
	Name      string
	Label     string
	ID        string
	Hint      string
	Error     string
	Value     string
	Rows      int // 4 by default
	MaxLength int
	Optional  bool
	Attrs     Attrs
}

func (f Textarea) defaults() any {
	if f.ID == "" {
		f.ID = f.Name
	}
	if f.Rows == 0 {
		f.Rows = 4
	}
	return f
}

// Select is a drop-down list.
type Select struct {
	Name     string
	Label    string
	ID       string
	Hint     string
	Error    string
	Options  []Option
	Optional bool
	Hide     bool // the label is for screen readers only
	Attrs    Attrs
}

func (f Select) defaults() any {
	if f.ID == "" {
		f.ID = f.Name
	}
	return f
}

// Checkbox is one box.
type Checkbox struct {
	Name    string
	Label   string
	ID      string
	Value   string // "1" by default
	Hint    string
	Checked bool
	Attrs   Attrs
}

func (f Checkbox) defaults() any {
	if f.ID == "" {
		f.ID = f.Name
	}
	if f.Value == "" {
		f.Value = "1"
	}
	return f
}

// Checkboxes is a question with any number of answers.
type Checkboxes struct {
	Name    string
	Legend  string
	ID      string
	Hint    string
	Error   string
	Options []Option
}

func (f Checkboxes) defaults() any {
	if f.ID == "" {
		f.ID = f.Name
	}
	return f
}

// Radios is a question with one answer.
type Radios struct {
	Name    string
	Legend  string
	ID      string
	Hint    string
	Error   string
	Options []Option
	Inline  bool // side by side where there is room
}

func (f Radios) defaults() any {
	if f.ID == "" {
		f.ID = f.Name
	}
	return f
}

// Summary lists a form's mistakes above it, each a link to its field. It draws
// nothing where there is none.
type Summary struct{ Errors []FieldError }

// FieldError is a field's id and what is wrong with it.
type FieldError struct{ ID, Text string }

// attrs makes attributes of alternating names and values.
func attrs(pairs ...string) (Attrs, error) {
	if len(pairs)%2 != 0 {
		return nil, errors.New("fds: attribute names and values come in pairs")
	}
	a := Attrs{}
	for i := 0; i < len(pairs); i += 2 {
		a[pairs[i]] = pairs[i+1]
	}
	return a, nil
}

func attributes(a Attrs) template.HTMLAttr {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(a)) {
		b.WriteString(" " + name + `="` + template.HTMLEscapeString(a[name]) + `"`)
	}
	return template.HTMLAttr(b.String())
}

// describedby is the list of ids that explain a field, empty where nothing does.
func describedby(id, hint, err string) string {
	var ids []string
	if hint != "" {
		ids = append(ids, id+"-hint")
	}
	if err != "" {
		ids = append(ids, id+"-error")
	}
	return strings.Join(ids, " ")
}
