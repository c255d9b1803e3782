package orienteer

import (
	"errors"
	"math"
	"testing"

	"runde/routes"
)

// A malformed walk, freeze or change is refused by the name of its field.
func TestMalformedWalksAndChangesAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Problem){
		"walk of another size":    func(p *Problem) { p.Shifts[0].Walk = manhattan(at{}, at{}) },
		"walk without its times":  func(p *Problem) { p.Shifts[0].Walk.Times = p.Shifts[0].Walk.Times[:3] },
		"walk of times alone":     func(p *Problem) { p.Shifts[0].Walk.N = 0 },
		"negative walk":           func(p *Problem) { p.Shifts[0].Walk = spoiled(p.Shifts[0].Walk, -1) },
		"negative time to park":   func(p *Problem) { p.Shifts[0].Park = -1 },
		"endless time to park":    func(p *Problem) { p.Shifts[0].Park = maxTick + 1 },
		"negative price":          func(p *Problem) { p.Prices.Change = -1 },
		"price is not a number":   func(p *Problem) { p.Prices.Change = math.NaN() },
		"before of another week":  func(p *Problem) { p.Before = [][]int{{0}, {1}} },
		"before without a shift":  func(p *Problem) { p.Before = [][]int{} },
		"before an unknown place": func(p *Problem) { p.Before = [][]int{{2}} },
	} {
		p := square(2)
		spoil(p)
		if err := p.Validate(); !errors.Is(err, ErrProblem) {
			t.Errorf("%s: error is %v, want ErrProblem", name, err)
		}
	}
	p := square(2)
	p.Before = [][]int{{1}}
	p.Shifts[0].Walk = spoiled(p.Shifts[0].Walk, routes.Unreachable)
	if err := p.Validate(); err != nil {
		t.Errorf("a sound problem is refused: %v", err)
	}
}

func spoiled(m routes.Matrix, time int32) routes.Matrix {
	m = cut(m, 1, 0)
	m.Times[m.N] = time
	return m
}

// Each shift is looked at where they do not share a matrix, whatever its place.
func TestEveryMatrixIsRead(t *testing.T) {
	p := twoDays(2)
	p.Shifts[1].Travel = spoiled(p.Shifts[0].Travel, -1)
	if err := p.Validate(); !errors.Is(err, ErrProblem) {
		t.Errorf("error is %v, want ErrProblem", err)
	}
}

// With 20 shifts that share a matrix of 520 nodes, reading it is all that takes time.
func BenchmarkValidate(b *testing.B) {
	var points []at
	for i := range 520 {
		points = append(points, at{i, i})
	}
	p := line(2)
	p.Shifts[0].Travel = manhattan(points...)
	for range 19 {
		p.Shifts = append(p.Shifts, p.Shifts[0])
	}
	for b.Loop() {
		if err := p.Validate(); err != nil {
			b.Fatal(err)
		}
	}
}
