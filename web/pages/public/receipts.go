package public

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"runde/geo/intake"
	"runde/store"
	"runde/web/fault"
	"runde/web/pages"
	"runde/web/pages/catalogue"
	"runde/web/pages/fds"
	"runde/web/reception"
)

// receiptData is the page after a concern was sent.
type receiptData struct {
	Contact contact
	Words   []string
	Home    bool
	Rewrite rewrite
	Streets string // where the note's filter finds the street names
}

// rewrite is a note that was not kept, shown again to be rewritten.
type rewrite struct {
	Words string // of the receipt
	Note  string
	Error string // what was found in the note; "" where it was kept
}

// showReceipt shows the words once: they come from the answer alone.
func (h handlers) showReceipt(w http.ResponseWriter, r *http.Request, c intake.Concern, sent reception.Sent, note string) error {
	contact, err := h.contact(r.Context())
	if err != nil {
		return err
	}
	l := h.L(r)
	data := receiptData{Contact: contact, Words: strings.Fields(sent.Words), Home: c.Context == intake.Home}
	page := pages.Page{Name: "public/receipt", Title: l.T("public.receipt.title")}
	if sent.Found != nil {
		data.Rewrite = rewrite{sent.Words, note, foundText(l, sent.Found)}
		if data.Streets, err = h.streets(r.Context()); err != nil {
			return err
		}
		page.Islands, page.Words = noteIsland, noteWords
	}
	page.Data = data
	return h.Render(w, r, http.StatusOK, page)
}

// The island that reads a note while it is written, and the words it needs.
var noteIsland, noteWords = []string{"notes"}, []string{"textfilter."}

// foundText tells the kinds of what was found and repeats none of it.
func foundText(l *catalogue.L, found []intake.Finding) string {
	var kinds []string
	for _, f := range found {
		if kind := l.T("textfilter." + string(f.Kind)); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return l.T("public.note.refused", "Kinds", strings.Join(kinds, ", "))
}

// statusData is the page of somebody with a receipt.
type statusData struct {
	Form    *pages.Form
	Problem string
	Words   string // that were typed, where they belong to a concern
	Status  *reception.Status
	Done    string // what the last form did
	Worries []fds.Option
	Rewrite rewrite
	Streets string // where the note's filter finds the street names
}

func (h handlers) receiptForm(w http.ResponseWriter, r *http.Request) error {
	return h.showStatus(w, r, http.StatusOK, statusData{Form: h.EmptyForm(r)})
}

func (h handlers) showStatus(w http.ResponseWriter, r *http.Request, status int, data statusData) error {
	data.Worries = worries(h.L(r), data.Form)
	page := pages.Page{Name: "public/status", Title: h.L(r).T("public.status.title")}
	if data.Status != nil {
		var err error
		if data.Streets, err = h.streets(r.Context()); err != nil {
			return err
		}
		page.Islands, page.Words = noteIsland, noteWords
	}
	page.Data = data
	return h.Render(w, r, status, page)
}

func (h handlers) status(w http.ResponseWriter, r *http.Request) error {
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	got, err := h.desk.Ask(r.Context(), form.Get("words"), store.Addition{})
	if err != nil {
		return h.unanswered(w, r, form, err)
	}
	return h.showStatus(w, r, http.StatusOK, statusData{Form: form, Words: form.Get("words"), Status: &got})
}

// unanswered gives unknown words, words of nothing and too many questions a page
// of their own; other errors go on.
func (h handlers) unanswered(w http.ResponseWriter, r *http.Request, form *pages.Form, err error) error {
	switch {
	case errors.Is(err, store.ErrNotFound):
		form.Fail("words", "public.words.unknown")
		return h.showStatus(w, r, http.StatusUnprocessableEntity, statusData{Form: form})
	case errors.Is(err, fault.ErrTooMany):
		return h.showStatus(w, r, http.StatusTooManyRequests, statusData{Form: form, Problem: h.L(r).T("public.words.busy")})
	}
	return err
}

func (h handlers) add(w http.ResponseWriter, r *http.Request) error {
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	if err := form.Only("words", "worries", "note"); err != nil {
		return err
	}
	add := store.Addition{Note: strings.Join(strings.Fields(form.Get("note")), " ")}
	for _, v := range form.All("worries") {
		add.Worries = append(add.Worries, intake.Worry(v))
	}
	got, err := h.desk.Ask(r.Context(), form.Get("words"), add)
	data := statusData{Form: form, Words: form.Get("words"), Status: &got}
	var refused *reception.Refused
	switch {
	case errors.As(err, &refused):
		blame(form, refused.Fields)
		if got, err = h.desk.Ask(r.Context(), form.Get("words"), store.Addition{}); err != nil {
			return h.unanswered(w, r, form, err)
		}
		return h.showStatus(w, r, http.StatusUnprocessableEntity, data)
	case err != nil:
		return h.unanswered(w, r, form, err)
	}
	return h.showAdded(w, r, data, add)
}

// showAdded tells what was kept of an addition.
func (h handlers) showAdded(w http.ResponseWriter, r *http.Request, data statusData, add store.Addition) error {
	l, status := h.L(r), http.StatusOK
	switch {
	case data.Status.Found != nil:
		status = http.StatusUnprocessableEntity
		data.Rewrite = rewrite{data.Words, add.Note, foundText(l, data.Status.Found)}
	case data.Status.Added:
		data.Form.Values.Del("worries")
		data.Done = l.T("public.added.done")
	case add.Note == "" && add.Worries == nil:
		data.Form.Fail("worries", "public.added.nothing")
		status = http.StatusUnprocessableEntity
	default:
		data.Problem = l.T("public.added.late")
		status = http.StatusConflict
	}
	return h.showStatus(w, r, status, data)
}

// withdrawData is the page that asks before it deletes, and the one after.
type withdrawData struct {
	Words string
	Done  bool
}

// withdraw deletes after a second form has confirmed it.
func (h handlers) withdraw(w http.ResponseWriter, r *http.Request) error {
	form, err := h.ReadForm(w, r)
	if err != nil {
		return err
	}
	data := withdrawData{Words: form.Get("words"), Done: form.Get("confirm") != ""}
	if data.Done {
		err = h.desk.Withdraw(r.Context(), data.Words)
	} else {
		_, err = h.desk.Ask(r.Context(), data.Words, store.Addition{})
	}
	if err != nil {
		return h.unanswered(w, r, form, err)
	}
	title := h.L(r).T("public.withdraw.title")
	if data.Done {
		title = h.L(r).T("public.withdrawn.title")
	}
	return h.Render(w, r, http.StatusOK, pages.Page{Name: "public/withdraw", Title: title, Data: data})
}
