package stats

import (
	"cmp"
	"slices"
	"strings"

	"runde/geo/release"
)

// Line is one line of a side table: a detail, or details that are shown together,
// over all classes of kinds.
type Line struct {
	Details []string
	Count   int            // 0 where Status is Unknown
	Status  release.Status // OwnFigure, Merged, Zero, or Unknown where any class is
}

// Lines sums the figures of one side table over its classes: first the details that
// stand alone in a class, then each group that is shown together. What a group holds
// of a detail comes on top of the detail's own line. Both are in the order of the
// details; those that order lacks come last.
func Lines(figures []release.Figure, order []string) []Line {
	rank := func(detail string) int {
		if i := slices.Index(order, detail); i >= 0 {
			return i
		}
		return len(order)
	}
	at := map[string]int{}
	var out []Line
	for _, f := range figures {
		i, ok := at[f.Kind]
		if !ok {
			i = len(out)
			at[f.Kind] = i
			details := strings.Split(f.Kind, "+")
			slices.SortStableFunc(details, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
			out = append(out, Line{Details: details, Status: release.Zero})
		}
		out[i].add(f)
	}
	slices.SortStableFunc(out, func(a, b Line) int {
		return cmp.Or(cmp.Compare(min(len(a.Details), 2), min(len(b.Details), 2)),
			slices.CompareFunc(a.Details, b.Details, func(a, b string) int {
				return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
			}))
	})
	return out
}

// add takes the figure of a class into the line.
func (l *Line) add(f release.Figure) {
	if f.Status == release.Unknown || l.Status == release.Unknown {
		l.Count, l.Status = 0, release.Unknown
		return
	}
	l.Count += f.Count
	switch {
	case l.Count > 0 && len(l.Details) > 1:
		l.Status = release.Merged
	case l.Count > 0:
		l.Status = release.OwnFigure
	}
}
