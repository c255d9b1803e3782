package management_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"runde/geo/release"
	"runde/geo/stats"
	"runde/store/access"

	"github.com/google/go-cmp/cmp"
)

// newYearWorld is the town with a 2026 that has every kind of figure.
func newYearWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.MakeUpYear(t)
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

// rowsOf are the texts of the rows of a page's tables, by their first cell.
func rowsOf(page string) map[string][]string {
	out := map[string][]string{}
	for _, row := range tableRows(page) {
		out[row[0]] = append(out[row[0]], strings.Join(row[1:], " | "))
	}
	return out
}

// Own, shown together, unknown and zero are told apart in words, by pattern and by
// colour on the year's own rows, with concerns on theirs. A row is called by its
// block and a number, and the same name is the same ground.
func TestYearShowsItsRows(t *testing.T) {
	w := newYearWorld(t)
	page := w.page(t, "/ledelse/aar?aar=2026")
	rows := rowsOf(page)
	for name, want := range map[string][]string{
		"Midtby":                  {"5,9 | rimelig sikkert: 4,7–7,3 | 34 | 58 | eget tal", "23 | eget tal"},
		"Havnen og Strandby":      {"6,9 | rimelig sikkert: 5,8–8,2 | 55 | 80 | vist sammen med nabofelter"},
		"Havnen":                  {"0 | nul"},                         // of concerns: there it stands alone
		"Hele kommunen, område 1": {"12 | vist sammen med nabofelter"}, // of concerns: Strandby and Skovby (2)
		"Østervang, område 1":     {"2,3 | usikkert: 1,6–3,2 | 14 | 61 | vist sammen med nabofelter"},
		"Østervang, område 2":     {"23 | vist sammen med nabofelter"},
		"Østervang, område 3":     {"0,0 | usikkert: 0,0–0,5 | 0 | 30 | nul"},
		"Østervang, område 4":     {"– | – | – | 3 | vi ved ikke nok her endnu"},
		"Østervang, område 5":     {"5,3 | rimelig sikkert: 4,5–6,2 | 64 | 120 | eget tal", "11 | eget tal"},
	} {
		if diff := cmp.Diff(want, rows[name]); diff != "" {
			t.Errorf("%s (-want +page):\n%s", name, diff)
		}
	}
	for _, part := range []string{
		`{"class":"unknown","pattern":"hatch","text":"?"}`, `{"class":"zero","pattern":"dots","text":"0"}`,
		`"pattern":"stripes","text":"6,9"}`, `"pattern":"","text":"5,9"}`,
		`"looks":{"bekymringer":{"class":"concern-3","pattern":"stripes","text":"23"}}`,
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the map lacks %s", part)
		}
	}
}

// The tables of the whole municipality: a line for each detail with the sum of the
// classes in which it stands alone, a line for those shown together, and a sentence
// where something is not published. Concerns about homes are in no other figure.
func TestYearShowsItsSideTables(t *testing.T) {
	w := newYearWorld(t)
	page := w.page(t, "/ledelse/aar?aar=2026")
	rows := rowsOf(page)
	for name, want := range map[string]string{
		"egen læge":     "14 | eget tal",
		"sagsbehandler": "19 | eget tal",
		"sagsbehandler, misbrugsbehandling og møder uden brobygning": "41 | vist samlet, fordi mindst ét af tallene er lille",
		"værested":                   "12 | eget tal",
		"andet":                      "0 | nul",
		"flere steder på én gang":    "7 | eget tal",
		"pårørende":                  "14 | eget tal",
		"nabo og den lokale købmand": "13 | vist samlet, fordi mindst ét af tallene er lille",
		"eget opsøgende arbejde":     "– | vi ved ikke nok",
		"inden for 14 dage":          "31 bekymringer (78 %) | eget tal",
		"senere eller slet ikke":     "9 bekymringer (22 %) | eget tal",
		"median":                     "6 dage | eget tal",
		"mandag":                     "0 | 13 | 14 | 15 | 42",
		"søndag":                     "0 | 0 | 0 | 0 | 0",
	} {
		if diff := cmp.Diff([]string{want}, rows[name]); diff != "" {
			t.Errorf("%s (-want +page):\n%s", name, diff)
		}
	}
	for _, part := range []string{
		"Det er indsats og ikke behov", "så ingen kan regne sig frem til en enkelt borger; de er ikke talt med",
		"Bekymringer om borgere i egen bolig er ikke offentliggjort for 2026: der kom for få",
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the page does not say %q", part)
		}
	}
	if strings.Contains(w.page(t, "/ledelse"), "egen læge") {
		t.Error("the page of a period shows a table of the year")
	}
}

// A year that the jobs published is shown as it was: every row once, with its status.
func TestYearShowsWhatWasReleased(t *testing.T) {
	w := newWorld(t)
	w.PublishYear(t)
	got, want := map[string]int{}, map[string]int{}
	page, _, _ := strings.Cut(w.page(t, "/ledelse/aar?aar=2026"), `id="ugedage"`)
	for _, row := range tableRows(page) {
		if len(row) == 6 && row[0] != "Område" {
			got[row[3]+" møder, "+row[4]+" timer, "+row[5]]++
		}
	}
	shown := map[release.Status]string{
		release.OwnFigure: "eget tal", release.Merged: "vist sammen med nabofelter", release.Zero: "nul",
	}
	for _, a := range w.yearAreas(t, release.Encounters) {
		number, as := strconv.Itoa(a.Count), shown[a.Status]
		if !a.Rate.Known {
			number, as = "–", "vi ved ikke nok her endnu"
		}
		want[number+" møder, "+strconv.Itoa(a.Hours)+" timer, "+as]++
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 3 {
		t.Errorf("(-released +page):\n%s", diff)
	}
}

// The file holds the tables of the page: the same texts, rows and order; that it was
// taken is noted.
func TestFileOfTheYearIsThePage(t *testing.T) {
	w := newYearWorld(t)
	for _, q := range []url.Values{{"aar": {"2026"}}, {"aar": {"2026"}, "sorter": {"timer"}}} {
		want := tableRows(w.page(t, "/ledelse/aar?"+q.Encode()))
		answer := w.as(t, access.Management, "/ledelse/aar/hent", q)
		text, got := fileRows(t, answer)
		if diff := cmp.Diff(want, got); diff != "" || len(want) < 40 {
			t.Errorf("%v: %d rows (-page +file):\n%s", q, len(want), diff)
		}
		if !strings.Contains(text, "egen bolig er ikke offentliggjort for 2026") {
			t.Error("the file does not say what is not published")
		}
	}
	log, err := w.Audits(t.Context(), w.Municipality, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	noted := 0
	for _, a := range log {
		if a.Action == "release.export" && a.ObjectID == "2026" && a.Actor != nil {
			noted++
		}
	}
	if noted != 2 {
		t.Errorf("%d of 2 exports are noted", noted)
	}
}
