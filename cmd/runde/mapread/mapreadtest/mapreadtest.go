// Package mapreadtest has processes that go wrong in the place of the one that reads
// a map. A test binary plays them: its TestMain calls Play.
package mapreadtest

import (
	"os"
	"runtime"
	"syscall"
	"time"
)

// Misbehave is the first argument of a test binary that plays a process; the second
// is the name of what it does.
const Misbehave = "misbehave"

// Parts are what every binary can play, by name.
var Parts = map[string]func(){
	"eat":    eat,
	"hang":   func() { time.Sleep(time.Hour) },
	"crash":  func() { panic("the reader has a fault\x1b[31m") },
	"killed": func() { _ = syscall.Kill(os.Getpid(), syscall.SIGKILL) },
}

// eat takes all the memory that it gets.
func eat() {
	var held [][]byte
	for {
		b := make([]byte, 1<<20)
		for i := range b {
			b[i] = byte(i) // pages that are never written take no memory
		}
		held = append(held, b)
		runtime.KeepAlive(held)
	}
}

// Play ends the binary after its part where it was started for one: one of Parts, or
// of the caller's own.
func Play(own map[string]func()) {
	if len(os.Args) < 3 || os.Args[1] != Misbehave {
		return
	}
	part := Parts[os.Args[2]]
	if part == nil {
		part = own[os.Args[2]]
	}
	part()
	os.Exit(0)
}

// Program is the binary and its arguments to play the part.
func Program(part string) []string { return []string{os.Args[0], Misbehave, part} }
