package rounds_test

import (
	"fmt"
	"time"

	"runde/geo"
	"runde/routes/rounds"

	"github.com/google/uuid"
)

// A phone without signal recorded that nobody was met; it sends that twice.
func ExampleRound_Merge() {
	bench := rounds.Stop{ID: uuid.MustParse("21111111-1111-4111-8111-111111111111"), Cell: 0x881f205801fffff, Arrive: 600, Leave: 620, State: rounds.StopPlanned}
	r := rounds.Round{ID: uuid.MustParse("11111111-1111-4111-8111-111111111111"), Date: geo.NewDate(2026, time.November, 20), State: rounds.Planned, Stops: []rounds.Stop{bench}}

	nobody := r.AtStop(bench, uuid.MustParse("31111111-1111-4111-8111-111111111111"), rounds.NobodyMet, "")
	sent := []rounds.Record{{Mark: &rounds.Mark{Stop: bench.ID, State: rounds.StopVisited}}, {Encounter: &nobody}, {Encounter: &nobody}}
	r, results := r.Merge(sent, func(geo.Cell) bool { return true })

	for _, res := range results {
		fmt.Println(res.Answer)
	}
	fmt.Println(r.State, len(r.Encounters), "record,", rounds.Effort([]rounds.Round{r})[0].Minutes, "minutes of presence")
	// Output:
	// stored
	// stored
	// known
	// walking 1 record, 20 minutes of presence
}
