package coordinator

import (
	"context"
	"slices"
	"strings"

	"runde/geo/intake"
	"runde/web/auth"
	"runde/web/pages"
)

// checkNote refuses a note with personal data, kindly and by what it is: the field
// shows it again to be rewritten, and nothing of it is kept. It reports whether the
// writer may overrule it in the field "sure".
func (h handlers) checkNote(ctx context.Context, form *pages.Form, field, note string) (doubt bool, err error) {
	if note == "" {
		return false, nil
	}
	if len([]rune(note)) > intake.MaxNote {
		form.Fail(field, "common.field.too_long", "Max", intake.MaxNote)
		return false, nil
	}
	texts, err := h.texts.Of(ctx, auth.From(ctx).Municipality)
	if err != nil {
		return false, err
	}
	keep, found := texts.Admit(note, form.Get("sure") != "")
	if keep != "" {
		return false, nil
	}
	form.Fail(field, "coordinator.phone.note_refused", "Kinds", kindsFound(form.L, found))
	verdict, _ := texts.Check(note)
	return verdict == intake.Warn, nil
}

// checkName refuses personal data in the name of a place. A name of the map may be a
// street's or a person's, so what is only a warning is not asked about, nor is a name
// that the place has already.
func (h handlers) checkName(ctx context.Context, form *pages.Form, name string) error {
	texts, err := h.texts.Of(ctx, auth.From(ctx).Municipality)
	if err != nil {
		return err
	}
	if verdict, found := texts.Check(name); verdict == intake.Refuse {
		form.Fail("name", "coordinator.phone.note_refused", "Kinds", kindsFound(form.L, found))
	}
	return nil
}

func kindsFound(l words, found []intake.Finding) string {
	var out []string
	for _, f := range found {
		if text := l.Or("textfilter."+string(f.Kind), string(f.Kind)); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}
