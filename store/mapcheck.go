package store

import (
	"errors"
	"fmt"
	"strings"

	"runde/geo/tiles"
	"runde/routes"
	"runde/routes/street"

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"
)

// MapFigures are what tells a map that grew from one that went wrong.
type MapFigures struct {
	Nodes  int                     `json:"nodes"`  // of the street network
	Shares map[routes.Mode]float64 `json:"shares"` // of the nodes that a mode may use, those that hang together
	Places int                     `json:"places"` // of the extract, in the municipality
	Bound  orb.Bound               `json:"bound"`  // box of the municipality
}

// How much a map may differ from the one before it.
const (
	nodesChange  = 0.20 // of the nodes before, more or less
	fewNodes     = 50   // nodes that may always come or go
	shareLoss    = 0.05 // of a mode's share
	placesLeft   = 0.50 // of the places before
	fewPlaces    = 10   // places of which any number may go
	boundOverlap = 0.50 // of the smaller box
)

// LowShare is the share of a mode's nodes below which a first map is doubtful: a
// whole one has some islands and fenced-off ground, no more.
const LowShare = 0.80

// MapDifference is a figure in which a map differs too much from the live one.
type MapDifference struct {
	What string `json:"what"` // nodes, places, area, or the share of a mode
	Live string `json:"live"`
	New  string `json:"new"`
	Rule string `json:"rule"`
}

// MapDifferentError refuses a map that differs too much from the live one to be
// taken without somebody's word. It is an ErrMapDifferent.
type MapDifferentError struct{ Differences []MapDifference }

// ErrMapDifferent is what every MapDifferentError is.
var ErrMapDifferent = errors.New("the map differs too much from the one that is live")

// Error names each figure with both values.
func (e *MapDifferentError) Error() string {
	var b strings.Builder
	b.WriteString(ErrMapDifferent.Error())
	for _, d := range e.Differences {
		fmt.Fprintf(&b, "; %s: %s live, %s in this map (%s)", d.What, d.Live, d.New, d.Rule)
	}
	return b.String()
}

// Is makes every MapDifferentError an ErrMapDifferent.
func (e *MapDifferentError) Is(target error) bool { return target == ErrMapDifferent }

// Differences are the figures of the map in which it differs too much from the live
// one, none for one that may take its place.
func (f MapFigures) Differences(live MapFigures) (out []MapDifference) {
	add := func(wrong bool, d MapDifference) {
		if wrong {
			out = append(out, d)
		}
	}
	off := f.Nodes - live.Nodes
	add(float64(max(off, -off)) > max(fewNodes, nodesChange*float64(live.Nodes)), MapDifference{
		"nodes of the street network", fmt.Sprint(live.Nodes), fmt.Sprint(f.Nodes), "may differ by 20 %",
	})
	for _, mode := range routes.Modes {
		was, known := live.Shares[mode]
		add(known && f.Shares[mode] < was-shareLoss, MapDifference{
			fmt.Sprintf("share of the %s network that hangs together", mode), percent(was), percent(f.Shares[mode]), "may be 5 points lower",
		})
	}
	add(live.Places >= fewPlaces && float64(f.Places) < placesLeft*float64(live.Places), MapDifference{
		"public places", fmt.Sprint(live.Places), fmt.Sprint(f.Places), "half of them must stay",
	})
	add(overlap(live.Bound, f.Bound) < boundOverlap, MapDifference{
		"area", box(live.Bound), box(f.Bound), "half of the smaller one must lie in the other",
	})
	return out
}

// LowShares are the modes of whose network too little hangs together, in the order
// of routes.Modes. A network that has no node for a mode says nothing of it.
func (f MapFigures) LowShares() (out []routes.Mode) {
	for _, mode := range routes.Modes {
		if share, known := f.Shares[mode]; known && share < LowShare {
			out = append(out, mode)
		}
	}
	return out
}

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }

func box(b orb.Bound) string {
	return fmt.Sprintf("%.2f–%.2f° N, %.2f–%.2f° E", b.Min.Lat(), b.Max.Lat(), b.Min.Lon(), b.Max.Lon())
}

// overlap is the share of the smaller box that lies in the other.
func overlap(a, b orb.Bound) float64 {
	wide := min(a.Max[0], b.Max[0]) - max(a.Min[0], b.Min[0])
	high := min(a.Max[1], b.Max[1]) - max(a.Min[1], b.Min[1])
	smaller := min(size(a), size(b))
	if wide <= 0 || high <= 0 || smaller <= 0 {
		return 0
	}
	return wide * high / smaller
}

func size(b orb.Bound) float64 { return (b.Max[0] - b.Min[0]) * (b.Max[1] - b.Min[1]) }

// figuresOf loads the map as those who use it will, and returns its figures. An
// error wraps street.ErrFile or tiles.ErrMap.
func figuresOf(in Import) (MapFigures, error) {
	f := MapFigures{Shares: map[routes.Mode]float64{}, Bound: in.Boundary.Bound()}
	for _, p := range in.Places {
		if p.Source == FromOSM {
			f.Places++
		}
	}
	var work errgroup.Group
	work.Go(func() error {
		_, err := tiles.Decode(in.Basemap)
		return err
	})
	n, err := street.Decode(in.Network)
	if err != nil {
		return f, errors.Join(err, work.Wait())
	}
	f.Nodes = n.Nodes()
	for _, mode := range routes.Modes {
		if r := n.Router(mode); r.Graph().Nodes() > 0 {
			f.Shares[mode] = r.Share()
		}
	}
	return f, work.Wait()
}
