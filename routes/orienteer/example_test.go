package orienteer_test

import (
	"context"
	"fmt"

	"runde/routes"
	"runde/routes/orienteer"
)

// Three benches, two of them in one cell, and time for two: the plan takes one of
// each cell, and can say that it keeps every rule.
func ExampleSolve() {
	bench := func(cell int) orienteer.Place {
		return orienteer.Place{Service: 20, Max: 1, Cell: cell, Cover: []orienteer.Coverage{{Cell: cell, Amount: 1}}}
	}
	p := orienteer.Problem{
		Cells:  []orienteer.Cell{{Prize: 10}, {Prize: 7}},
		Places: []orienteer.Place{bench(0), bench(0), bench(1)},
		Shifts: []orienteer.Shift{{
			Workers: 1, End: 60, From: 3, To: 3,
			Travel: routes.Matrix{N: 4, Times: []int32{
				0, 5, 5, 5,
				5, 0, 5, 6,
				5, 5, 0, 6,
				5, 6, 6, 0,
			}},
		}},
	}
	s, err := orienteer.Solve(context.Background(), &p, orienteer.Options{Seed: 1, Iterations: 200})
	if err != nil {
		fmt.Println(err)
		return
	}
	cells := map[int]bool{}
	for _, v := range s.Routes[0].Visits {
		cells[p.Places[v.Place].Cell] = true
	}
	fmt.Printf("%d stops in %d cells, worth %.1f, broken rules: %d\n",
		len(s.Routes[0].Visits), len(cells), s.Value, len(orienteer.Check(&p, s)))
	// Output: 2 stops in 2 cells, worth 10.7, broken rules: 0
}
