package public

import (
	"net/http"

	"runde/geo"
	"runde/store"
	"runde/web/pages"
	"runde/web/pages/catalogue"
)

// storedData is the public account of what is stored, made from the database as it
// is and from the log of deletions.
type storedData struct {
	Events    []storedTable
	Others    []storedTable
	Deletions []deletedDay
	EventDays int
	NoteDays  int
	Threshold int
	Dwellings int
	HomeFloor int
}

type storedTable struct {
	Name    string
	Text    string
	Keeps   string
	Columns []storedColumn
}

type storedColumn struct{ Name, Text string }

type deletedDay struct {
	Day  geo.Date
	What string
	Rows int
}

// deletionsShown are the lines of the log that the page shows.
const deletionsShown = 30

func (h handlers) stored(w http.ResponseWriter, r *http.Request) error {
	l := h.L(r)
	tables, err := h.db.Tables(r.Context())
	if err != nil {
		return err
	}
	m, err := h.desk.Municipality(r.Context())
	if err != nil {
		return err
	}
	settings, err := h.db.Settings(r.Context(), m)
	if err != nil {
		return err
	}
	deletions, err := h.db.Deletions(r.Context(), m)
	if err != nil {
		return err
	}
	data := storedData{
		EventDays: store.DaysOfEvents, NoteDays: store.DaysOfConcernNotes,
		Threshold: settings.K, Dwellings: settings.MinDwellings, HomeFloor: settings.HomeMinDwellings,
	}
	for _, t := range tables {
		if t.Event() {
			data.Events = append(data.Events, describe(l, t))
		} else {
			data.Others = append(data.Others, describe(l, t))
		}
	}
	for _, d := range deletions[:min(len(deletions), deletionsShown)] {
		data.Deletions = append(data.Deletions, deletedDay{d.Day, l.Or("public.deleted."+d.What, d.What), d.Rows})
	}
	return h.Render(w, r, http.StatusOK, pages.Page{Name: "public/stored", Title: l.T("public.stored.title"), Data: data})
}

// describe puts the catalogue's words to a table. A column has a text of its own
// in its table, or one that it shares with the same column elsewhere; a table or
// column without any is told by its name.
func describe(l *catalogue.L, t store.Table) storedTable {
	out := storedTable{
		Name: t.Name, Text: l.Or("public.table."+t.Name, ""), Keeps: l.Or("public.keeps."+t.Name, ""),
	}
	for _, c := range t.Columns {
		text := l.Or("public.column."+t.Name+"."+c, l.Or("public.column."+c, ""))
		out.Columns = append(out.Columns, storedColumn{c, text})
	}
	return out
}
