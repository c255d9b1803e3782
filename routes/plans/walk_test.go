package plans

import (
	"slices"
	"testing"

	"runde/routes"
)

// byCar is a hamlet with places at so many kilometres from the base, whose shift
// drives: four minutes a kilometre by car, two to park, twelve a kilometre on foot.
func byCar(kilometres ...float64) town {
	w := hamlet(len(kilometres))
	for i, x := range kilometres {
		w.Places[i].Point[0] = x
	}
	w.Shifts[0].Mode = routes.Car
	w.street()
	foot := routes.Matrix{N: w.Matrices[routes.Car].N}
	for _, t := range w.Matrices[routes.Car].Times {
		foot.Times = append(foot.Times, 3*t)
	}
	w.Matrices[routes.Foot] = foot
	return w
}

func walkedTo(p Plan) (out []bool) {
	for _, s := range p.Rounds[0].Stops {
		out = append(out, s.Walked)
	}
	return out
}

// A round by car leaves the car where that is quicker, and fetches it.
//
//	base ——1 km—— 0 ·100 m· 1 ·100 m· 2       20 minutes a visit
//	9:00 drives 4, parks 2 — 9:06 place 0 — walks 1:12 — 9:27:12 place 1 — walks 1:12
//	— 9:48:24 place 2, until 10:08:24 — walks back 2:24, drives 4 — 10:14:48 home
func TestARoundByCarParksAndWalks(t *testing.T) {
	w := byCar(1, 1.1, 1.2)
	p, v := evaluate(t, w, round(w, 0, 1, 2))
	if len(v) > 0 || !slices.Equal(walkedTo(p), []bool{false, true, true}) {
		t.Fatalf("breaks %+v, walks %v, want a walk to the second and third", v, walkedTo(p))
	}
	var times []int
	for _, s := range p.Rounds[0].Stops {
		times = append(times, s.Arrive)
	}
	if want := []int{546, 568, 589}; !slices.Equal(times, want) || p.Rounds[0].End != 615 {
		t.Errorf("stops at %v, back at %d, want %v and 615", times, p.Rounds[0].End, want)
	}
}

// Without a foot matrix nobody walks, and parking takes no time of its own.
func TestARoundByCarAloneDrives(t *testing.T) {
	w := byCar(1, 2)
	delete(w.Matrices, routes.Foot)
	p, v := evaluate(t, w, round(w, 0, 1))
	if len(v) > 0 || slices.Contains(walkedTo(p), true) || p.Rounds[0].Stops[0].Arrive != 544 {
		t.Errorf("breaks %+v, stops %+v, want the first at 544 and none walked to", v, p.Rounds[0].Stops)
	}
}
