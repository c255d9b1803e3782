package main

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"runde/routes/orienteer"
)

const tripFile = "testdata/ttdp/trip.txt"

func TestReadTTDP(t *testing.T) {
	p, err := readTTDP(strings.NewReader(contents(t, tripFile)))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	if len(p.Places) != 3 || len(p.Shifts) != 2 {
		t.Fatalf("%d places, %d shifts, want 3 and 2", len(p.Places), len(p.Shifts))
	}
	for i, s := range p.Shifts {
		if want := time.Weekday((6 + i) % 7); s.Day != i || s.Weekday != want || s.Start != 6000 || s.End != 12000 {
			t.Errorf("shift %d is on day %d, weekday %d, %d–%d", i, s.Day, s.Weekday, s.Start, s.End)
		}
	}
	if &p.Shifts[0].Travel.Times[0] != &p.Shifts[1].Travel.Times[0] {
		t.Error("the shifts have matrices of their own")
	}
	if got := p.Shifts[0].Travel.At(3, 0); got != 5 {
		t.Errorf("from the base to the first place %d, want 5", got)
	}
	if first := p.Places[0]; first.Service != 1050 || first.Max != 1 || p.Cells[0].Prize != 5 {
		t.Errorf("the first place is %+v for %v", first, p.Cells[0])
	}
	want := [7][]orienteer.Window{{{Open: 6000, Close: 10000}}}
	if got := p.Places[1].Windows; !reflect.DeepEqual(got, want) {
		t.Errorf("the second place is open %v, want %v", got, want)
	}
	if got := p.Places[2].Max; got != 0 {
		t.Errorf("a place closed all week may be visited %d times", got)
	}
}

func TestReadTTDPRefuses(t *testing.T) {
	refuses(t, contents(t, tripFile), []flaw{
		{"20 2 6 3", "20 2 7 3", "line 1, field 3 (first weekday): is out of range"},
		{"20 2 6 3", "20 -2 6 3", "line 1, field 2 (days): is negative"},
		{"20 2 6 3", "20 2 6 4", "line 6: is missing"},
		{"20 2 6 3", "20 2 6 2", "line 5: is one more"},
		{"0 0 0 0 0 60 120", "1 0 0 0 0 60 120", "line 2, field 1 (vertex)"},
		{"0 0 0 0 0 60 120", "0 0 0 0 0 60", "line 2, field 7 (close): is missing"},
		{"0 0 0 0 0 60 120", "0 0 0 0 0 60 50", "line 2, field 7 (close): is before open"},
		{"0.03 0.04", "0.03 0.00004", "line 3, field 3 (y): has more decimals"},
		{"5 9 1 60 100", "5 9 1 60 10x", "line 4, field 8 (close): is not a decimal number"},
		{"5 50 1", "5 -50 1", "line 5, field 5 (prize): is negative"},
	}, readTTDP)
}

// Each place is visited once, on a weekday on which it is open, and the profit is
// compared with each published one.
func TestTTDP(t *testing.T) {
	c := ttdpCmd{
		Dir: "testdata/ttdp", Published: "testdata/ttdp/published.csv",
		searchFlags: searchFlags{Iterations: 100, Seed: 1, Chains: 1, Cores: 1, Jobs: 1, JSON: true},
	}
	var out bytes.Buffer
	if err := c.Run(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	var r ttdpResult
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Cases) != 1 || r.Missing != 1 {
		t.Fatalf("%d cases, %d without a file, want 1 and 1", len(r.Cases), r.Missing)
	}
	got := r.Cases[0]
	if got.M != 2 || got.Score != 14 || got.ILS != 10 || got.Share != 40 || got.Other != 16 || got.Over != -12.5 {
		t.Errorf("the case is %+v", got)
	}
	if !slices.Contains(got.Routes[1], 2) {
		t.Errorf("the routes are %v, want 2 on the second day", got.Routes)
	}
}

// The last row tells the mean and the least.
func TestTTDPLastRow(t *testing.T) {
	r := newTTDPResult([]ttdpCase{{Instance: "b", Share: 5, Over: 1, Seconds: 1}, {Instance: "a", Share: -1, Over: -2, Seconds: 2}}, 0)
	want := "mean of 2 cases: 2.00 % over ILS, the least -1.00 %; -0.50 % over the best other; 1.50 s\n"
	if got := r.String(); got != want {
		t.Errorf("the last row is %q, want %q", got, want)
	}
}
