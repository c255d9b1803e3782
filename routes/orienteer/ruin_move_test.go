package orienteer

import (
	"math/rand/v2"
	"testing"
)

// A moved stop stands on another route, unless no string of any other route makes room
// for it or a lock holds it.
func TestMoveForcesTheStopIntoAnotherRoute(t *testing.T) {
	moved := 0
	for seed := range uint64(300) {
		s := full(seed)
		i, k, ok := s.draw(rand.New(rand.NewPCG(seed, 33)))
		if !ok {
			continue
		}
		place := s.routes[i].stops[k].place
		without := newState(s.in)
		without.copyFrom(s)
		removable := without.remove(i, k)
		without.routes[i].placed = true // no string of its own route
		_, room := without.leastString(int(place))

		ruinMove(s, rand.New(rand.NewPCG(seed, 33)), make([]bool, len(s.routes)))
		elsewhere := false
		for j := range s.routes {
			elsewhere = elsewhere || j != i && s.routes[j].find(place) >= 0
		}
		if elsewhere != (removable && room) {
			t.Errorf("seed %d: the stop moved %v; it can be removed %v, and another route has room %v", seed, elsewhere, removable, room)
		}
		if elsewhere {
			moved++
		}
	}
	if moved < 100 {
		t.Errorf("only %d stops moved", moved)
	}
}
