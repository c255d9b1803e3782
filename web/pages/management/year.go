package management

import (
	"cmp"
	"net/http"
	"slices"

	"runde/geo/release"
	"runde/geo/stats"
	"runde/web/auth"
	"runde/web/fault"
)

// yearView is the page of a year.
type yearView struct {
	scene
	Sides []section
}

// Tables are all of the page, in its order; those that are not published say so.
func (v yearView) Tables() []table {
	out := []table{v.Areas, v.Concern}
	for _, s := range v.Sides {
		out = append(out, s.table)
	}
	return out
}

// yearView answers the question from released rows alone.
func (h handlers) yearView(r *http.Request, q question) (yearView, error) {
	ctx, m, l := r.Context(), auth.From(r.Context()).Municipality, h.L(r)
	v := yearView{scene: scene{Q: q}}
	published, err := h.db.Editions(ctx, m)
	if err != nil {
		return v, err
	}
	if err := v.choose(l, published); err != nil || v.Period == nil {
		return v, err
	}
	met, worried := ground{}, ground{}
	areas, err := h.areas(ctx, m, release.ByYear, v.Period.Name, met)
	if err != nil {
		return v, err
	}
	concerns, err := h.family(ctx, m, release.Concerns, release.ByYear, v.Period.Name, worried)
	if err != nil {
		return v, err
	}
	w, err := h.words(ctx, m, l, v.Period, published)
	if err != nil {
		return v, err
	}
	w.grounds = w.rowNames(append(rowsOf(areas, met), rowsOf(concerns, worried)...))
	v.Map.Layer = q.Layer
	v.meetings(w, areas, met)
	v.concerns(w, concerns, worried)
	v.Totals, v.Layers = w.totals(areas, concerns), w.layers(q)
	if v.Sides, err = h.sides(ctx, m, w, v.Period.Name); err != nil {
		return v, err
	}
	if q.Area != "" && !slices.ContainsFunc(v.Details, func(d detail) bool { return d.Shown }) {
		return v, fault.ErrNotPublished
	}
	return v, nil
}

// meetings draws the year's rows of meetings and hours.
func (v *yearView) meetings(w words, areas []stats.Area, g ground) {
	v.Map.draw(areas, g, w.meetingsOnMap)
	sortAreas(areas, v.Q.Sort, w)
	v.Areas = w.areas(areas, v.Q)
	for _, a := range areas {
		v.Details = append(v.Details, w.detail(a, v.Q))
	}
}

// concerns draws those of the year, which have rows of their own.
func (v *yearView) concerns(w words, areas []stats.Area, g ground) {
	v.Map.draw(areas, g, func(a stats.Area) mapArea {
		return mapArea{ID: concernID(a), Name: w.name(a), Looks: map[string]look{layerConcerns: w.concernLook(a)}}
	})
	slices.SortStableFunc(areas, func(a, b stats.Area) int {
		return cmp.Or(-cmp.Compare(a.Count, b.Count), w.compare(a, b))
	})
	v.Concern = table{ID: "bekymringer", Title: w.T("management.concerns.title"), Head: []column{
		{Text: w.T("management.column.area")}, {Text: w.T("management.column.concerns"), Number: true},
		{Text: w.T("management.column.shown")},
	}}
	if len(areas) == 0 {
		v.Concern.Note = w.T("management.year.concerns.none")
	}
	for _, a := range areas {
		v.Concern.Rows = append(v.Concern.Rows, row{
			ID: concernID(a), Href: v.Q.with("omraade", concernID(a)) + "#forklaring",
			Cells: []cell{
				{Text: w.name(a)}, {Text: w.Number(a.Count, 0), Number: true, Look: w.concernLook(a)},
				{Text: w.T("management.shown." + string(a.Status))},
			},
		})
		v.Details = append(v.Details, w.concernDetail(a, v.Q))
	}
}

// concernID names a row of concerns in addresses, apart from rows of meetings.
func concernID(a stats.Area) string { return "b-" + areaID(a) }

// concernDetail says what came in about an area, and how that is to be taken.
func (w words) concernDetail(a stats.Area, q question) detail {
	d := detail{ID: concernID(a), Name: w.name(a), Shown: q.Area == concernID(a)}
	d.Sentences = []string{w.T("management.area.concerns", "When", w.when, "Count", a.Count), w.T("management.area.concerns.sure")}
	if a.Together() {
		d.Sentences = append(d.Sentences, w.T("management.area.merged"))
	}
	return d
}
