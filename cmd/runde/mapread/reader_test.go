package mapread

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"runde/cmd/runde/mapread/mapreadtest"
	"runde/geo/osm"

	"github.com/google/go-cmp/cmp"
)

// misbehaviours are more of what may become of the process that reads a map.
var misbehaviours = map[string]func(){
	"leave": func() {},
	"rubbish": func() {
		for {
			os.Stdout.WriteString("<!DOCTYPE html>")
		}
	},
	"half": func() { // a whole answer but its end
		var b bytes.Buffer
		answer(context.Background(), Files{OSM: townOSM}, &b)
		os.Stdout.Write(b.Bytes()[:b.Len()-20])
	},
	"flip": func() { // a whole answer, one bit of it altered
		var b bytes.Buffer
		answer(context.Background(), Files{OSM: townOSM}, &b)
		b.Bytes()[b.Len()/2] ^= 1
		os.Stdout.Write(b.Bytes())
	},
	"mute": func() { // closes its output, and stays
		os.Stdout.Close()
		time.Sleep(time.Hour)
	},
	"brood": func() { // starts another, and both stay
		exec.Command(os.Args[0], mapreadtest.Misbehave, "hang").Start()
		fmt.Fprintln(os.Stderr, "started")
		time.Sleep(time.Hour)
	},
	"parent": func() { // reads a map that never comes
		misbehaving("hang").Read(context.Background(), Files{OSM: townOSM}, noProgress)
	},
	"surroundings": func() { // repeats what it knows
		panic(strings.Join(os.Environ(), " "))
	},
	"deep": func() { // would have an answer, and waits to be interrupted
		w := newFrameWriter(os.Stdout)
		w.progress(1, 2)
		time.Sleep(time.Hour)
	},
}

// misbehaving is a reader whose process goes wrong.
func misbehaving(how string) Reader {
	return Reader{Limits: Limits{Memory: 256 << 20, TimeLimit: time.Minute}, Program: mapreadtest.Program(how)}
}

func noProgress(int64, int64) {}

const townOSM = "../testdata/town.osm"

// Whatever becomes of the process that reads, this one says what it was, in words
// that fit a terminal, and nothing of it is left.
func TestReadingGoesWrong(t *testing.T) {
	for _, c := range []struct {
		how  string
		want error
		says string
	}{
		{"eat", ErrMemory, "needs more than 256 MiB"},
		{"crash", ErrCrashed, "the reader has a fault [31m"},
		{"leave", ErrAnswer, ""},
		{"killed", ErrCrashed, "too little memory"},
		{"rubbish", ErrAnswer, ""},
		{"half", ErrAnswer, ""},
		{"flip", ErrAnswer, ""},
		{"mute", ErrAnswer, ""},
	} {
		t.Run(c.how, func(t *testing.T) {
			t.Parallel()
			m, err := misbehaving(c.how).Read(t.Context(), Files{OSM: townOSM}, noProgress)
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || m != nil {
				t.Errorf("%v; want %v that says %q, and no map", err, c.want, c.says)
			}
			nothingLeft(t, c.how)
		})
	}
}

// One that takes too long is ended, and so is what it started.
func TestReadingTakesTooLong(t *testing.T) {
	for _, how := range []string{"hang", "brood"} {
		t.Run(how, func(t *testing.T) {
			r := misbehaving(how)
			r.TimeLimit = 200 * time.Millisecond
			if how == "brood" {
				r.TimeLimit = 2 * time.Second // enough to start the other
			}
			_, err := r.Read(t.Context(), Files{OSM: townOSM}, noProgress)
			if !errors.Is(err, ErrTime) {
				t.Errorf("%v; want %v", err, ErrTime)
			}
			nothingLeft(t, how)
		})
	}
}

// What has no end is refused as soon as its beginning is: the checksum of the file is
// not waited for.
func TestReadingWhatHasNoEnd(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "town.osm.pbf")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	answered := make(chan error, 1)
	go func() {
		_, err := misbehaving("leave").Read(t.Context(), Files{OSM: pipe}, noProgress)
		answered <- err
	}()
	select {
	case err := <-answered:
		if !errors.Is(err, ErrAnswer) {
			t.Errorf("%v; want %v", err, ErrAnswer)
		}
	case <-time.After(20 * time.Second):
		t.Error("it waits for the end of a file that has none")
	}
	if w, err := os.OpenFile(pipe, os.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil { // whoever opened it goes on, and ends
		w.Close()
	}
}

// An interrupt ends the reading at once.
func TestReadingIsInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	_, err := misbehaving("deep").Read(ctx, Files{OSM: townOSM}, func(int64, int64) { interrupt() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v; want %v", err, context.Canceled)
	}
	nothingLeft(t, "deep")
}

// The process that reads is told neither of a database nor of anything else.
func TestReaderKnowsNothing(t *testing.T) {
	t.Setenv("DATABASE_URL", "postgres://secret")
	_, err := misbehaving("surroundings").Read(t.Context(), Files{OSM: townOSM}, noProgress)
	if !errors.Is(err, ErrCrashed) || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "PATH=") {
		t.Errorf("the reader's surroundings: %v; want GOMEMLIMIT and GOTRACEBACK alone", err)
	}
	if !strings.Contains(err.Error(), "GOMEMLIMIT=241591905") {
		t.Errorf("the reader's surroundings: %v; want nine tenths of the limit", err)
	}
}

// A program that is killed takes the reader with it.
func TestReaderDiesWithItsParent(t *testing.T) {
	parent := exec.Command(os.Args[0], mapreadtest.Misbehave, "parent")
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	hanging := mapreadtest.Misbehave + "\x00hang\x00"
	for deadline := time.Now().Add(20 * time.Second); len(running(hanging)) == 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			parent.Process.Kill()
			t.Skip("the system does not tell which processes run")
		}
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	parent.Wait()
	nothingLeft(t, "hang")
}

// Where no signal tells the reader that its parent is gone, its standard input does.
func TestReaderEndsWithItsInput(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "boundary.geojson")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	args, err := Files{OSM: townOSM, Boundary: pipe}.args()
	if err != nil {
		t.Fatal(err)
	}
	reader := exec.Command(os.Args[0], args...) // waits for somebody who writes the boundary
	in, err := reader.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- reader.Wait() }()
	in.Close()
	select {
	case err := <-ended:
		if err == nil {
			t.Error("it ended well, without a boundary")
		}
	case <-time.After(20 * time.Second):
		reader.Process.Kill()
		t.Error("it did not end")
	}
}

// nothingLeft fails when a process of that misbehaviour is there still. It may take
// a moment until one that was killed is gone.
func nothingLeft(t *testing.T, how string) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		found := running(mapreadtest.Misbehave + "\x00" + how + "\x00")
		if how == "brood" {
			found = append(found, running(mapreadtest.Misbehave+"\x00hang\x00")...)
		}
		if len(found) == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Errorf("processes %v are left", found)
			return
		}
	}
}

// running are the processes whose command line holds the text; none where there is
// no /proc.
func running(text string) (pids []int) {
	list, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, path := range list {
		line, err := os.ReadFile(path)
		if err == nil && bytes.Contains(line, []byte(text)) && bytes.HasPrefix(line, []byte(os.Args[0])) {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			pids = append(pids, pid)
		}
	}
	return pids
}

// A map that was read in another process is the one that is read in this one, to
// the last coordinate.
func TestReadingElsewhereIsReading(t *testing.T) {
	t.Parallel()
	for _, f := range []Files{
		{OSM: townOSM, GeoFA: "../testdata/geofa.geojson"},
		{OSM: townOSM, CoverOnly: true},
	} {
		want, err := f.Read(t.Context(), noProgress)
		if err != nil {
			t.Fatal(err)
		}
		last := int64(-1)
		got, err := Reader{}.Read(t.Context(), f, func(done, _ int64) { last = done })
		if err != nil {
			t.Fatal(err)
		}
		if last < 0 || len(got.SHA256) != 32 {
			t.Errorf("%d bytes read at last, checksum %x; want both", last, got.SHA256)
		}
		if len(got.Steps) != len(want.Steps) {
			t.Errorf("steps %v; want those of %v", got.Steps, want.Steps)
		}
		got.Steps, got.SHA256, got.Peak = want.Steps, nil, 0
		if diff := cmp.Diff(want, got, cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".drops" }, cmp.Ignore()), cmp.Comparer(bytes.Equal)); diff != "" {
			t.Error(diff)
		}
	}
}

// The reader's own errors are told from each other on this side as on that one.
func TestReadErrorsCross(t *testing.T) {
	t.Parallel()
	for code, want := range readErrors {
		got := failureOf(fmt.Errorf("map.osm.pbf: %w: byte 7", want)).error()
		if !errors.Is(got, want) || got.Error() != "map.osm.pbf: "+want.Error()+": byte 7" {
			t.Errorf("%s: %v; want %v", code, got, want)
		}
	}
	if got := failureOf(errors.New("a\nb\x1b[0m" + strings.Repeat("å", maxSaid))).error(); errors.Is(got, osm.ErrAltered) || strings.ContainsAny(got.Error(), "\n\x1b") || len(got.Error()) > maxSaid {
		t.Errorf("an unknown error crosses as %q", got)
	}
}

// The limits are asked for in words, and refused where they are none.
func TestReadLimits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]ByteSize{
		"4GiB": 4 << 30, "512MiB": 512 << 20, "1 GiB": 1 << 30,
		"": 0, "4": 0, "GiB": 0, "-1GiB": 0, "0MiB": 0, "1.5GiB": 0, "99999999999GiB": 0,
	} {
		var got ByteSize
		err := got.UnmarshalText([]byte(text))
		if got != want || (err == nil) != (want > 0) {
			t.Errorf("%q: %d, %v; want %d", text, got, err, want)
		}
	}
	if got := fmt.Sprint(ByteSize(4<<30), ", ", ByteSize(1536<<20)); got != "4 GiB, 1536 MiB" {
		t.Errorf("sizes are written as %s", got)
	}
	for flag, l := range map[string]Limits{
		"--memory":     {Memory: 63 << 20, TimeLimit: time.Minute},
		"--time-limit": {Memory: 1 << 30},
	} {
		if err := l.check(); err == nil || !strings.Contains(err.Error(), flag) {
			t.Errorf("%+v: %v; want an error that names %s", l, err, flag)
		}
	}
}

// An answer that ends before its end is none.
func TestAnswerCutShort(t *testing.T) {
	t.Parallel()
	var whole bytes.Buffer
	if err := answer(t.Context(), Files{OSM: townOSM}, &whole); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < whole.Len(); n += 1 + n/50 {
		if _, err := readAnswer(bytes.NewReader(whole.Bytes()[:n]), noProgress); !errors.Is(err, ErrAnswer) {
			t.Errorf("the first %d bytes of an answer: %v; want %v", n, err, ErrAnswer)
		}
	}
}

// No answer but a whole one is taken, whatever bytes come, and none makes the
// reader fail.
func FuzzReadAnswer(f *testing.F) {
	var whole, failed bytes.Buffer
	if err := answer(f.Context(), Files{OSM: townOSM}, &whole); err != nil {
		f.Fatal(err)
	}
	if err := answer(f.Context(), Files{OSM: "no such file"}, &failed); err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{})
	f.Add([]byte(frameMagic))
	f.Add([]byte(frameMagic + "n\xff\xff\xff\xff"))
	f.Add(failed.Bytes())
	f.Add(append(bytes.Clone(failed.Bytes()), whole.Bytes()...))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := readAnswer(bytes.NewReader(b), noProgress)
		if (m == nil) == (err == nil) {
			t.Errorf("map %v and error %v", m, err)
		}
	})
}
