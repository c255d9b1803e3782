package ch

import (
	"errors"
	"fmt"
)

// Graph is a directed graph in compressed rows: the arcs of node v lead to
// Head[First[v]:First[v+1]] and cost the Weight of the same index, at least 1 and
// less than MaxTotal. Loops and parallel arcs are allowed.
type Graph struct {
	First, Head, Weight []int32
}

// MaxTotal bounds what a way may cost: a way that costs as much counts as none.
// Two halves of a way still add up within 32 bits.
const MaxTotal int32 = 1 << 29

// Unreachable is the cost between nodes that no way connects.
const Unreachable int32 = 1<<31 - 1

// ErrGraph is wrapped by the error for arrays that are no graph.
var ErrGraph = errors.New("ch: not a graph")

// Nodes counts the nodes, numbered from 0.
func (g *Graph) Nodes() int { return len(g.First) - 1 }

// Arcs counts the arcs.
func (g *Graph) Arcs() int { return len(g.Head) }

// Check returns an error that wraps ErrGraph where the arrays don't fit each other
// or a weight is out of range.
func (g *Graph) Check() error {
	if err := checkRows(g.First, len(g.Head)); err != nil {
		return err
	}
	if len(g.Weight) != len(g.Head) {
		return fmt.Errorf("%w: %d heads, %d weights", ErrGraph, len(g.Head), len(g.Weight))
	}
	for i, v := range g.Head {
		if v < 0 || int(v) >= g.Nodes() {
			return fmt.Errorf("%w: arc %d leads outside", ErrGraph, i)
		}
		if w := g.Weight[i]; w < 1 || w >= MaxTotal {
			return fmt.Errorf("%w: the weight of arc %d is out of range", ErrGraph, i)
		}
	}
	return nil
}

// checkRows tells whether first cuts so many arcs into rows.
func checkRows(first []int32, arcs int) error {
	if len(first) == 0 || first[0] != 0 || int(first[len(first)-1]) != arcs {
		return fmt.Errorf("%w: the rows don't hold the arcs", ErrGraph)
	}
	for v := 1; v < len(first); v++ {
		if first[v-1] > first[v] {
			return fmt.Errorf("%w: row %d ends before it begins", ErrGraph, v-1)
		}
	}
	return nil
}
