package intake

import (
	"slices"
	"strconv"
	"strings"

	"runde/geo"
)

// maxBody bounds the bytes of a body that are read at all.
const maxBody = 8 << 10

// body is a concern as it travels: everything as text, so that each field that
// cannot be read is named.
type body struct {
	ID      string   `json:"id"`
	Context string   `json:"context"`
	Cover   string   `json:"cover"`
	Cell    string   `json:"cell"`
	Day     string   `json:"day"`
	Met     []string `json:"met"`
	Channel string   `json:"channel"`
	Worries []string `json:"worries"`
	Note    string   `json:"note"`
}

// Parse reads a concern from JSON:
//
//	{"id": "…", "context": "street", "cover": "3", "cell": "881f20584bfffff", "day": "2026-11-22",
//	 "met": ["evening"], "channel": "neighbour", "worries": ["sleeps_out"], "note": ""}
//
// It is strict: a field the form has not (a coordinate, say), one twice, broken
// UTF-8 or anything after the object refuses the whole body. met, worries and
// note may be left out. Parse reads; [Check] judges.
func Parse(data []byte) (Concern, []FieldError) {
	var b body
	if errs := Strict(data, maxBody, &b); errs != nil {
		return Concern{}, errs
	}
	return b.concern()
}

// ParseForm reads a concern from the fields of a form, under the names of the
// JSON: met and worries may stand several times, the others once. Fields named
// in ignore belong to the page and not to the concern.
func ParseForm(form map[string][]string, ignore ...string) (Concern, []FieldError) {
	var b body
	one := map[string]*string{"id": &b.ID, "context": &b.Context, "cover": &b.Cover, "cell": &b.Cell,
		"day": &b.Day, "channel": &b.Channel, "note": &b.Note}
	list := map[string]*[]string{"met": &b.Met, "worries": &b.Worries}
	var errs []FieldError
	for name, values := range form {
		switch {
		case one[name] != nil && len(values) == 1:
			*one[name] = values[0]
		case one[name] != nil && len(values) > 1:
			errs = append(errs, FieldError{name, Repeated})
		case list[name] != nil:
			*list[name] = values
		case one[name] == nil && !slices.Contains(ignore, name):
			return Concern{}, []FieldError{{"body", UnknownField}}
		}
	}
	if errs != nil {
		slices.SortFunc(errs, func(a, b FieldError) int { return strings.Compare(a.Field, b.Field) })
		return Concern{}, errs
	}
	return b.concern()
}

// concern turns the texts into their types and names each that cannot be.
func (b body) concern() (Concern, []FieldError) {
	var f Fields
	c := Concern{Context: Context(b.Context), Channel: Channel(b.Channel), Note: line(b.Note)}
	f.Read("id", b.ID, func(s string) (err error) { c.ID, err = ParseID(s); return })
	f.Read("context", b.Context, nil)
	f.Read("cover", b.Cover, func(s string) (err error) { c.CoverVersion, err = strconv.Atoi(s); return })
	f.Read("cell", b.Cell, func(s string) (err error) { c.Cell, err = geo.ParseCell(s); return })
	f.Read("day", b.Day, func(s string) (err error) { c.Day, err = geo.ParseDate(s); return })
	for _, s := range b.Met {
		var p geo.Daypart
		if p.UnmarshalText([]byte(s)) != nil {
			f.Errors = append(f.Errors, FieldError{"met", UnknownCode})
			break
		}
		c.Met = append(c.Met, p)
	}
	f.Read("channel", b.Channel, nil)
	for _, s := range b.Worries {
		c.Worries = append(c.Worries, Worry(s))
	}
	if f.Errors != nil {
		return Concern{}, f.Errors
	}
	return c, nil
}

// line makes one line of a text from a box of several lines.
func line(s string) string {
	s = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(s)
	return strings.Trim(s, " ")
}
