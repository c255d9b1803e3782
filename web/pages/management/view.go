package management

import (
	"net/http"
	"slices"

	"runde/geo/release"
	"runde/geo/stats"
	"runde/web/auth"
	"runde/web/fault"
)

// view is the page of a period of four weeks.
type view struct {
	scene
	Ladder table
	Weeks  table
	Chart  chart
}

// Tables are all of the page, in its order.
func (v view) Tables() []table {
	var out []table
	for _, t := range []table{v.Areas, v.Ladder, v.Concern, v.Weeks} {
		if len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// view answers the question from released rows alone.
func (h handlers) view(r *http.Request, q question) (view, error) {
	ctx, m, l := r.Context(), auth.From(r.Context()).Municipality, h.L(r)
	published, err := h.db.Editions(ctx, m)
	if err != nil {
		return view{}, err
	}
	v := view{scene: scene{Q: q}}
	if err := v.choose(l, published); err != nil {
		return v, err
	}
	weekly, err := h.db.WeekFigures(ctx, m, weeksShown)
	if err != nil {
		return v, err
	}
	v.weeks(l, stats.Weeks(weekly))
	if v.Period == nil {
		return v, nil
	}
	g := ground{}
	areas, err := h.areas(ctx, m, release.ByPeriod, v.Period.Name, g)
	if err != nil {
		return v, err
	}
	concerns, err := h.family(ctx, m, release.Concerns, release.ByPeriod, v.Period.Name, nil)
	if err != nil {
		return v, err
	}
	w, err := h.words(ctx, m, l, v.Period, published)
	if err != nil {
		return v, err
	}
	number, err := release.ParsePeriod(v.Period.Name)
	if err != nil {
		return v, err
	}
	if w.changes, err = h.compare(ctx, m, number, areas, published); err != nil {
		return v, err
	}
	if q.Area != "" && !slices.ContainsFunc(areas, func(a stats.Area) bool { return areaID(a) == q.Area }) {
		return v, fault.ErrNotPublished
	}
	v.fill(w, areas, concerns, g)
	return v, nil
}

// fill draws everything that is about areas.
func (v *view) fill(w words, areas, concerns []stats.Area, g ground) {
	v.Totals = w.totals(areas, concerns)
	v.Layers = w.layers(v.Q)
	w.names = map[string]string{}
	for _, a := range areas {
		w.names[a.Name] = w.name(a)
	}
	v.Ladder = w.ladder(areas)
	v.Concern = w.concerns(concerns)
	v.Map.Layer = v.Q.Layer
	v.Map.draw(areas, g, w.meetingsOnMap)
	sortAreas(areas, v.Q.Sort, w)
	v.Areas = w.areas(areas, v.Q)
	for _, a := range areas {
		v.Details = append(v.Details, w.detail(a, v.Q))
	}
}
