package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"runde/routes/simulate"

	"github.com/google/go-cmp/cmp"
)

// Each policy is run in every world and stands in the result, in its order, with the
// outcome that the world gives it.
func TestNeedMeasuresEachPolicy(t *testing.T) {
	var policies []simulate.Policy
	for i, p := range simulate.Policies() {
		if i == 0 || p.Name == simulate.RawCountPolicy || p.Name == simulate.RecommendedPolicy {
			policies = append(policies, p)
		}
	}
	c := needCmd{Seeds: 1, Seed: 2, JSON: true}
	var out bytes.Buffer
	if err := c.compare(context.Background(), &out, policies); err != nil {
		t.Fatalf("%v: %s", err, out.String())
	}
	var r needResult
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, p := range r.Policies {
		got = append(got, p.Policy)
		if len(p.Worlds) != 1 || p.Worlds[0] != p.Mean || p.Longest != p.Mean.Rising || p.Error != 0 {
			t.Errorf("%s: of one world %+v", p.Policy, p)
		}
	}
	for _, p := range policies {
		want = append(want, p.Name)
	}
	if diff := cmp.Diff(want, got); diff != "" || r.Seeds != 1 || r.First != 2 {
		t.Errorf("%d worlds from %d, policies:\n%s", r.Seeds, r.First, diff)
	}
	w, err := simulate.NewPolicyWorld(2)
	if err != nil {
		t.Fatal(err)
	}
	if oracle := w.Run(policies[0]); oracle != r.Policies[0].Mean {
		t.Errorf("the oracle: %+v, want %+v", r.Policies[0].Mean, oracle)
	}
}

// A recommended policy that misses a limit ends it with an error, after the table and
// what was missed; each world has the next seed.
func TestNeedFailsWhenALimitIsMissed(t *testing.T) {
	bad := simulate.Policies()[1]
	if bad.Name != simulate.RawCountPolicy {
		t.Fatalf("the second policy is %q", bad.Name)
	}
	worse := bad
	worse.Name = simulate.RecommendedPolicy
	c := needCmd{Seeds: 2, Seed: 4, JSON: true}
	var out bytes.Buffer
	if err := c.compare(context.Background(), &out, []simulate.Policy{bad, worse}); err == nil {
		t.Error("raw counts recommended, and no error")
	}
	var r needResult
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Missed) == 0 || len(r.Policies) != 2 {
		t.Fatalf("%d policies, missed: %q", len(r.Policies), r.Missed)
	}
	for i, got := range r.Policies[0].Worlds {
		w, err := simulate.NewPolicyWorld(4 + uint64(i))
		if err != nil {
			t.Fatal(err)
		}
		if want := w.Run(bad); got != want {
			t.Errorf("world %d: %+v, want that of seed %d: %+v", i, got, 4+i, want)
		}
	}
}

// Over several worlds there are means, the standard error of what is found, and the
// longest wait.
func TestNeedSumsWorldsUp(t *testing.T) {
	p := newMeasuredPolicy("x", []simulate.Outcome{
		{Found: 0.8, Seen: 0.2, Never: 0.1, Correlation: 0.3, Coverage: 0.7, TopHours: 0.4, Rising: 3},
		{Found: 0.9, Seen: 0.4, Never: 0, Correlation: 0.5, Coverage: 0.9, TopHours: 0.2, Rising: 12},
	})
	want := simulate.Outcome{Found: 0.85, Seen: 0.3, Never: 0.05, Correlation: 0.4, Coverage: 0.8, TopHours: 0.3, Rising: 7.5}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-12 })
	if diff := cmp.Diff(want, p.Mean, near); diff != "" {
		t.Error(diff)
	}
	if math.Abs(p.Error-0.05) > 1e-12 || p.Longest != 12 {
		t.Errorf("standard error %v, longest %v", p.Error, p.Longest)
	}
	if line := p.String(); !strings.HasPrefix(line, "x ") || !strings.Contains(line, " 0.850  0.050 ") || !strings.HasSuffix(line, " 7.5       12\n") {
		t.Errorf("the line %q", line)
	}
}

// Each limit that is missed is named, and so is a control that does too well: one rule
// broken gives one line.
func TestNeedJudges(t *testing.T) {
	good := simulate.Outcome{Found: 0.88, Coverage: 0.85, TopHours: 0.43, Rising: 16}
	bad := simulate.Outcome{Found: 0.75, Never: 0.7, Rising: 64}
	judge := func(good, bad simulate.Outcome) []string {
		r := needResult{Policies: []measuredPolicy{{Policy: simulate.RawCountPolicy, Mean: bad}, {Policy: simulate.RecommendedPolicy, Mean: good}}}
		r.judge()
		return r.Missed
	}
	if missed := judge(good, bad); len(missed) != 0 {
		t.Errorf("missed: %q", missed)
	}
	for word, change := range map[string]func(good, bad *simulate.Outcome){
		"found at least 0.82": func(good, bad *simulate.Outcome) { good.Found, bad.Found = 0.81, 0.7 },
		"holds 0.75 to 0.90":  func(good, _ *simulate.Outcome) { good.Coverage = 0.74 },
		"interval holds":      func(good, _ *simulate.Outcome) { good.Coverage = 0.91 },
		"no cell":             func(good, _ *simulate.Outcome) { good.Never = 0.01 },
		"0.45 of the hours":   func(good, _ *simulate.Outcome) { good.TopHours = 0.46 },
		"within 20 weeks":     func(good, _ *simulate.Outcome) { good.Rising = 21 },
		"0.05 less":           func(_, bad *simulate.Outcome) { bad.Found = 0.84 },
		"0.3 of the cells":    func(_, bad *simulate.Outcome) { bad.Never = 0.2 },
		"twice as many weeks": func(_, bad *simulate.Outcome) { bad.Rising = 30 },
	} {
		g, b := good, bad
		change(&g, &b)
		if missed := judge(g, b); len(missed) != 1 || !strings.Contains(missed[0], word) {
			t.Errorf("want one line with %q, got %q", word, missed)
		}
	}
}

// An interrupt ends it, and a number of worlds that cannot be is refused.
func TestNeedEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c := needCmd{Seeds: 2, Seed: 1}
	var out bytes.Buffer
	if err := c.Run(ctx, &out); err == nil {
		t.Error("interrupted without an error")
	}
	if err := (&needCmd{Seeds: 0}).Validate(); err == nil || !strings.Contains(err.Error(), "--seeds") {
		t.Errorf("no worlds: %v", err)
	}
}
