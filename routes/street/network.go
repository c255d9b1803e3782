package street

import (
	"math"

	"runde/routes"

	"github.com/paulmach/orb"
)

// Network is the streets of an area for all modes. It never changes. Nodes and
// edges are numbered along a Hilbert curve, so that what lies close together on the
// ground does so in memory.
type Network struct {
	x, y       []int32 // nodes, in 1e-7 degrees
	tail, head []int32 // edges, between nodes
	bend       []int32 // edges+1: the first inner point of each edge
	bx, by     []int32 // inner points, in 1e-7 degrees
	public     []byte  // edges: 1 if a street that everybody knows as public
	// times are tenths of a second along each edge, by mode and direction (0 from
	// tail to head, 1 back), closed where the mode may not go.
	times   [3][2][]int32
	index   index             // of the edges, by their boxes
	routers [3]func() *Router // by mode
}

// closed is the time of a way that the mode may not go.
const closed int32 = -1

// degrees is how many units of a stored coordinate make a degree.
const degrees = 1e7

// Nodes counts junctions, street ends and barriers.
func (n *Network) Nodes() int { return len(n.x) }

// Edges counts the edges between nodes, for whichever mode.
func (n *Network) Edges() int { return len(n.tail) }

func fixed(p orb.Point) (x, y int32) {
	return int32(math.Round(p[0] * degrees)), int32(math.Round(p[1] * degrees))
}

func point(x, y int32) orb.Point { return orb.Point{float64(x) / degrees, float64(y) / degrees} }

// Node is where a node lies.
func (n *Network) Node(i int32) orb.Point { return point(n.x[i], n.y[i]) }

// points is the number of points of an edge, both ends included.
func (n *Network) points(e int32) int { return int(n.bend[e+1]-n.bend[e]) + 2 }

// at is point k of an edge, 0 its tail.
func (n *Network) at(e int32, k int) orb.Point {
	switch {
	case k == 0:
		return n.Node(n.tail[e])
	case k == n.points(e)-1:
		return n.Node(n.head[e])
	}
	i := int(n.bend[e]) + k - 1
	return point(n.bx[i], n.by[i])
}

// length is an edge's length in metres.
func (n *Network) length(e int32) float64 {
	sum := 0.0
	for k := 1; k < n.points(e); k++ {
		sum += metres(n.at(e, k-1), n.at(e, k))
	}
	return sum
}

// metresPerDegree of latitude, on the sphere of 6,371 km that H3 uses too.
const metresPerDegree = math.Pi / 180 * 6371007

// metres is the distance of points that lie close together.
func metres(a, b orb.Point) float64 {
	dx := (a[0] - b[0]) * math.Cos((a[1]+b[1])/2*math.Pi/180)
	return metresPerDegree * math.Hypot(dx, a[1]-b[1])
}

func modeIndex(m routes.Mode) int {
	for i, o := range routes.Modes {
		if o == m {
			return i
		}
	}
	return 0
}
