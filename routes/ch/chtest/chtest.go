// Package chtest has the slowest and plainest of all answers, to prove others with.
package chtest

import "math"

// FloydWarshall gives the costs between all nodes of a graph in compressed rows
// (Floyd 1962); math.MaxInt32 or more where there is no way. It is cubic.
func FloydWarshall(first, head, weight []int32) [][]int64 {
	n := len(first) - 1
	d := make([][]int64, n)
	for i := range d {
		d[i] = make([]int64, n)
		for j := range d[i] {
			d[i][j] = math.MaxInt32
		}
		d[i][i] = 0
		for a := first[i]; a < first[i+1]; a++ {
			d[i][head[a]] = min(d[i][head[a]], int64(weight[a]))
		}
	}
	for k := range n {
		for i := range n {
			for j := range n {
				d[i][j] = min(d[i][j], d[i][k]+d[k][j])
			}
		}
	}
	return d
}
