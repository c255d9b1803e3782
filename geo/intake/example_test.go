package intake_test

import (
	"fmt"

	"runde/geo/intake"
)

// A note with personal data is not kept; the answer says what and where.
func ExampleFilter_Admit() {
	f := intake.NewFilter([]string{"Langelinie"})
	for _, note := range []string{"fryser, har sovepose, mest om aftenen", "sover ved Langelinie 4"} {
		keep, found := f.Admit(note, false)
		fmt.Printf("%q", keep)
		for _, one := range found {
			fmt.Printf(" %s from %d to %d", one.Kind, one.Start, one.End)
		}
		fmt.Println()
	}
	// Output:
	// "fryser, har sovepose, mest om aftenen"
	// "" address from 10 to 22
}
