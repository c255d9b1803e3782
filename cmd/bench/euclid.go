package main

import (
	"math"

	"runde/routes"
)

// gridPoint is a point in whole parts of a unit, coordScale of them.
type gridPoint struct{ x, y int64 }

// truncatedMatrix holds the Euclidean distances between points, in ticks of which a
// unit of distance has scale, each truncated to a whole tick. Whole numbers decide
// what is truncated: with floating point a distance of 0.39 may become 0.38.
func truncatedMatrix(points []gridPoint, scale int64) routes.Matrix {
	m := routes.Matrix{N: len(points), Times: make([]int32, len(points)*len(points))}
	perTick := coordScale / scale
	for i, p := range points {
		for j, q := range points[:i] {
			dx, dy := p.x-q.x, p.y-q.y
			d := int32(squareRoot((dx*dx + dy*dy) / (perTick * perTick)))
			m.Times[i*m.N+j], m.Times[j*m.N+i] = d, d
		}
	}
	return m
}

// squareRoot is the largest whole number whose square is at most n ≥ 0.
func squareRoot(n int64) int64 {
	r := int64(math.Sqrt(float64(n)))
	for r*r > n {
		r--
	}
	for (r+1)*(r+1) <= n {
		r++
	}
	return r
}
