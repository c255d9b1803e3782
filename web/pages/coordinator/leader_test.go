package coordinator_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"runde/geo/intake"
	"runde/store"
	"runde/store/access"
)

// handOver stores a concern that waits for the leader.
func (w *world) handOver(t *testing.T, c intake.Concern) intake.Concern {
	t.Helper()
	c = w.send(t, c)
	if err := w.DecideConcern(t.Context(), w.M, store.By{At: w.Now()}, c.ID, store.Decision{Code: intake.Leader}); err != nil {
		t.Fatal(err)
	}
	return c
}

// What is handed over is the leader's alone: every other role is refused and
// decides nothing.
func TestWhoReadsWhatIsHandedOver(t *testing.T) {
	w := newWorld(t)
	c := w.handOver(t, intake.Concern{})
	path := "/leder/henvendelser/" + c.ID.String()
	for _, role := range []access.Role{access.Coordinator, access.Worker, access.Management} {
		mustCode(t, string(role), w.as(t, role).Get("/leder/henvendelser"), http.StatusForbidden)
		mustCode(t, string(role), w.as(t, role).Form(path, url.Values{"do": {"close"}}), http.StatusForbidden)
	}
	mustCode(t, "a visitor", w.as(t, access.Visitor).Get("/leder/henvendelser"), http.StatusSeeOther)
	if got := w.concern(t, c.ID); got.State != intake.Decided || *got.Decision != intake.Leader {
		t.Errorf("a refused decision made it %s", got.State)
	}
}

// The leader lands on the list, reads the concern with its note, and each decision
// takes one form, leaves the list, is told, and can be taken back to it.
func TestTheLeaderDecidesWhatIsHandedOver(t *testing.T) {
	w := newWorld(t)
	leader := w.as(t, access.Leader)
	mustSay(t, spoken(leader.Get("/leder/henvendelser").Body.String()), "Overdraget til dig", "Ingen henvendelser venter på dig.")
	c := w.handOver(t, intake.Concern{Worries: []intake.Worry{intake.SleepsOut}, Note: "sover i læskuret"})
	other := w.send(t, intake.Concern{Note: "sidder ved porten"})
	if start := leader.Get("/log-ind").Header().Get("Location"); start != "/leder/henvendelser" {
		t.Errorf("the leader's first page is %q", start)
	}
	page := leader.Get("/leder/henvendelser").Body.String()
	mustSay(t, spoken(page), "sover i læskuret", "fryser eller sover ude", "Besøg", "Hold øje", "Ikke vores", "Afslut")
	if strings.Contains(page, "sidder ved porten") || strings.Contains(page, `value="leader"`) {
		t.Error("the list has what was not handed over, or hands over again")
	}
	path := "/leder/henvendelser/" + c.ID.String()
	for _, do := range []string{"visit", "watch", "not_ours", "close"} {
		page := follow(t, leader, leader.Form(path, url.Values{"do": {do}, "visit_by": {(w.Today() + 30).String()}}))
		mustSay(t, spoken(page), "Fortryd", "Ingen henvendelser venter på dig.")
		got := w.concern(t, c.ID)
		if closed := do == "not_ours" || do == "close"; closed != (got.State == intake.Closed) {
			t.Errorf("%s: %s", do, got.State)
		}
		page = follow(t, leader, leader.Form(path, url.Values{"do": {"return"}}))
		mustSay(t, spoken(page), "venter på dig igen", "sover i læskuret")
	}
	mustSay(t, spoken(follow(t, leader, leader.Form("/leder/henvendelser/"+other.ID.String(), url.Values{"do": {"watch"}}))), "Nogen har besluttet noget")
	if got := w.concern(t, other.ID).State; got != intake.Received {
		t.Errorf("the leader decided what was not handed over: %s", got)
	}
	mustCode(t, "a position", leader.Form(path, url.Values{"do": {"watch"}, "lat": {"55"}}), http.StatusBadRequest)
	mustCode(t, "no such word", leader.Form(path, url.Values{"do": {"leader"}}), http.StatusBadRequest)
	mustCode(t, "no day", leader.Form(path, url.Values{"do": {"visit"}, "visit_by": {"i morgen"}}), http.StatusUnprocessableEntity)
	mustCode(t, "no id", leader.Form("/leder/henvendelser/x", url.Values{"do": {"watch"}}), http.StatusNotFound)
}
