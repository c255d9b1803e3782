package coordinator_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"runde/store/access"
	"runde/web/webtest"
)

// Where need stands out is for those who plan, and the week leads there.
func TestWhoSeesWhereNeedStandsOut(t *testing.T) {
	w := newWorld(t)
	for role, want := range map[access.Role]int{
		access.Coordinator: http.StatusOK, access.Leader: http.StatusOK,
		access.Worker: http.StatusForbidden, access.Management: http.StatusForbidden, access.Visitor: http.StatusSeeOther,
	} {
		mustCode(t, string(role), w.as(t, role).Get("/uge/behov"), want)
	}
	c := w.as(t, access.Coordinator)
	link := `<a href="/uge/behov"`
	if page := c.Get(w.path("")).Body.String(); !strings.Contains(page, link) {
		t.Error("a week without a plan does not lead there")
	}
	w.propose(t)
	if page := c.Get(w.path("")).Body.String(); !strings.Contains(page, link) {
		t.Error("a week with a plan does not lead there")
	}
}

// Where nothing stands out the page says that this is an answer too, and that a top ten
// of few cells is none.
func TestNothingStandsOut(t *testing.T) {
	w := newWorld(t)
	page := spoken(w.as(t, access.Coordinator).Get("/uge/behov").Body.String())
	mustSay(t, page, "Intet felt og ingen klynge stikker ud. Det er også et svar.",
		"Kun dem, der står tilbage efter korrektion for mange sammenligninger, er vist.",
		"Findes der ingen, er det også et svar: forskellene kan være tilfældige.",
		"Findes der ingen, er det også et svar: møderne følger timerne.",
		"Ukendte felter deltager ikke", "Det er for få til en top 10", "vi ved ikke nok her endnu")
}

var threeDecimals = regexp.MustCompile(`\d,\d{3}`)

// What stands out is named and numbered, clusters say what was expected and seen, and
// the cells stand with interval, probability and what they were given; the outlines
// that the map draws carry the same marks.
func TestWhatStandsOutIsSaid(t *testing.T) {
	w := worldOf(t, webtest.NewDenseWalk(t))
	_, known := w.Uneven(t)
	answer := w.as(t, access.Coordinator).Get("/uge/behov")
	mustCode(t, "the page", answer, http.StatusOK)
	body := answer.Body.String()
	page := spoken(body)
	mustSay(t, page, "1 klynge stikker ud.", fmt.Sprintf("Kun felter, vi ved nok om, er med: %d af 49.", known),
		" møder på ", "Ved et tilfælde sker det 1 af 1.000 gange (p under 0,01)", "999 tilfældige fordelinger",
		"borgere mødt pr. 10 timer (80 %)", "over 99 %", "Hvor mange der bor i et felt, indgår aldrig i behovet.")
	mustSay(t, page, "lavt behov under 3,6", "højt behov 14,4 og over", ", højt behov", "usikkert", "ikke besøgt i 9 uger",
		"ingen besøg i to år")
	for _, mark := range []string{"F1", "K1"} {
		if !strings.Contains(page, mark) || !strings.Contains(body, `"mark":"`+mark+`"`) {
			t.Errorf("%s is not both in the list and on the map", mark)
		}
	}
	if found := threeDecimals.FindAllString(page, -1); len(found) > 0 {
		t.Errorf("three decimals: %q", found)
	}
	top, _, _ := strings.Cut(body, "Alle felter")
	if got := strings.Count(top, `<th scope="row"`); got != 10 {
		t.Errorf("%d rows in the top ten", got)
	}
}
