package public

import (
	"context"
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
	OpenData  bool // numbers with noise are drawn for everybody
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
	data, err := h.promises(r.Context())
	if err != nil {
		return err
	}
	tables, err := h.db.Tables(r.Context())
	if err != nil {
		return err
	}
	for _, t := range tables {
		if t.Event() {
			data.Events = append(data.Events, describe(l, t))
		} else {
			data.Others = append(data.Others, describe(l, t))
		}
	}
	if data.Deletions, err = h.deletions(r.Context(), l); err != nil {
		return err
	}
	return h.Render(w, r, http.StatusOK, pages.Page{Name: "public/stored", Title: l.T("public.stored.title"), Data: data})
}

// promises are the bounds that hold now: of the covers in force, and of deletion.
func (h handlers) promises(ctx context.Context) (storedData, error) {
	data := storedData{EventDays: store.DaysOfEvents, NoteDays: store.DaysOfConcernNotes}
	m, err := h.desk.Municipality(ctx)
	if err != nil {
		return data, err
	}
	settings, err := h.db.Settings(ctx, m)
	if err != nil {
		return data, err
	}
	street, err := h.desk.Cover(ctx, store.StreetLevel)
	if err != nil {
		return data, err
	}
	home, err := h.desk.Cover(ctx, store.HomeLevel)
	if err != nil {
		return data, err
	}
	data.OpenData = settings.OpenData
	data.Threshold, data.Dwellings, data.HomeFloor = settings.K, street.Floor(), home.Floor()
	return data, nil
}

// deletions are the newest lines of the log, in words.
func (h handlers) deletions(ctx context.Context, l *catalogue.L) ([]deletedDay, error) {
	m, err := h.desk.Municipality(ctx)
	if err != nil {
		return nil, err
	}
	log, err := h.db.Deletions(ctx, m)
	if err != nil {
		return nil, err
	}
	var out []deletedDay
	for _, d := range log[:min(len(log), deletionsShown)] {
		out = append(out, deletedDay{d.Day, l.Or("public.deleted."+d.What, d.What), d.Rows})
	}
	return out, nil
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
