package management_test

import (
	"encoding/csv"
	"html"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"runde/store/access"

	"github.com/google/go-cmp/cmp"
)

var (
	tableRow  = regexp.MustCompile(`(?s)<tr[^>]*>(.*?)</tr>`)
	tableCell = regexp.MustCompile(`(?s)<t[hd][^>]*>(.*?)</t[hd]>`)
	markup    = regexp.MustCompile(`(?s)<[^>]*>`)
	arrow     = strings.NewReplacer("▲", "", "▼", "")
)

// tableRows are the texts of all tables of a page, row by row.
func tableRows(page string) [][]string {
	var out [][]string
	for _, r := range tableRow.FindAllStringSubmatch(page, -1) {
		var cells []string
		for _, c := range tableCell.FindAllStringSubmatch(r[1], -1) {
			cells = append(cells, strings.TrimSpace(html.UnescapeString(arrow.Replace(markup.ReplaceAllString(c[1], "")))))
		}
		out = append(out, cells)
	}
	return out
}

// fileRows is an answered file and the rows of its tables.
func fileRows(t *testing.T, answer *httptest.ResponseRecorder) (text string, rows [][]string) {
	t.Helper()
	text, marked := strings.CutPrefix(answer.Body.String(), "\ufeff")
	read := csv.NewReader(strings.NewReader(text))
	read.Comma, read.FieldsPerRecord = ';', -1
	lines, err := read.ReadAll()
	if err != nil || !marked || answer.Code != 200 {
		t.Fatalf("%d, byte order mark %v: %v", answer.Code, marked, err)
	}
	for _, l := range lines {
		if len(l) > 1 { // titles stand alone
			rows = append(rows, l)
		}
	}
	return text, rows
}

// The file holds the tables of the page: the same texts, rows and order.
func TestFileIsThePage(t *testing.T) {
	w := newWorld(t)
	for _, q := range []url.Values{{"periode": {"2026-P10"}}, {"periode": {"2026-P11"}, "sorter": {"moeder"}}} {
		want := tableRows(w.page(t, "/ledelse?"+q.Encode()))
		answer := w.as(t, access.Management, "/ledelse/hent", q)
		text, got := fileRows(t, answer)
		if diff := cmp.Diff(want, got); diff != "" || len(want) < 20 {
			t.Errorf("%v: %d rows (-page +file):\n%s", q, len(want), diff)
		}
		if !strings.Contains(text, "supplement") {
			t.Error("the file does not say that it is a supplement")
		}
	}
}

// The page shows what was released and nothing else: each area's meetings and hours,
// with no figure where too little is known.
func TestPageShowsWhatWasReleased(t *testing.T) {
	w := newWorld(t)
	got := map[string]int{}
	for _, row := range tableRows(w.page(t, "/ledelse?periode=2026-P11")) {
		if len(row) == 8 && row[0] != "Område" {
			got[row[3]+" møder, "+row[4]+" timer"]++
		}
	}
	want := map[string]int{}
	for _, a := range w.areas(t, "2026-P11") {
		meetings := strconv.Itoa(a.Count)
		if !a.Rate.Known {
			meetings = "–"
		}
		want[meetings+" møder, "+strconv.Itoa(a.Hours)+" timer"]++
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 3 {
		t.Errorf("(-released +page):\n%s", diff)
	}
}

// Own, shown together, zero and unknown are told apart in words and by pattern, and
// a change is named only where it is larger than its uncertainty.
func TestEveryKindOfFigureLooksDifferent(t *testing.T) {
	w := newWorld(t)
	now, before := w.page(t, "/ledelse?periode=2026-P11"), w.page(t, "/ledelse?periode=2026-P09")
	for _, part := range []string{
		"eget tal", "vist sammen med nabofelter", "vi ved ikke nok her endnu",
		`"pattern":""`, `"pattern":"stripes"`, `"pattern":"hatch"`, `id="heat-stripes"`, `id="heat-hatch"`, `id="heat-dots"`,
		"ingen sikker ændring", "og det er mere end usikkerheden",
	} {
		if !strings.Contains(now, part) {
			t.Errorf("the page lacks %q", part)
		}
	}
	if strings.Contains(before, "ingen sikker ændring") {
		t.Error("the first period is compared with one that was not published")
	}
}
