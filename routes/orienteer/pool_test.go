package orienteer

import (
	"slices"
	"testing"
)

// pooledRoutes is a pool with the given rounds of shift 0, on a world of five places
// worth 1, 2, 4, 8 and 16.
func pooledRoutes(t *testing.T, p *pool, rounds ...[]int) {
	t.Helper()
	w := line(5)
	for i := range w.Cells {
		w.Cells[i].Prize = float64(int(1) << i)
	}
	w.Saturation = Linear
	s := built(w)
	for _, places := range rounds {
		r, ok := of(s.in, 0, places...)
		if !ok {
			t.Fatalf("%v is infeasible", places)
		}
		s.routes[0].stops = r.stops
		s.retime(0)
		p.add(s, []bool{true})
	}
}

func worthsOf(p *pool) (out []float64) {
	for i := range p.columns {
		out = append(out, p.columns[i].worth)
	}
	return out
}

// A set of places is kept once, whatever its order; an empty round not at all.
func TestAPoolKeepsASetOfPlacesOnce(t *testing.T) {
	p := newPool()
	pooledRoutes(t, p, []int{0, 1}, []int{1, 0}, nil, []int{2}, []int{0, 1, 2}, []int{2})
	if got, want := worthsOf(p), []float64{3, 4, 7}; !slices.Equal(got, want) {
		t.Errorf("kept routes worth %v, want %v", got, want)
	}
}

// Merging adds what is not there yet, and leaves the other pool alone.
func TestMergingPoolsKeepsEachSetOnce(t *testing.T) {
	a, b := newPool(), newPool()
	pooledRoutes(t, a, []int{0}, []int{1})
	pooledRoutes(t, b, []int{1}, []int{3, 4})
	a.merge(b)
	if got, want := worthsOf(a), []float64{1, 2, 24}; !slices.Equal(got, want) {
		t.Errorf("merged routes worth %v, want %v", got, want)
	}
	b.columns[1].stops[0].place, b.columns[1].places[0] = 0, 0
	if c := a.columns[2]; c.stops[0].place != 3 || c.places[0] != 1<<3|1<<4 {
		t.Errorf("the merged route became %+v with the other pool's", c)
	}
}

// A full pool keeps its better half and has room again, also for what it dropped.
func TestAFullPoolKeepsItsBetterHalf(t *testing.T) {
	p := newPool()
	for i := range pooled {
		c := p.slot(uint64(i))
		c.key, c.worth = uint64(i), float64(i*7%pooled)
	}
	p.trim()
	if len(p.columns) != pooled/2 || len(p.have) != pooled/2 {
		t.Fatalf("%d routes and %d keys left, want %d", len(p.columns), len(p.have), pooled/2)
	}
	for i, worth := range worthsOf(p) {
		if worth < pooled/2 || !p.have[p.columns[i].key] {
			t.Errorf("route %d is worth %v, key known %v", i, worth, p.have[p.columns[i].key])
		}
	}
	if p.have[0] {
		t.Error("the worst route's key is still known")
	}
	for i := range pooled {
		p.slot(uint64(pooled + i)).worth = -1
	}
	if len(p.columns) > pooled || slices.Max(worthsOf(p)) != pooled-1 {
		t.Errorf("%d routes, the best worth %v; want at most %d and %d", len(p.columns), slices.Max(worthsOf(p)), pooled, pooled-1)
	}
}

// An emptied pool takes the same routes again.
func TestAnEmptiedPoolForgets(t *testing.T) {
	p := newPool()
	pooledRoutes(t, p, []int{0, 1})
	p.empty()
	pooledRoutes(t, p, []int{1, 0})
	if got := worthsOf(p); !slices.Equal(got, []float64{3}) {
		t.Errorf("kept routes worth %v, want 3", got)
	}
}
