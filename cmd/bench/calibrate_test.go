package main

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"runde/routes/orienteer"

	"github.com/alecthomas/kong"
)

func tinyProblem(t *testing.T) *orienteer.Problem {
	t.Helper()
	p, err := readTOPTW(strings.NewReader(contents(t, tinyFile)), 2, 10)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// However short the time, there is a plan that may be counted.
func TestSolveWithinAlwaysHasAPlan(t *testing.T) {
	for _, seconds := range []float64{1e-9, 1e-4, 0.02} {
		f := searchFlags{Seconds: seconds, Seed: 1, Chains: 1, Cores: 1}
		a, err := f.solve(context.Background(), tinyProblem(t))
		if err != nil || a.Score < 100 {
			t.Errorf("in %g s a plan of %g, %v; want at least 100", seconds, a.Score, err)
		}
	}
}

// What the column of iterations says repeats the plan, unless the clock ended it.
func TestIterationsRepeatThePlan(t *testing.T) {
	p := tinyProblem(t)
	opt := orienteer.Options{Seed: 3, Chains: 1, Cores: 1}
	a, err := solveWithin(context.Background(), p, opt, 200*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	opt.Iterations = a.Iterations
	again, err := orienteer.Solve(context.Background(), p, opt)
	if err != nil || !a.Cut && !reflect.DeepEqual(a.Plan, again) {
		t.Errorf("%d iterations give %v, %v; before %v", a.Iterations, again, err, a.Plan)
	}
}

// An interrupt is an error, not a short search.
func TestSolveWithinIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := solveWithin(ctx, tinyProblem(t), orienteer.Options{Chains: 1, Cores: 1}, time.Second)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v, want %v", err, context.Canceled)
	}
}

// A malformed problem is the error, however much time there is.
func TestSolveWithinRefuses(t *testing.T) {
	p := tinyProblem(t)
	p.Shifts[0].From = 99
	_, err := solveWithin(context.Background(), p, orienteer.Options{Chains: 1, Cores: 1}, time.Second)
	if !errors.Is(err, orienteer.ErrProblem) {
		t.Errorf("the error is %v, want %v", err, orienteer.ErrProblem)
	}
}

// The rate of a pilot is that of its iterations, without what making ready costs.
func TestIterationsFor(t *testing.T) {
	const ms = time.Millisecond
	for _, w := range []struct {
		left        time.Duration
		n           int
		took, ready time.Duration
		want        int
	}{
		{900 * ms, 100, 50 * ms, 0, 1800},
		{910 * ms, 100, 60 * ms, 10 * ms, 1800},
		{100 * ms, 10, 16 * ms, 16 * ms, 840}, // at the least a sixteenth of the time was search
		{-50 * ms, 100, 50 * ms, 0, -100},
	} {
		if got := iterationsFor(w.left, w.n, w.took, w.ready); got != w.want {
			t.Errorf("%v: %d iterations, want %d", w, got, w.want)
		}
	}
}

// The flags of both commands are what kong reads, with their limits.
func TestSearchFlags(t *testing.T) {
	parse := func(args ...string) (commands, error) {
		var c commands
		k, err := kong.New(&c)
		if err != nil {
			t.Fatal(err)
		}
		_, err = k.Parse(append([]string{"toptw", "--dir", "testdata", "--best", "testdata/toptw/best.csv"}, args...))
		return c, err
	}
	c, err := parse("--m", "1,3", "--only", "c1,pr", "--seconds", "0.5", "--seed", "7")
	if err != nil {
		t.Fatal(err)
	}
	want := searchFlags{Seconds: 0.5, Seed: 7, Only: []string{"c1", "pr"}, Chains: 1, Cores: 1, Jobs: 1}
	if !reflect.DeepEqual(c.TOPTW.searchFlags, want) || !reflect.DeepEqual(c.TOPTW.M, []int{1, 3}) || c.TOPTW.Family != byName {
		t.Errorf("the flags are %+v", c.TOPTW)
	}
	for _, bad := range []string{"--seconds=0", "--seconds=-1", "--iterations=-1", "--jobs=0", "--cores=0", "--chains=0", "--family=x"} {
		if _, err := parse(bad); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}
