package fds

import "html/template"

// Button is a button, or a link that looks like one where Href is set.
type Button struct {
	Text    string
	Variant string // primary (default), secondary, tertiary, warning
	Type    string // submit (default) or button
	Name    string
	Value   string
	Href    string
	Icon    string
	Full    bool   // as wide as its column
	Large   bool   // 56 px high: a thumb in gloves
	Hidden  string // words only a screen reader says after Text
	ID      string
	Form    string // id of the form it belongs to, where that is elsewhere
	Attrs   Attrs
}

// Attrs are further attributes, such as data-move="up". Names are the program's
// own; values are escaped.
type Attrs map[string]string

// HTML writes the attributes in a stable order.
func (a Attrs) HTML() template.HTMLAttr { return attributes(a) }

func (b Button) defaults() any {
	if b.Variant == "" {
		b.Variant = "primary"
	}
	if b.Type == "" {
		b.Type = "submit"
	}
	return b
}

// Alert is a message with one line of text.
type Alert struct {
	Kind    string // info (default), success, warning, error
	Heading string
	Text    string
	Live    bool // announced when it appears
}

func (a Alert) defaults() any {
	if a.Kind == "" {
		a.Kind = "info"
	}
	return a
}

// AlertOpen begins a message that holds markup.
type AlertOpen struct {
	Kind    string // info (default), success, warning, error
	Heading string
	Live    bool
}

func (a AlertOpen) defaults() any {
	if a.Kind == "" {
		a.Kind = "info"
	}
	return a
}

// Badge is a short status that cannot be pressed. It says its kind by a word and
// a shape, never by colour alone.
type Badge struct {
	Text string
	Kind string // none (default), info, success, warning, error
	Icon string
}

// Tag is a small button, as in a list of filters; a link where Href is set.
type Tag struct {
	Text    string
	Name    string
	Value   string
	Href    string
	Icon    string
	Pressed bool
}

// Backlink goes one step back in the task.
type Backlink struct{ Text, Href string }

// Link is a text and where it leads.
type Link struct{ Text, Href string }

// Navcard is a card that is one link.
type Navcard struct {
	Heading string
	Text    string
	Href    string
	Level   int // heading level, 2 by default
}

func (c Navcard) defaults() any {
	if c.Level == 0 {
		c.Level = 2
	}
	return c
}

// CardOpen begins a card that holds markup.
type CardOpen struct {
	Heading string
	Level   int    // heading level, 2 by default
	ID      string // of the card; its heading gets ID-heading
	Class   string
}

func (c CardOpen) defaults() any {
	if c.Level == 0 {
		c.Level = 2
	}
	return c
}

// DisclosureOpen begins text that a reader may unfold.
type DisclosureOpen struct {
	Summary string
	Open    bool
	ID      string
}

// AccordionOpen begins one section of an accordion.
type AccordionOpen struct {
	Summary string
	Note    string // a figure or status at the end of the line
	Open    bool
	ID      string
}

// FieldsetOpen begins a group of fields with one question.
type FieldsetOpen struct {
	Legend string
	Hint   string
	Error  string
	ID     string
	Large  bool // the legend is the page's question
}

// TableOpen begins a table; the page writes thead and tbody.
type TableOpen struct {
	Caption string
	Hidden  bool // the caption is for screen readers only
	Compact bool
	Zebra   bool
	Stack   bool // below 576 px each row becomes a block; cells carry data-title
	Class   string
}

// Steps shows which of several pages of a form this is.
type Steps struct {
	Step, Steps int
	Heading     string
}

// Tabs is a row of links of which one is the current page.
type Tabs struct {
	Label   string
	Links   []Link
	Current string // the current link's Href
}

// crumbs draws a breadcrumb; the last link is the page itself.
func (s *Set) crumbs(links ...Link) (template.HTML, error) {
	return s.part("crumbs.html", links)
}
