package coordinator

import (
	"testing"

	"runde/geo"
	"runde/geo/need"
	"runde/routes"
	"runde/routes/plans"
	"runde/store"
	"runde/web/pages/catalogue"

	"github.com/google/uuid"
)

// blindWorld is a maker for the cells 1 to 4: one with a bench, an area stop and a
// named square, one whose place is kept out of the week, one that the plan visits, and
// one without any place.
func blindWorld(t *testing.T) (b blindMaker, square uuid.UUID) {
	t.Helper()
	all, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	place := func(c geo.Cell, name, kind, source string) store.Place {
		return store.Place{Place: routes.Place{ID: uuid.New(), Name: name, Kind: kind, Cell: c}, Source: source}
	}
	b = blindMaker{
		l: all[catalogue.Danish], names: map[geo.Cell]string{1: "Torvet", 2: "Havnen", 3: "Skovby", 4: "Engen"},
		week: geo.WeekOf(geo.NewDate(2026, 11, 23)),
		places: []store.Place{
			place(1, "", "area", store.FromArea), place(1, "", "bench", store.FromOSM), place(1, "Rådhuspladsen", "square", store.FromOSM),
			place(2, "Molen", "park", store.FromOSM), place(3, "Søen", "park", store.FromOSM),
		},
	}
	b.barred = map[uuid.UUID]bool{b.places[3].ID: true}
	stop := store.PlanStop{Stop: plans.Stop{Cell: 3}, Name: "Søen", Kind: "park"}
	b.plan = &store.Plan{Rounds: []store.PlanRound{{Stops: []store.PlanStop{stop}}}}
	return b, b.places[2].ID
}

// A blind spot offers its best known place, and says why where it offers none.
func TestPlaceOfABlindSpot(t *testing.T) {
	b, square := blindWorld(t)
	var cells []store.StandoutCell
	for i := range 4 {
		cells = append(cells, store.StandoutCell{Estimate: need.Estimate{Cell: geo.Cell(i + 1), WeeksSince: 30 - i, Mean: 1}})
	}
	got := b.make(cells)
	if len(got.Spots) != 4 || got.AllSeen || got.More != 0 {
		t.Fatalf("%+v", got)
	}
	if s := got.Spots[0]; s.Place != square || s.Title != "Rådhuspladsen" || s.Note != "" {
		t.Errorf("a cell with three places: %+v", s)
	}
	for i, want := range []string{"Feltets steder er holdt ude af ugen.", "Er med i ugens plan: Søen.", "Feltet har intet sted, en runde kan stoppe ved."} {
		if s := got.Spots[i+1]; s.Note != want || s.Place != uuid.Nil {
			t.Errorf("cell %d: %+v, want %q", s.Cell, s, want)
		}
	}
}

// The list is long enough for a week, and says how many it leaves out.
func TestBlindSpotsHaveAnEnd(t *testing.T) {
	b, _ := blindWorld(t)
	var cells []store.StandoutCell
	for i := range mostBlind + 3 {
		cells = append(cells, store.StandoutCell{Estimate: need.Estimate{Cell: geo.Cell(i + 1), Mean: 1}})
	}
	if got := b.make(cells); len(got.Spots) != mostBlind || got.More != 3 || !got.AllSeen {
		t.Errorf("%d spots, %d more, all seen %v", len(got.Spots), got.More, got.AllSeen)
	}
}

// Why a cell is listed is said in words and numbers.
func TestWhyACellIsBlind(t *testing.T) {
	b, _ := blindWorld(t)
	for _, c := range []struct {
		known bool
		weeks int
		hours float64
		want  string
	}{
		{false, -1, 0, "Ingen besøg i to år. Vi ved ikke nok her endnu."},
		{false, 0, 0.96, "Besøgt i denne uge. Vi ved ikke nok her endnu: timerne svarer til 0,9 i denne uge, og der skal 1 til."},
		{false, 1, 0.3, "Sidst besøgt for 1 uge siden. Vi ved ikke nok her endnu: timerne svarer til 0,3 i denne uge, og der skal 1 til."},
		{true, 12, 2, "Ikke besøgt i 12 uger. Det, vi så sidst, svarer til 4–21 borgere mødt pr. 10 timer (80 %)."},
		{true, 2, 2, "Sidst besøgt for 2 uger siden. Usikkert: 4–21 borgere mødt pr. 10 timer (80 %)."},
	} {
		got := b.spot(need.Estimate{Cell: 4, Known: c.known, WeeksSince: c.weeks, Hours: c.hours, Mean: 1, Low: 0.38, High: 2.13})
		if got.Why != c.want {
			t.Errorf("%q, want %q", got.Why, c.want)
		}
	}
}
