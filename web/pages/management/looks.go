package management

import (
	"strconv"

	"runde/geo/release"
	"runde/geo/stats"
)

// look is how an area is drawn on the map and in the legend: a class of colour, a
// pattern over it, and what is written on it.
type look struct {
	Class   string `json:"class"`   // need-1 … need-5, effort-1 … effort-5, zero or unknown
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
	return together(a, look{Class: "effort-" + strconv.Itoa(hourClass(a.Hours)), Text: w.Number(a.Hours, 0)})
}

// together marks the look of areas that are shown as one.
func together(a stats.Area, l look) look {
	if a.Together() {
		l.Pattern = stripes
	}
	return l
}

// layers are what the map can show, each with what its looks mean.
func (w words) layers(q question) []layer {
	need := layer{Key: layerNeed, Text: w.T("management.layer.need"), Legend: w.classes("need", func(i int) string {
		return w.scale.write(w.L, w.scale.breaks[i])
	})}
	effort := layer{Key: layerEffort, Text: w.T("management.layer.effort"), Legend: w.classes("effort", func(i int) string {
		return w.Number(hourBreaks[i], 0)
	})}
	need.Legend = append(need.Legend,
		legend{look{Class: "need-3", Pattern: stripes}, w.T("management.legend.merged")},
		legend{zeroLook, w.T("management.legend.zero")},
		legend{unknownLook, w.T("management.legend.unknown")})
	effort.Legend = append(effort.Legend,
		legend{look{Class: "effort-3", Pattern: stripes}, w.T("management.legend.merged")},
		legend{zeroLook, w.T("management.legend.nohours")})
	out := []layer{need, effort}
	for i := range out {
		out[i].Href, out[i].Current = q.with("vis", out[i].Key), out[i].Key == q.Layer
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
