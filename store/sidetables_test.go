package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"runde/geo"
	"runde/geo/release"
	"runde/routes/simulate"
	"runde/store"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

// simulatedSpan is the ISO year that the simulated past covers whole.
const simulatedSpan = 2025

// sideWorld is a town with a past that was published week by week, as far as the day
// before its first year is due, and aged in between.
func sideWorld(t *testing.T) (*walkWorld, *simulate.History) {
	t.Helper()
	town := newTown(t)
	w := &walkWorld{DB: town.db, m: town.id}
	h := simulatedYear(t, town, 4000, 500)
	no(t, w.SaveHistory(t.Context(), w.m, by(w.DB), h))
	for on := release.WeekOne(simulatedSpan).Monday(); on < release.YearDue(simulatedSpan); on += 7 {
		_, err := w.ReleaseDue(t.Context(), w.m, on)
		no(t, err)
		_, err = w.Retire(t.Context(), w.m, on)
		no(t, err)
	}
	return w, h
}

// side reads a side table of the year as management does.
func (w *walkWorld) side(t *testing.T, f release.Family, year int) []release.Figure {
	t.Helper()
	list, err := w.Figures(t.Context(), w.m, f, release.ByYear, fmt.Sprint(year))
	no(t, err)
	out := make([]release.Figure, len(list))
	for i, one := range list {
		out[i] = one.Figure
		if one.Area.Name != "R" || len(one.Area.Cells) > 0 || len(one.Leaves) > 0 {
			t.Errorf("%s: %s is about less than the whole municipality", f, one.Kind)
		}
	}
	return out
}

// classTotals is what the rows of the year's periods show of each class; false for a
// class of which they do not show all, since the team was hardly there.
func (w *walkWorld) classTotals(t *testing.T, f release.Family, year int) (totals map[string]int, whole map[string]bool) {
	t.Helper()
	totals, unknown := map[string]int{}, map[string]bool{}
	for n := 1; n <= release.PeriodsInYear; n++ {
		list, err := w.Figures(t.Context(), w.m, f, release.ByPeriod, release.FourWeeks{Year: year, Number: n}.String())
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		no(t, err)
		for _, one := range list {
			totals[one.Kind] += one.Count
			unknown[one.Kind] = unknown[one.Kind] || one.Status == release.Unknown
		}
	}
	whole = map[string]bool{}
	for class := range totals {
		whole[class] = !unknown[class]
	}
	return totals, whole
}

// tallied is what a side table of the simulated year is made of, by detail.
func (w *walkWorld) tallied(t *testing.T, f release.Family) map[string]int {
	t.Helper()
	out := map[string]int{}
	no(t, w.App(t.Context(), w.m, func(tx pgx.Tx) error {
		rows, err := tx.Query(t.Context(), `SELECT detail, sum(count)::int FROM release_tally
			WHERE family = $1 AND counted_in BETWEEN $2 AND $3 GROUP BY detail`, f,
			release.WeekOne(simulatedSpan).Monday(), release.WeekOne(simulatedSpan+1).Monday()-1)
		if err != nil {
			return err
		}
		var detail string
		var n int
		_, err = pgx.ForEachRow(rows, []any{&detail, &n}, func() error { out[detail] = n; return nil })
		return err
	}))
	return out
}

// counted is the last day that the weeks of the simulated year have counted: the
// events of the last ones, if they were too few, wait for the next year.
func (w *walkWorld) counted(t *testing.T, f release.Family) geo.Date {
	t.Helper()
	var last geo.Date
	w.query(t, &last, `SELECT max(last_day) FROM release.edition WHERE family = $1 AND level = 1 AND last_day < $2`,
		f, release.WeekOne(simulatedSpan+1).Monday())
	return last
}

// inYear reports whether a day lies in the simulated ISO year.
func inYear(d geo.Date) bool {
	return d >= release.WeekOne(simulatedSpan).Monday() && d < release.WeekOne(simulatedSpan+1).Monday()
}

// The side tables of a simulated year agree with what happened in it, and their
// figures by class with the rows of the periods; publishing again changes no byte.
func TestSideTablesTellTheYear(t *testing.T) {
	w, h := sideWorld(t)
	due := release.YearDue(simulatedSpan)
	_, err := w.ReleaseDue(t.Context(), w.m, due)
	no(t, err)

	targets, last := map[string]int{}, w.counted(t, release.Encounters)
	for _, e := range h.Encounters {
		switch {
		case e.Day > last || e.Outcome != release.Bridged:
		case len(e.BridgeTargets) > 1:
			targets[release.SeveralTargets]++
		default:
			targets[e.BridgeTargets[0]]++
		}
	}
	got := w.tallied(t, release.Bridges)
	delete(got, release.NoBridge)
	if diff := cmp.Diff(targets, got); diff != "" || len(targets) < 3 {
		t.Errorf("bridges by target (-want +got):\n%s", diff)
	}
	channels, homes := map[string]int{}, 0
	last = w.counted(t, release.Concerns)
	for _, c := range h.Concerns {
		switch {
		case c.Day <= last && c.Context == "street":
			channels[string(c.Channel)]++
		case c.Context == "home" && inYear(c.Day):
			homes++
		}
	}
	if diff := cmp.Diff(channels, w.tallied(t, release.Channels)); diff != "" {
		t.Errorf("concerns by channel (-want +got):\n%s", diff)
	}
	if list := w.side(t, release.HomeConcerns, simulatedSpan); len(list) != 1 || list[0].Count != homes || homes < 10 {
		t.Errorf("concerns about homes: %+v, want %d", list, homes)
	}
	w.wantSlots(t, h)
	w.wantWaits(t, h)
	for parent, side := range map[release.Family]release.Family{release.Encounters: release.Bridges, release.Concerns: release.Channels} {
		w.wantClasses(t, parent, side)
	}

	before := w.releases(t)
	made, err := w.ReleaseDue(t.Context(), w.m, due)
	no(t, err)
	if diff := cmp.Diff(before, w.releases(t)); made != 0 || diff != "" {
		t.Errorf("%d editions made again (-before +after):\n%s", made, diff)
	}
}

// wantClasses: each class that a side table splits adds up to what the periods show
// of it, where they show all of it; bridges lack what is no bridge.
func (w *walkWorld) wantClasses(t *testing.T, parent, side release.Family) {
	t.Helper()
	totals, whole := w.classTotals(t, parent, simulatedSpan)
	split := map[string]int{}
	for _, f := range w.side(t, side, simulatedSpan) {
		split[f.Of] += f.Count
	}
	if len(split) == 0 {
		t.Errorf("%s splits no class", side)
	}
	for class, n := range split {
		shown := totals[class]
		all := side == release.Channels || class == release.Bridged // and nothing that is no bridge
		if whole[class] && n > shown || all && n < shown {
			t.Errorf("%s: %d of class %q, and the periods show %d", side, n, class, shown)
		}
	}
}

// wantSlots: hours by weekday and daypart are the minutes of the visited stops.
func (w *walkWorld) wantSlots(t *testing.T, h *simulate.History) {
	t.Helper()
	minutes, last := map[string]int{}, w.counted(t, release.Encounters)
	for _, r := range h.Rounds {
		for _, s := range r.Stops {
			if day := r.Shift.Date; day <= last && s.State == simulate.Visited {
				minutes[fmt.Sprintf("%d-%d", (int(day.Weekday())+6)%7+1, geo.DaypartAt(s.Arrive))] += s.Leave - s.Arrive
			}
		}
	}
	list, sum := w.side(t, release.Weekdays, simulatedSpan), 0
	for _, f := range list {
		if f.Count != minutes[f.Kind]/60 {
			t.Errorf("%d hours on %s, want %d", f.Count, f.Kind, minutes[f.Kind]/60)
		}
		sum += f.Count
	}
	if len(list) != 28 || sum < 50 {
		t.Errorf("%d figures with %d hours", len(list), sum)
	}
}

// wantWaits: what was decided ten weeks before the weeks of the year, and when the
// first visit to its cell came.
func (w *walkWorld) wantWaits(t *testing.T, h *simulate.History) {
	t.Helper()
	visits := map[geo.Cell][]geo.Date{}
	for _, r := range h.Rounds {
		for _, s := range r.Stops {
			if s.State == simulate.Visited {
				visits[s.Cell] = append(visits[s.Cell], r.Shift.Date)
			}
		}
	}
	want, soon := map[string]int{}, 0
	for _, c := range h.Concerns {
		if c.Context != "street" || c.Decision != "visit" || c.MergedInto != nil || !inYear(c.DecidedOn+70) {
			continue
		}
		first := "none"
		slices.Sort(visits[c.Cell])
		for _, day := range visits[c.Cell] {
			if day >= c.DecidedOn && day <= c.DecidedOn+70 {
				first = fmt.Sprint(int(day - c.DecidedOn))
				if day <= c.DecidedOn+14 {
					soon++
				}
				break
			}
		}
		want[first]++
	}
	if diff := cmp.Diff(want, w.tallied(t, release.Waiting)); diff != "" {
		t.Errorf("days until the first visit (-want +got):\n%s", diff)
	}
	list, total := w.side(t, release.Waiting, simulatedSpan), 0
	for _, n := range want {
		total += n
	}
	for _, f := range list {
		switch {
		case f.Kind == release.Within14Days && f.Count != soon, f.Kind == release.Later && f.Count != total-soon,
			strings.Contains(f.Kind, "+") && f.Count != total, f.Kind == release.MedianDays && f.Status == release.OwnFigure && f.Count > 70:
			t.Errorf("%s is %d; %d of %d were visited within 14 days", f.Kind, f.Count, soon, total)
		}
	}
	if len(list) != 3 && (len(list) != 1 || !strings.Contains(list[0].Kind, "+")) || total < 20 {
		t.Errorf("%d figures of waiting from %d concerns", len(list), total)
	}
}

// Whoever pulls the plug while a year is published leaves nothing of it, and the next
// run publishes what the first would have.
func TestSideTablesComeWithTheirYearOrNotAtAll(t *testing.T) {
	w, _ := sideWorld(t)
	owner := func(sql string) {
		no(t, w.Owner(t.Context(), w.m, func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), sql)
			return err
		}))
	}
	owner(`CREATE FUNCTION pull() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''pulled''; END'`)
	before, due := w.releases(t), release.YearDue(simulatedSpan)
	for _, c := range []struct{ parent, at release.Family }{{release.Encounters, release.Weekdays}, {release.Concerns, release.HomeConcerns}} {
		owner(`CREATE TRIGGER pulled BEFORE INSERT ON release.figure FOR EACH ROW WHEN (NEW.family = '` + string(c.at) + `') EXECUTE FUNCTION pull()`)
		if _, err := w.ReleaseYear(t.Context(), w.m, c.parent, simulatedSpan, due); err == nil {
			t.Fatalf("the year of %s was published", c.parent)
		}
		if diff := cmp.Diff(before, w.releases(t)); diff != "" {
			t.Errorf("half of the year of %s is left (-before +after):\n%s", c.parent, diff)
		}
		owner(`DROP TRIGGER pulled ON release.figure`)
	}
	for _, f := range []release.Family{release.Encounters, release.Concerns} {
		made, err := w.ReleaseYear(t.Context(), w.m, f, simulatedSpan, due)
		if err != nil || !made {
			t.Fatalf("the year of %s: %v, %v", f, made, err)
		}
	}
	for _, f := range release.SideTables {
		if len(w.side(t, f, simulatedSpan)) == 0 {
			t.Errorf("%s has no figure", f)
		}
	}
}
