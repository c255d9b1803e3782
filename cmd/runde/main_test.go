package main

import (
	"os"
	"testing"
)

// misbehaveArg makes the test binary a reader of maps that goes wrong in the way
// that the next argument names.
const misbehaveArg = "misbehave"

// The test binary stands for the program where that starts itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == readMapName {
		main()
	}
	if len(os.Args) > 2 && os.Args[1] == misbehaveArg {
		misbehaviours[os.Args[2]]()
		os.Exit(exitOK)
	}
	os.Exit(m.Run())
}
