package simulate_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/cells"
	"runde/routes"
	"runde/routes/simulate"

	"github.com/google/uuid"
	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"
)

// town is a made-up municipality of about 700 leaves: dense in the middle, with
// 150 places, most of them near it, two of them with limits, and two teams.
func town(t testing.TB, seed uint64) simulate.Input {
	t.Helper()
	rng := rand.New(rand.NewPCG(99, 0))
	origin, err := h3.CellFromString("851f262ffffffff").CenterChild(9)
	if err != nil {
		t.Fatal(err)
	}
	dwellings := map[geo.Cell]int{}
	var centres []orb.Point
	for ring := range 16 {
		disk, err := origin.GridRing(ring)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range disk {
			dwellings[geo.Cell(d)] = rng.IntN(1 + 600/(2+ring*ring))
			p, err := d.LatLng()
			if err != nil {
				t.Fatal(err)
			}
			centres = append(centres, orb.Point{p.Lng, p.Lat})
		}
	}
	in := simulate.Input{
		Seed:   seed,
		Now:    geo.NewDate(2026, time.November, 18), // a Wednesday
		Street: cells.New(dwellings, 50),
		Home:   cells.New(dwellings, 500),
	}
	for i := range 150 {
		at := centres[min(rng.IntN(len(centres)), rng.IntN(len(centres)))]
		p := routes.Place{
			ID: uuid.UUID{0: byte(i), 6: 0x40, 8: 0x80}, Kind: "bench", Point: at,
			Visit: 20, MaxVisits: 2, GapDays: 2,
		}
		p.Cell, _ = in.Street.At(at)
		in.Places = append(in.Places, p)
	}
	in.Places[3].TwoWorkers = true
	for d := range in.Places[4].Windows {
		in.Places[4].Windows[d] = []routes.Window{{Open: 10 * 60, Close: 12 * 60}}
	}
	square := centres[0]
	in.Week = simulate.RegularWeek(seed, []simulate.Team{
		{ID: uuid.UUID{1}, Home: square},
		{ID: uuid.UUID{2}, Home: centres[40]},
	})
	return in
}

func run(t testing.TB, in simulate.Input) (*simulate.History, *simulate.Truth) {
	t.Helper()
	h, truth, err := simulate.Run(in)
	if err != nil {
		t.Fatal(err)
	}
	return h, truth
}
