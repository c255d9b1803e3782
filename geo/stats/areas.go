package stats

import (
	"cmp"
	"slices"

	"runde/geo"
	"runde/geo/release"
)

// Area is one row of a table and one patch of the map: a ground with all that was
// released about it for a period.
type Area struct {
	Name    string
	Family  release.Family // of what Count counts; Blocks are of its staircase
	Blocks  []string       // the static blocks that the row consists of: more than one are shown together
	Cells   geo.Area
	Status  release.Status
	Count   int    // meetings, or concerns; 0 where Status is Unknown
	Kinds   []Kind // as they were split; none where they were not
	Hours   int    // of presence
	Rate    Rate   // of encounters
	Missing bool   // no hours were released for this ground
	Joined  bool   // the ground is several that are too small to stand alone, inside one block
}

// Kind is how much of an area's count was of some kinds.
type Kind struct {
	Kinds []string // more than one are shown together
	Count int
}

// Together reports whether the row shows several grounds as one: blocks, or parts of
// one block in a year.
func (a Area) Together() bool { return len(a.Blocks) > 1 || a.Joined }

// Areas joins the figures of one family in one period, at one level, with the hours
// of presence on the same grounds. Figures of other families than the one asked
// for and presence are passed over. The rows are sorted by name.
func Areas(f release.Family, figures []release.Figure) []Area {
	at := map[string]int{}
	hours := map[string]int{}
	var out []Area
	for _, fig := range figures {
		switch fig.Family {
		case release.Presence:
			hours[fig.Area.Name] = fig.Count
		case f:
			i, ok := at[fig.Area.Name]
			if !ok {
				i = len(out)
				at[fig.Area.Name] = i
				out = append(out, Area{Name: fig.Area.Name, Family: f, Blocks: fig.Area.Blocks, Cells: fig.Area.Cells, Status: release.Zero})
			}
			out[i].add(fig)
		}
	}
	for i := range out {
		out[i].finish(hours)
	}
	slices.SortFunc(out, func(a, b Area) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// add takes a figure into the row.
func (a *Area) add(f release.Figure) {
	if f.Status == release.Unknown {
		a.Status = release.Unknown
		return
	}
	a.Count += f.Count
	a.Joined = a.Joined || f.Kind == release.AllKinds && f.Status == release.Merged && len(f.Area.Blocks) == 1
	if kinds := f.KindList(); kinds != nil {
		a.Kinds = append(a.Kinds, Kind{kinds, f.Count})
	}
}

// finish settles the row's status and rate when all its figures are in.
func (a *Area) finish(hours map[string]int) {
	n, ok := hours[a.Name]
	a.Hours, a.Missing = n, !ok
	switch {
	case a.Status == release.Unknown:
		a.Count, a.Kinds = 0, nil
		return
	case a.Count > 0 && a.Together():
		a.Status = release.Merged
	case a.Count > 0:
		a.Status = release.OwnFigure
	}
	a.Rate = RateOf(a.Count, a.Hours)
}

// Ladder is how the meetings of a period spread over the kinds of contact.
type Ladder struct {
	Counts  map[string]int // of kinds shown by themselves
	Unsplit int            // of rows or kinds that were shown together
}

// LadderOf sums the kinds of areas.
func LadderOf(areas []Area) Ladder {
	l := Ladder{Counts: map[string]int{}}
	for _, a := range areas {
		if len(a.Kinds) == 0 {
			l.Unsplit += a.Count
		}
		for _, k := range a.Kinds {
			if len(k.Kinds) == 1 {
				l.Counts[k.Kinds[0]] += k.Count
			} else {
				l.Unsplit += k.Count
			}
		}
	}
	return l
}

// Overall is the rate of all known areas together, around which a year's breaks
// are set.
func Overall(areas []Area) Rate {
	n, hours := 0, 0
	for _, a := range areas {
		if a.Rate.Known {
			n, hours = n+a.Count, hours+a.Hours
		}
	}
	return RateOf(n, hours)
}
