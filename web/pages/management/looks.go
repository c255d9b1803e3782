package management

import (
	"strconv"

	"runde/geo/release"
	"runde/geo/stats"
)

// look is how an area is drawn on the map and in the legend: a class of colour, a
// pattern over it, and what is written on it.
type look struct {
	Class   string `json:"class"`   // need-1 … need-5, effort-…, concern-…, zero or unknown
	Pattern string `json:"pattern"` // stripes for areas shown together; dots; hatch; or none
	Text    string `json:"text"`
}

// The patterns. The page holds a drawing of each.
const (
	stripes = "stripes"
	dots    = "dots"
	hatch   = "hatch"
)

var (
	zeroLook    = look{Class: "zero", Pattern: dots, Text: "0"}
	unknownLook = look{Class: "unknown", Pattern: hatch, Text: "?"}
)

func (w words) needLook(a stats.Area) look {
	switch {
	case !a.Rate.Known:
		return unknownLook
	case a.Status == release.Zero:
		return zeroLook
	}
	return together(a, look{Class: "need-" + strconv.Itoa(w.scale.class(a.Rate)), Text: w.rate(a.Rate)})
}

func (w words) effortLook(a stats.Area) look {
	switch {
	case a.Missing:
		return unknownLook
	case a.Hours == 0:
		return zeroLook
	}
	return together(a, look{Class: "effort-" + strconv.Itoa(classOf(a.Hours, w.hours)), Text: w.Number(a.Hours, 0)})
}

func (w words) concernLook(a stats.Area) look {
	if a.Count == 0 {
		return zeroLook
	}
	return together(a, look{Class: "concern-" + strconv.Itoa(classOf(a.Count, concernBreaks)), Text: w.Number(a.Count, 0)})
}

// together marks the look of areas that are shown as one.
func together(a stats.Area, l look) look {
	if a.Together() {
		l.Pattern = stripes
	}
	return l
}

// meetingsOnMap is how the map shows an area of meetings and hours.
func (w words) meetingsOnMap(a stats.Area) mapArea {
	return mapArea{ID: areaID(a), Name: w.name(a), Looks: map[string]look{
		layerNeed: w.needLook(a), layerEffort: w.effortLook(a),
	}}
}

// layers are what the map can show, each with what its looks mean.
func (w words) layers(q question) []layer {
	var out []layer
	for _, key := range q.Of.Layers {
		one := layer{Key: key, Href: q.with("vis", key), Current: key == q.Layer,
			Text: w.T("management.layer." + key), Title: w.T("management.legend." + key)}
		if key == layerEffort && q.Of == wholeYear {
			one.Title = w.T("management.legend.indsats.year")
		}
		one.Legend = w.legends(key)
		out = append(out, one)
	}
	return out
}

// legends are what a layer's looks mean.
func (w words) legends(key string) []legend {
	var out []legend
	add := func(l look, text string) { out = append(out, legend{l, w.T("management.legend." + text)}) }
	switch key {
	case layerNeed:
		out = w.classes("need", func(i int) string { return w.scale.write(w.L, w.scale.breaks[i]) })
		add(look{Class: "need-3", Pattern: stripes}, "merged")
		add(zeroLook, "zero")
		add(unknownLook, "unknown")
	case layerEffort:
		out = w.classes("effort", func(i int) string { return w.Number(w.hours[i], 0) })
		add(look{Class: "effort-3", Pattern: stripes}, "merged")
		add(zeroLook, "nohours")
	case layerConcerns:
		out = w.classes("concern", func(i int) string { return w.Number(concernBreaks[i], 0) })
		add(look{Class: "concern-3", Pattern: stripes}, "merged")
		add(zeroLook, "noconcerns")
	}
	return out
}

// classes are the five of a layer, between breaks written by at.
func (w words) classes(layer string, at func(int) string) []legend {
	out := []legend{{look{Class: layer + "-1"}, w.T("management.legend.under", "To", at(0))}}
	for i := range 3 {
		out = append(out, legend{look{Class: layer + "-" + strconv.Itoa(i+2)},
			w.T("management.legend.between", "From", at(i), "To", at(i+1))})
	}
	return append(out, legend{look{Class: layer + "-5"}, w.T("management.legend.over", "From", at(3))})
}
