package plans

import (
	"slices"
	"testing"
	"time"

	"runde/geo"
	"runde/routes"

	"github.com/google/uuid"
)

// everyDay gives a place the same hours on each weekday.
func everyDay(open, close int) (w [7][]routes.Window) {
	for d := range w {
		w[d] = []routes.Window{{Open: open, Close: close}}
	}
	return w
}

// Each case spoils one place of a hamlet of four in which all four would fit, and
// says what the plan must answer about it.
func TestWhyNot(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(w *town, p *routes.Place)
		want  WhyNot
	}{
		"forbidden": {
			func(w *town, p *routes.Place) { w.Locks = []Lock{{PlaceID: p.ID}} },
			WhyNot{Code: WhyNotForbidden},
		},
		"no visits allowed": {
			func(_ *town, p *routes.Place) { p.MaxVisits = 0 },
			WhyNot{Code: WhyNotMaxVisits},
		},
		"two workers": {
			func(_ *town, p *routes.Place) { p.TwoWorkers = true },
			WhyNot{Code: WhyNotTwoWorkers},
		},
		"visited last Saturday, five days apart": {
			func(w *town, p *routes.Place) {
				p.GapDays = 5
				w.Past = []Visit{{PlaceID: p.ID, Date: week.Monday() - 2, Minute: 600}}
			},
			WhyNot{Code: WhyNotGap, N: 5},
		},
		"opens after the round": {
			func(_ *town, p *routes.Place) { p.Windows = everyDay(18*60, 22*60) },
			WhyNot{Code: WhyNotWindow, ShiftID: id("shift"), Opens: 18 * 60, Closes: 22 * 60, Starts: 9 * 60, Ends: 15 * 60},
		},
		"closed on Mondays": {
			func(_ *town, p *routes.Place) { p.Windows[time.Wednesday] = []routes.Window{{Open: 0, Close: 1440}} },
			WhyNot{Code: WhyNotClosed},
		},
		"too far even alone": {
			func(w *town, p *routes.Place) { p.Point[0] = 50; w.street() }, // 400 min of travel + 20, the shift has 360
			WhyNot{Code: WhyNotTooFar, N: 60, ShiftID: id("shift")},
		},
		"on an island": {
			func(w *town, _ *routes.Place) { cutOff(w, 3) },
			WhyNot{Code: WhyNotUnreachable},
		},
	} {
		w := hamlet(4)
		w.Iterations = 50
		c.spoil(&w, &w.Places[3])
		if got := whyNot(t, propose(t, w.Input), w.Places[3].ID); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// cutOff makes a place unreachable by every mode.
func cutOff(w *town, place int) {
	for _, m := range w.Matrices {
		for i := range m.N {
			if i != place {
				m.Times[i*m.N+place], m.Times[place*m.N+i] = routes.Unreachable, routes.Unreachable
			}
		}
	}
}

// A round without room says how many minutes are missing.
//
//	base — 4 min — 0 — 4 min — 1 — 4 min — 2     20 minutes each
//	shift of 60 minutes: 0 and 1 take 16 + 40 = 56; with 2 it is 24 + 60 = 84
func TestWhyNotNeedsMinutes(t *testing.T) {
	w := hamlet(3)
	w.Shifts[0].End = w.Shifts[0].Start + 60
	w.Iterations = 100
	p := propose(t, w.Input)
	if len(stops(p)) != 2 {
		t.Fatalf("%d stops, want 2", len(stops(p)))
	}
	if got := whyNot(t, p, w.Places[2].ID); got.Code != WhyNotNeedsMinutes || got.N != 24 || got.ShiftID != w.Shifts[0].ID {
		t.Errorf("%+v, want 24 minutes more", got)
	}
}

// leftOutOf is why a plan made by hand does not visit a place.
func leftOutOf(t *testing.T, w town, p Plan, place int) WhyNot {
	t.Helper()
	out, _ := evaluate(t, w, p)
	return whyNot(t, out, w.Places[place].ID)
}

// Whoever takes a stop out of a round that has room for it is told so.
func TestWhyNotOfAStopThatFits(t *testing.T) {
	w := hamlet(3)
	if got, want := leftOutOf(t, w, round(w, 0, 2), 1), (WhyNot{Code: WhyNotFits, ShiftID: w.Shifts[0].ID}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	w.Places[1].Point[0] = 35 // 140 minutes there and back: it fits, and is not worth it
	w.Estimates[1].Score, w.Estimates[1].Mean = 0.05, 0.02
	w.street()
	if got := leftOutOf(t, w, round(w, 0, 2), 1); got.Code != WhyNotWeak {
		t.Errorf("far away: %+v, want %s", got, WhyNotWeak)
	}
}

// A lock to a shift that a visit on another day stands too near to, or that is one
// visit too many, is answered by that.
func TestWhyNotOfAPinBesideAnotherVisit(t *testing.T) {
	w := hamlet(2)
	tuesday := w.Shifts[0]
	tuesday.ID, tuesday.Date = id("tuesday"), week.Monday()+1
	w.Shifts = append(w.Shifts, tuesday)
	w.street()
	w.Places[0].MaxVisits, w.Places[0].GapDays = 2, 3
	w.Locks = []Lock{{PlaceID: w.Places[0].ID, ShiftID: tuesday.ID}}
	if got, want := leftOutOf(t, w, round(w, 0), 0), (WhyNot{Code: WhyNotGap, N: 3}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	w.Places[0].MaxVisits = 1
	if got, want := leftOutOf(t, w, round(w, 0), 0), (WhyNot{Code: WhyNotMaxVisits, N: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// A stop may come between two others only if one of them misses its hours: the answer
// names the round.
//
//	base — 4 min — 0 — 4 min — 1     0 is open 9:04–9:05, 1 is open 9:04–9:10
func TestWhyNotWhereAnotherStopWouldMissItsHours(t *testing.T) {
	w := hamlet(2)
	w.Places[0].Windows, w.Places[1].Windows = everyDay(544, 545), everyDay(544, 550)
	if got, want := leftOutOf(t, w, round(w, 0), 1), (WhyNot{Code: WhyNotBlocked, ShiftID: w.Shifts[0].ID}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// A square that no car reaches is no answer where another stop is next to it on foot.
func TestWhyNotOfAPlaceReachedOnFootAlone(t *testing.T) {
	w := hamlet(3)
	w.Shifts[0].Mode = routes.Car
	foot := w.Matrices[routes.Foot]
	w.Matrices = map[routes.Mode]routes.Matrix{routes.Car: foot, routes.Foot: {N: foot.N, Times: slices.Clone(foot.Times)}}
	for i := range foot.N {
		if i != 1 {
			foot.Times[i*foot.N+1], foot.Times[foot.N+i] = routes.Unreachable, routes.Unreachable
		}
	}
	if got := leftOutOf(t, w, round(w, 0, 2), 1); got.Code != WhyNotFits {
		t.Errorf("%+v, want %s", got, WhyNotFits)
	}
	if got := leftOutOf(t, w, round(w), 1); got.Code != WhyNotUnreachable {
		t.Errorf("with nobody near: %+v, want %s", got, WhyNotUnreachable)
	}
	p, v := evaluate(t, w, round(w, 0, 1, 2))
	if s := p.Rounds[0].Stops; len(v) > 0 || !s[1].Walked || s[0].Walked {
		t.Errorf("breaks %+v, stops %+v, want the square walked to", v, s)
	}
}

func TestWhyNotWithoutAShift(t *testing.T) {
	w := hamlet(1)
	w.Shifts = nil
	w.street()
	if got := leftOutOf(t, w, Plan{Week: week}, 0); got.Code != WhyNotNoShift {
		t.Errorf("%+v, want %s", got, WhyNotNoShift)
	}
}

// The fifth bench of a square says that the others cover it.
func TestWhyNotCovered(t *testing.T) {
	w := hamlet(6)
	for i := range 5 {
		w.Places[i].Cell = w.cells[0]
	}
	w.Estimates[0].Known = true
	w.Shifts[0].End = w.Shifts[0].Start + 130
	w.Iterations = 200
	p := propose(t, w.Input)
	covered := 0
	for _, l := range p.LeftOut {
		if l.WhyNot.Code == WhyNotCovered {
			covered++
		}
	}
	if covered == 0 {
		t.Errorf("%d stops; left out: %+v", len(stops(p)), p.LeftOut)
	}
}

// A pin whose place is closed comes first among those left out.
func TestWhyNotOfAPinThatDoesNotFit(t *testing.T) {
	w := hamlet(5)
	w.Shifts[0].End = w.Shifts[0].Start + 60
	w.Estimates[4].Score = 0.01
	w.Places[4].Windows = everyDay(18*60, 20*60)
	w.Locks = []Lock{{PlaceID: w.Places[4].ID, ShiftID: w.Shifts[0].ID}}
	w.Iterations = 50
	p := propose(t, w.Input)
	if first := p.LeftOut[0]; first.PlaceID != w.Places[4].ID || !first.Pinned || first.WhyNot.Code != WhyNotWindow {
		t.Errorf("first left out is %+v, want the pin and its hours", first)
	}
}

// At most twenty are explained, the strongest first.
func TestLeftOutIsShort(t *testing.T) {
	w := hamlet(60)
	for i := range w.Estimates {
		w.Estimates[i].Score = float64(1 + i)
	}
	w.Shifts[0].End = w.Shifts[0].Start + 30
	w.Iterations = 20
	p := propose(t, w.Input)
	if len(p.LeftOut) != MaxLeftOut {
		t.Fatalf("%d explained, want %d", len(p.LeftOut), MaxLeftOut)
	}
	in, err := newWorld(&w.Input)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(p.LeftOut); i++ {
		a, b := in.worth(in.places[p.LeftOut[i-1].PlaceID]), in.worth(in.places[p.LeftOut[i].PlaceID])
		if a < b {
			t.Errorf("place %d is worth %v, the one before %v", i, b, a)
		}
	}
}

// Locks of places and shifts that are gone are passed over.
func TestLocksOfWhatIsGone(t *testing.T) {
	w := hamlet(3)
	w.Locks = []Lock{{PlaceID: id("gone")}, {PlaceID: w.Places[0].ID, ShiftID: id("gone")}}
	w.Concerns = []Concern{{Cell: geo.Cell(1), Count: 1}}
	w.Past = []Visit{{PlaceID: uuid.Nil, Date: week.Monday() - 7}}
	w.Iterations = 20
	if p := propose(t, w.Input); len(stops(p)) != 3 {
		t.Errorf("%d stops, want 3", len(stops(p)))
	}
}
