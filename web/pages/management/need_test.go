package management_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"runde/geo"
	"runde/geo/release"
	"runde/geo/stats"
	"runde/routes/rounds"
	"runde/store"
	"runde/store/access"

	"github.com/google/uuid"
)

// Only published periods can be asked for: no range of days, no ground, no filter,
// on the page, as a file or as JSON.
func TestOnlyPublishedPeriodsCanBeAskedFor(t *testing.T) {
	w := newWorld(t)
	for path, want := range map[string]int{
		"/ledelse":                                                                  200,
		"/ledelse?periode=2026-P09":                                                 200,
		"/ledelse?periode=2026-P11&vis=indsats":                                     200,
		"/ledelse?periode=2026-P12":                                                 400, // not over
		"/ledelse?periode=2026-P08":                                                 400, // before anything
		"/ledelse?periode=2026-W40":                                                 400,
		"/ledelse?periode=2026-09-07/2026-10-04":                                    400,
		"/ledelse?fra=2026-09-07&til=2026-10-04":                                    400,
		"/ledelse?periode=2026-P10&kanal=neighbour":                                 400,
		"/ledelse?periode=2026-P10&periode=2026-P11":                                400,
		"/ledelse?omraade=891f0a2a163ffff":                                          400, // a finer cell
		"/ledelse?vis=borgere":                                                      400,
		"/ledelse?sorter=medarbejder":                                               400,
		"/api/v1/releases":                                                          200,
		"/api/v1/releases/encounters/period/2026-P10":                               200,
		"/api/v1/releases/encounters/period/2026-P12":                               400,
		"/api/v1/releases/encounters/week/2026-W46":                                 400, // not seven days ago
		"/api/v1/releases/presence/year/2026":                                       400,
		"/api/v1/releases/encounters/period/2026-P99":                               400,
		"/api/v1/releases/encounters/period/2026-P10?from=2026-09-07&to=2026-09-20": 400,
	} {
		if got := w.as(t, access.Management, path, nil); got.Code != want {
			t.Errorf("%s: %d, want %d", path, got.Code, want)
		} else if want == 400 && strings.HasPrefix(path, "/api/") && !strings.Contains(got.Body.String(), codeFor(path)) {
			t.Errorf("%s: %s", path, got.Body)
		}
	}
	for _, form := range []url.Values{{"periode": {"2026-P12"}}, {"fra": {"2026-09-07"}}} {
		if got := w.as(t, access.Management, "/ledelse/hent", form).Code; got != http.StatusBadRequest {
			t.Errorf("a file of %v: %d, want 400", form, got)
		}
	}
}

// codeFor is the API's refusal: a range of days is a question that does not exist.
func codeFor(path string) string {
	if strings.Contains(path, "?") {
		return "unknown_field"
	}
	return "not_a_published_period"
}

// Figures are for those who steer and those who plan; a worker has no use for them,
// and a visitor signs in first.
func TestWhoReadsFigures(t *testing.T) {
	w := newWorld(t)
	for role, want := range map[access.Role]int{
		access.Management: 200, access.Leader: 200, access.Coordinator: 200, access.Worker: 403, access.Visitor: 303,
	} {
		if got := w.as(t, role, "/ledelse", nil).Code; got != want {
			t.Errorf("%q: %d, want %d", role, got, want)
		}
	}
	for role, want := range map[access.Role]int{access.Management: 200, access.Worker: 403, access.Visitor: 401} {
		if got := w.as(t, role, "/api/v1/releases", nil).Code; got != want {
			t.Errorf("%q, JSON: %d, want %d", role, got, want)
		}
		if want == 200 {
			continue
		}
		if got := w.as(t, role, "/ledelse/hent", url.Values{"periode": {"2026-P10"}}).Code; got != want {
			t.Errorf("%q, file: %d, want %d", role, got, want)
		}
	}
}

// The same question has the same answer, byte for byte, however often it is asked.
func TestSameQuestionSameBytes(t *testing.T) {
	w := newWorld(t)
	const path = "/ledelse?periode=2026-P10&vis=indsats&sorter=behov"
	first := w.page(t, path)
	for range 50 {
		if again := w.page(t, path); again != first {
			t.Fatal("the page differs")
		}
	}
}

// What happens today changes nothing that management sees, until its period has been
// over for seven days.
func TestMeetingAppearsWithItsPeriod(t *testing.T) {
	w := newWorld(t)
	last := w.History.Rounds[len(w.History.Rounds)-1]
	paths := []string{"/ledelse", "/ledelse?periode=2026-P11", "/ledelse?periode=2026-P10", "/api/v1/releases"}
	before := map[string]string{}
	for _, p := range paths {
		before[p] = w.page(t, p)
	}
	team := last.Shift.TeamID
	staff, err := w.AddStaff(t.Context(), w.Municipality, store.By{At: w.Now()},
		store.NewStaff{Login: "a@example.dk", Role: access.Worker, TeamID: &team})
	if err != nil {
		t.Fatal(err)
	}
	for range 9 {
		_, err := w.RecordEncounter(t.Context(), w.Municipality, staff, rounds.Encounter{
			ID: uuid.New(), Round: last.ID, Cell: last.Stops[0].Cell, Daypart: geo.Morning, Outcome: "greeted", Persons: "one",
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	due := release.PeriodOf(geo.WeekOf(last.Shift.Date)).Due()
	for _, on := range []geo.Date{w.Today(), due - 1} {
		w.publish(t, on)
		for _, p := range []string{"/ledelse?periode=2026-P10", "/api/v1/releases/encounters/period/2026-P11"} {
			if before[p] == "" {
				before[p] = w.page(t, p)
			}
		}
		if got := w.as(t, access.Management, "/ledelse?periode=2026-P12", nil).Code; got != http.StatusBadRequest {
			t.Errorf("on %s the period is shown already: %d", on, got)
		}
		if on == w.Today() {
			for _, p := range paths {
				if w.page(t, p) != before[p] {
					t.Errorf("%s has changed by meetings of today", p)
				}
			}
		}
	}
	w.publish(t, due)
	want := 9
	for _, e := range w.History.Encounters {
		if release.PeriodOf(geo.WeekOf(e.Day)).String() == "2026-P12" {
			want++
		}
	}
	got := 0
	for _, a := range w.areas(t, "2026-P12") {
		got += a.Count
	}
	if got != want || !strings.Contains(w.page(t, "/ledelse"), "2026-P12") {
		t.Errorf("2026-P12 shows %d meetings, want %d", got, want)
	}
}

// publish makes what is due on the day, as the job of that day does.
func (w *world) publish(t *testing.T, on geo.Date) {
	t.Helper()
	if _, err := w.ReleaseDue(t.Context(), w.Municipality, on); err != nil {
		t.Fatal(err)
	}
}

// areas are those of a period as they were released.
func (w *world) areas(t *testing.T, period string) []stats.Area {
	t.Helper()
	var all []release.Figure
	for _, f := range []release.Family{release.Encounters, release.Presence} {
		list, err := w.Figures(t.Context(), w.Municipality, f, release.ByPeriod, period)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range list {
			all = append(all, one.Figure)
		}
	}
	return stats.Areas(release.Encounters, all)
}

// Before anything is published the page says when that will be, and shows nothing.
func TestNothingPublishedYet(t *testing.T) {
	w := newEmptyWorld(t)
	body := w.page(t, "/ledelse")
	if !strings.Contains(body, "Der er ikke offentliggjort tal endnu") || strings.Contains(body, "heatmap-data") {
		t.Error("the page does not say that there are no figures, or shows some")
	}
	if got := w.as(t, access.Management, "/ledelse/hent", url.Values{}).Code; got != http.StatusNotFound {
		t.Errorf("a file of nothing: %d, want 404", got)
	}
	if got := w.as(t, access.Management, "/ledelse?periode=2026-P10", nil).Code; got != http.StatusBadRequest {
		t.Errorf("a period that is not published: %d, want 400", got)
	}
}

// An export is noted with who and what, and a refused one is not made.
func TestExportIsNoted(t *testing.T) {
	w := newWorld(t)
	exports := func() (out []store.Audit) {
		t.Helper()
		log, err := w.Audits(t.Context(), w.Municipality, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range log {
			if a.Action == "release.export" {
				out = append(out, a)
			}
		}
		return out
	}
	w.as(t, access.Worker, "/ledelse/hent", url.Values{"periode": {"2026-P10"}})
	w.as(t, access.Management, "/ledelse/hent", url.Values{"periode": {"2026-P12"}})
	if n := len(exports()); n != 0 {
		t.Fatalf("%d refused exports are noted", n)
	}
	w.as(t, access.Management, "/ledelse/hent", url.Values{"periode": {"2026-P10"}})
	got := exports()
	if len(got) != 1 || got[0].ObjectID != "2026-P10" || got[0].Actor == nil || got[0].At.Sub(w.Now()).Abs() > time.Minute {
		t.Errorf("noted: %+v", got)
	}
}

// Without script, the address alone explains an area and chooses the layer.
func TestAddressExplainsAnArea(t *testing.T) {
	w := newWorld(t)
	area := w.areas(t, "2026-P11")[0].Cells[0].String()
	body := w.page(t, "/ledelse?vis=indsats&omraade="+area)
	for part, want := range map[string]int{
		`data-area-detail="` + area + `">`:         1,                                   // shown
		`" hidden>`:                                len(w.areas(t, "2026-P11")) - 1 + 1, // the other areas and the other legend
		`data-layer="indsats" aria-current="true"`: 1,
	} {
		if got := strings.Count(body, part); got != want {
			t.Errorf("%s stands %d times, want %d", part, got, want)
		}
	}
}
