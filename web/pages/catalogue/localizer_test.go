package catalogue

import (
	"encoding/json"
	"fmt"
	"testing"

	"runde/geo"

	"github.com/google/go-cmp/cmp"
)

func TestPluralFollowsCount(t *testing.T) {
	all := load(t)
	for n, want := range map[int]string{1: "Ret 1 felt, før du går videre", 2: "Ret 2 felter, før du går videre"} {
		if got := all[Danish].T("common.field.summary", "Count", n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

// words are so many arguments, however many that is.
func words(n int) (args []any) {
	for range n {
		args = append(args, "Step")
	}
	return args
}

func TestMistakesOfTheProgramPanic(t *testing.T) {
	l := load(t)[Danish]
	for name, call := range map[string]func(){
		"unknown key":      func() { l.T("common.not_there") },
		"odd placeholders": func() { l.T("common.step", words(1)...) },
		"no name":          func() { l.T("common.step", 1, 2) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			call()
		})
	}
}

func TestOrFallsBackForOpenLists(t *testing.T) {
	l := load(t)[Danish]
	if got := l.Or("kind.bench", "bench"); got != "bænk" {
		t.Errorf("known: %q", got)
	}
	if got := l.Or("kind.lighthouse", "lighthouse"); got != "lighthouse" {
		t.Errorf("unknown: %q", got)
	}
}

// Islands get the texts of their prefixes only, with plural forms apart.
func TestWordsForIslands(t *testing.T) {
	raw, err := json.Marshal(load(t)[English].Words("common.field.summary", "daypart."))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"common.field.summary": map[string]any{
			"one": "Correct {{.Count}} field before you go on", "other": "Correct {{.Count}} fields before you go on",
		},
		"daypart.night": "night", "daypart.morning": "morning", "daypart.afternoon": "afternoon", "daypart.evening": "evening",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func ExampleL_Date() {
	all, _ := Load()
	day := geo.NewDate(2026, 11, 23)
	for _, lang := range Langs {
		l := all[lang]
		fmt.Println(l.Date(day), "/", l.DateShort(day), "/", l.Week(geo.WeekOf(day)))
	}
	// Output:
	// mandag den 23. november 2026 / 23. november / uge 48, 2026
	// Monday 23 November 2026 / 23 November / week 48, 2026
}

func ExampleL_Clock() {
	all, _ := Load()
	fmt.Println(all[Danish].Clock(9*60+5), all[English].Clock(25*60))
	// Output: 09.05 01:00
}

func ExampleL_Number() {
	all, _ := Load()
	fmt.Println(all[Danish].Number(12345.678, 1), all[English].Number(12345.678, 1))
	// Output: 12.345,7 12,345.7
}
