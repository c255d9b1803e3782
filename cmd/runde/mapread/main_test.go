package mapread

import (
	"context"
	"os"
	"testing"

	"runde/cmd/runde/mapread/mapreadtest"
)

// The test binary stands for the program where that starts itself.
func TestMain(m *testing.M) {
	mapreadtest.Play(misbehaviours)
	if len(os.Args) > 2 && os.Args[1] == Subcommand {
		if Answer(context.Background(), os.Args[2], os.Stdout) != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}
