package store_test

import (
	"testing"

	"runde/geo/osm"
	"runde/routes/plans"
	"runde/routes/street"
	"runde/store"
	"runde/store/access"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// planTown is the town with a grid of streets, a team, a coordinator and the week's
// shifts.
type planTown struct {
	town
	coordinator uuid.UUID
	shifts      []store.Shift
}

func newPlanTown(t testing.TB) planTown {
	t.Helper()
	w := planTown{town: newTown(t)}
	w.in.Network, w.in.AcceptChange = townStreets(t), true
	w.importMap(t, w.in)
	team := w.team(t)
	var err error
	w.coordinator, err = w.db.AddStaff(t.Context(), w.id, by(w.db), store.NewStaff{
		Login: "koordinator@example.dk", Role: access.Coordinator, TeamID: &team.ID,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.MakeShifts(t.Context(), w.id, townWeek); err != nil {
		t.Fatal(err)
	}
	if w.shifts, err = w.db.Shifts(t.Context(), w.id, townWeek); err != nil {
		t.Fatal(err)
	}
	return w
}

// townStreets are streets every 300 m, both ways.
func townStreets(t testing.TB) []byte {
	t.Helper()
	const lonStep, latStep = 0.0047, 0.0027
	at := func(i, j int64) (int64, orb.Point) {
		return 1000*i + j + 1, orb.Point{townArea.Min[0] + float64(i)*lonStep, townArea.Min[1] + float64(j)*latStep}
	}
	var list []osm.Street
	line := func(id int64, n int64, point func(k int64) (int64, orb.Point)) {
		s := osm.Street{ID: id, Tags: map[string]string{"highway": "residential"}}
		for k := range n {
			node, p := point(k)
			s.Nodes, s.Line = append(s.Nodes, node), append(s.Line, p)
		}
		list = append(list, s)
	}
	const wide, high = 13, 15
	for i := range int64(wide) {
		line(i+1, high, func(k int64) (int64, orb.Point) { return at(i, k) })
	}
	for j := range int64(high) {
		line(100+j, wide, func(k int64) (int64, orb.Point) { return at(k, j) })
	}
	data, err := street.Build(list, nil).Encode()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// as is the coordinator, at the test's time.
func (w planTown) as() store.By { return store.By{Actor: w.coordinator, At: w.db.Now()} }

func (w planTown) input(t testing.TB) plans.Input {
	t.Helper()
	in, err := w.db.PlanInput(t.Context(), w.id, townWeek)
	if err != nil {
		t.Fatal(err)
	}
	in.Iterations = 200
	return in
}

// propose plans the week and stores the proposal.
func (w planTown) propose(t testing.TB) store.Plan {
	t.Helper()
	in := w.input(t)
	p, err := plans.Propose(t.Context(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	id, err := w.db.SaveProposal(t.Context(), w.id, w.as(), in.Seed, p)
	if err != nil {
		t.Fatal(err)
	}
	return w.plan(t, id)
}

func (w planTown) plan(t testing.TB, id uuid.UUID) store.Plan {
	t.Helper()
	p, err := w.db.Plan(t.Context(), w.id, id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (w planTown) approve(t testing.TB, id uuid.UUID) {
	t.Helper()
	if err := w.db.ApprovePlan(t.Context(), w.id, w.as(), id); err != nil {
		t.Fatal(err)
	}
}

// exec runs one statement as the program.
func (w planTown) exec(t testing.TB, sql string, args ...any) {
	t.Helper()
	err := w.db.App(t.Context(), w.id, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), sql, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// order are the places of each round by their shift.
func order(p store.Plan) map[uuid.UUID][]uuid.UUID {
	out := map[uuid.UUID][]uuid.UUID{}
	for _, r := range p.Rounds {
		for _, s := range r.Stops {
			out[r.Shift.ID] = append(out[r.Shift.ID], s.PlaceID)
		}
	}
	return out
}
