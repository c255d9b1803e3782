package management_test

import (
	"encoding/csv"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"runde/geo/release"
	"runde/geo/stats"
	"runde/store/access"

	"github.com/google/go-cmp/cmp"
)

// newYearWorld is the town with the whole of 2026 published.
func newYearWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.PublishYear(t)
	return w
}

// yearAreas are the rows of a family in 2026 as they were released.
func (w *world) yearAreas(t *testing.T, f release.Family) []stats.Area {
	t.Helper()
	var all []release.Figure
	for _, one := range []release.Family{f, release.Presence} {
		list, err := w.Figures(t.Context(), w.Municipality, one, release.ByYear, "2026")
		if err != nil {
			t.Fatal(err)
		}
		for _, fig := range list {
			all = append(all, fig.Figure)
		}
	}
	return stats.Areas(f, all)
}

// Only published years can be asked for, and of those only what the page offers.
func TestOnlyPublishedYearsCanBeAskedFor(t *testing.T) {
	w := newYearWorld(t)
	area := w.yearAreas(t, release.Encounters)[0].Cells[0].String()
	for path, want := range map[string]int{
		"/ledelse/aar":                                  200,
		"/ledelse/aar?aar=2026":                         200,
		"/ledelse/aar?aar=2026&vis=bekymringer":         200,
		"/ledelse/aar?aar=2026&omraade=" + area:         200,
		"/ledelse/aar?aar=2025":                         400,
		"/ledelse/aar?aar=2027":                         400,
		"/ledelse/aar?aar=2026-P11":                     400,
		"/ledelse/aar?aar=2026&aar=2026":                400,
		"/ledelse/aar?periode=2026-P11":                 400,
		"/ledelse/aar?fra=2026-01-01&til=2026-12-31":    400,
		"/ledelse/aar?aar=2026&kanal=neighbour":         400,
		"/ledelse/aar?aar=2026&omraade=891f0a2a163ffff": 400, // a finer cell
		"/ledelse/aar?aar=2026&sorter=medarbejder":      400,
		"/ledelse?periode=2026":                         400,
		"/ledelse?vis=bekymringer":                      400, // of the year's page alone
	} {
		if got := w.as(t, access.Management, path, nil).Code; got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
	for _, form := range []url.Values{{"aar": {"2025"}}, {"fra": {"2026-01-01"}}, {"periode": {"2026-P11"}}} {
		if got := w.as(t, access.Management, "/ledelse/aar/hent", form).Code; got != 400 {
			t.Errorf("a file of %v: %d, want 400", form, got)
		}
	}
}

// The year is for those who steer and those who plan.
func TestWhoReadsTheYear(t *testing.T) {
	w := newYearWorld(t)
	for role, want := range map[access.Role]int{
		access.Management: 200, access.Leader: 200, access.Coordinator: 200, access.Worker: 403, access.Visitor: 303,
	} {
		if got := w.as(t, role, "/ledelse/aar", nil).Code; got != want {
			t.Errorf("%q: %d, want %d", role, got, want)
		}
	}
	for role, want := range map[access.Role]int{access.Management: 200, access.Worker: 403, access.Visitor: 401} {
		if got := w.as(t, role, "/ledelse/aar/hent", url.Values{"aar": {"2026"}}).Code; got != want {
			t.Errorf("%q, file: %d, want %d", role, got, want)
		}
	}
}

// Before a year is published the page says when that will be, and shows nothing.
func TestNoYearPublishedYet(t *testing.T) {
	w := newWorld(t)
	body := w.page(t, "/ledelse/aar")
	if !strings.Contains(body, "Der er ikke offentliggjort et år endnu") || strings.Contains(body, "heatmap-data") {
		t.Error("the page does not say that there is no year, or shows one")
	}
	if got := w.as(t, access.Management, "/ledelse/aar/hent", url.Values{}).Code; got != 404 {
		t.Errorf("a file of nothing: %d, want 404", got)
	}
	w.publish(t, release.YearDue(2026)-1)
	if got := w.as(t, access.Management, "/ledelse/aar?aar=2026", nil).Code; got != 400 {
		t.Errorf("the day before it is due, the year is shown: %d", got)
	}
}

// The page shows what was released and nothing else: each row's meetings and hours,
// with no figure where too little is known, and concerns on rows of their own.
func TestYearShowsWhatWasReleased(t *testing.T) {
	w := newYearWorld(t)
	meetings, concerns := map[string]int{}, map[string]int{}
	for _, row := range tableRows(w.page(t, "/ledelse/aar?aar=2026")) {
		switch {
		case len(row) == 6 && row[0] != "Område":
			meetings[row[3]+" møder, "+row[4]+" timer, "+row[5]]++
		case len(row) == 3 && row[2] == "eget tal" || len(row) == 3 && row[2] == "nul":
			concerns[row[1]]++
		}
	}
	shown := map[release.Status]string{
		release.OwnFigure: "eget tal", release.Merged: "vist sammen med nabofelter", release.Zero: "nul",
	}
	want, wantConcerns, seen := map[string]int{}, map[string]int{}, map[release.Status]int{}
	for _, a := range w.yearAreas(t, release.Encounters) {
		number, as := strconv.Itoa(a.Count), shown[a.Status]
		if !a.Rate.Known {
			number, as = "–", "vi ved ikke nok her endnu"
		}
		seen[a.Status]++
		want[number+" møder, "+strconv.Itoa(a.Hours)+" timer, "+as]++
	}
	for _, a := range w.yearAreas(t, release.Concerns) {
		wantConcerns[strconv.Itoa(a.Count)]++
	}
	if diff := cmp.Diff(want, meetings); diff != "" {
		t.Errorf("(-released +page):\n%s", diff)
	}
	if diff := cmp.Diff(wantConcerns, concerns); diff != "" || len(concerns) < 2 {
		t.Errorf("concerns (-released +page):\n%s", diff)
	}
	t.Log(seen)
}

var areaName = regexp.MustCompile(`data-area="[^"]*">([^<]*)<`)

// Rows have names that nobody else has in their table, by the block they lie in.
func TestRowsOfTheYearHaveNames(t *testing.T) {
	w := newYearWorld(t)
	for _, m := range areaName.FindAllStringSubmatch(w.page(t, "/ledelse/aar?aar=2026"), -1) {
		t.Log(m[1])
	}
}

// The file holds the tables of the page: the same texts, rows and order; that it was
// taken is noted.
func TestFileOfTheYearIsThePage(t *testing.T) {
	w := newYearWorld(t)
	for _, q := range []url.Values{{"aar": {"2026"}}, {"aar": {"2026"}, "sorter": {"timer"}}} {
		want := tableRows(w.page(t, "/ledelse/aar?"+q.Encode()))
		answer := w.as(t, access.Management, "/ledelse/aar/hent", q)
		text, marked := strings.CutPrefix(answer.Body.String(), "\ufeff")
		read := csv.NewReader(strings.NewReader(text))
		read.Comma, read.FieldsPerRecord = ';', -1
		lines, err := read.ReadAll()
		if err != nil || !marked || answer.Code != 200 {
			t.Fatalf("%d, byte order mark %v: %v", answer.Code, marked, err)
		}
		var got [][]string
		for _, l := range lines {
			if len(l) > 1 { // titles stand alone
				got = append(got, l)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || len(want) < 12 {
			t.Errorf("%v: %d rows (-page +file):\n%s", q, len(want), diff)
		}
	}
}
