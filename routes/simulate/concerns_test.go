package simulate

import (
	"testing"

	"runde/geo/intake"
)

// Every channel that a concern may come by comes by, and none that is unknown.
func TestEveryChannelReports(t *testing.T) {
	for what, choices := range map[string][]choice[intake.Channel]{"street": streetChannels, "home": homeChannels} {
		weight := map[intake.Channel]float64{}
		for _, c := range choices {
			weight[c.code] += c.weight
		}
		for _, c := range intake.Channels {
			if weight[c.Channel] <= 0 {
				t.Errorf("%s: nothing comes by %s", what, c.Channel)
			}
		}
		if len(choices) != len(intake.Channels) {
			t.Errorf("%s: %d channels, want %d", what, len(choices), len(intake.Channels))
		}
	}
}

// The notes pass the filter that every note has to pass.
func TestNotesPassTheFilter(t *testing.T) {
	f := intake.NewFilter(nil)
	for _, n := range notes {
		if verdict, found := f.Check(n); verdict != intake.Accept || len([]rune(n)) > 200 {
			t.Errorf("%q: %v %v", n, verdict, found)
		}
	}
}
