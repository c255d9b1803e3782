package api_test

import (
	"net/http"
	"testing"

	"runde/geo"
	"runde/store/access"
	"runde/web/webtest"

	"github.com/google/go-cmp/cmp"
)

type standouts struct {
	Hot      []geo.Cell
	Clusters []struct {
		Centre     geo.Cell
		Cells      []geo.Cell
		Encounters int
		Expected   float64
		Hours, P   float64
	}
	Top []struct {
		Cell  geo.Cell
		Share float64
	}
	Known, Unknown, Simulations int
	Seed                        uint64
	From, To                    string
}

// Where need stands out is for those who plan: nobody else gets it, management least
// of all, whose figures are released.
func TestStandoutsAreForThoseWhoPlan(t *testing.T) {
	d := newDesk(t)
	for role, want := range map[access.Role]int{
		access.Coordinator: 200, access.Leader: 200, access.Worker: 403, access.Management: 403, access.Visitor: 401,
	} {
		if got := d.as(t, role).API(http.MethodGet, "/need/standouts", "").Code; got != want {
			t.Errorf("%q: %d, want %d", role, got, want)
		}
	}
	got := ask[standouts](t, d.as(t, access.Leader), http.MethodGet, "/need/standouts", "", 200)
	if got.Hot == nil || got.Clusters == nil || got.Top == nil {
		t.Errorf("what is none is no empty list: %+v", got)
	}
}

// What stands out comes with all that is needed to find it again, and is the same when
// it is asked for again.
func TestStandoutsCanBeRepeated(t *testing.T) {
	w := webtest.NewDenseWalk(t)
	strong, known := w.Uneven(t)
	c := deskOf(t, w).as(t, access.Coordinator)
	got := ask[standouts](t, c, http.MethodGet, "/need/standouts", "", 200)
	if len(got.Hot) == 0 || len(got.Clusters) == 0 || !strong.Contains(got.Hot[0]) || !strong.Contains(got.Clusters[0].Centre) {
		t.Fatalf("hot %v, clusters %+v, strong %v", got.Hot, got.Clusters, strong)
	}
	if got.Known != known || got.Known+got.Unknown != len(w.Cover.Cells()) || len(got.Top) != known {
		t.Errorf("%d known and %d unknown cells, %d with a share, want %d of %d", got.Known, got.Unknown, len(got.Top), known, len(w.Cover.Cells()))
	}
	if got.Simulations != 999 || got.Seed == 0 || got.From != "2026-W35" || got.To != "2026-W47" {
		t.Errorf("%+v", got)
	}
	if k := got.Clusters[0]; float64(k.Encounters) <= k.Expected || k.Hours <= 0 || k.P < 0.001 || k.P > 0.05 {
		t.Errorf("%+v", k)
	}
	if diff := cmp.Diff(got, ask[standouts](t, c, http.MethodGet, "/need/standouts", "", 200)); diff != "" {
		t.Errorf("asked again:\n%s", diff)
	}
}
