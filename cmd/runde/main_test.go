package main

import (
	"os"
	"testing"

	"runde/cmd/runde/mapread"
	"runde/cmd/runde/mapread/mapreadtest"
)

// The test binary stands for the program where that starts itself.
func TestMain(m *testing.M) {
	mapreadtest.Play(nil)
	if len(os.Args) > 1 && os.Args[1] == mapread.Subcommand {
		main()
	}
	os.Exit(m.Run())
}
