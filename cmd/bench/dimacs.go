package main

import (
	"bufio"
	"fmt"
	"os"

	"runde/routes/ch"
)

// writeDimacs writes a graph in the format of the 9th DIMACS Implementation
// Challenge on shortest paths: a line "p sp NODES ARCS", then for each arc
// "a TAIL HEAD WEIGHT", nodes numbered from 1.
func writeDimacs(path string, g *ch.Graph) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprintf(w, "c travel times in tenths of a second\np sp %d %d\n", g.Nodes(), g.Arcs())
	for v := range g.Nodes() {
		for a := g.First[v]; a < g.First[v+1]; a++ {
			fmt.Fprintf(w, "a %d %d %d\n", v+1, g.Head[a]+1, g.Weight[a])
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
