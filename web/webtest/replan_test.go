package webtest_test

import (
	"testing"
	"time"

	"runde/geo"
	"runde/routes"
	"runde/store"
	"runde/web/webtest"
)

// A week begins with the last rounds, is proposed again from what stands, and copes with
// illness: a round goes to another team and back, a shift is cancelled and its stops
// are shared out. Each page is accessible, and the focus stays where the work is.
func TestCoordinatorPlansAgainFromWhatStands(t *testing.T) {
	for _, width := range []int64{390, 1280} {
		w, address, next := office(t)
		if _, err := w.AddShift(t.Context(), w.M, store.By{At: w.Now()}, routes.Shift{
			TeamID: w.Round.Shift.TeamID, Date: next.Day(w.Day.Weekday()), Start: 540, End: 720, Mode: routes.Foot, Workers: 2,
		}); err != nil {
			t.Fatal(err)
		}
		p := signInAsCoordinator(t, address, width)
		p.See("main", "Start fra runderne i uge 47")
		p.Axe()
		p.Shot("week-empty")
		p.Click(`form[action$="/gentag"] button`)
		p.See("[data-notice]", "Runderne fra sidst er lagt ind")
		p.Axe()
		p.Shot("week-repeated")

		p.Click(`.week-actions form:first-child button`)
		p.Until("what has changed", `document.querySelector("[data-changes]") !== null`)
		p.Until("it is announced", `document.getElementById("live").textContent.includes("planen før")`)
		p.Axe()
		p.NoSidewaysScroll()

		round := `[data-round]:has(.stop)`
		p.Tap(round + " > .round-head")
		p.Tap(round + ` button[value="hand"]`)
		p.See("[data-notice]", "Runden er givet videre")
		if got := webtest.Eval[string](p, focused); got != "Fortryd" {
			t.Errorf("after handing over the focus is on %q, want the way back", got)
		}
		p.Axe()
		p.Shot("week-handed")
		p.Tap("[data-notice] button")
		p.See("[data-notice]", "Ændringen er fortrudt")

		p.Tap(round + ` button[value="cancel"]`)
		p.See("[data-notice]", "Vagten er aflyst")
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("week-cancelled")
		p.Click(`[data-notice] form[action$="/forslag"] button`)
		p.Until("the next proposal", `document.querySelector("[data-run]") === null && document.querySelector("[data-changes]") !== null`)
		p.NoSidewaysScroll()
		p.Shot("week-shared-out")
		p.Quiet()
		p.SameOrigin()
	}
}

// The rest of a round of today is planned again and taken back without a reload, and a
// round that parks and walks says so, to the coordinator and on the phone.
func TestTodaysRoundIsPlannedAgain(t *testing.T) {
	for _, width := range []int64{390, 1280} {
		w, address, next := office(t)
		w.ParkAndWalk(t)
		w.SetClock(func() time.Time { return w.Day.Time().Add(9 * time.Hour) })
		p := signInAsCoordinator(t, address, width)
		p.Open("/uge/" + geo.WeekOf(next.Monday()-7).String())
		p.Tap("[data-round] > .round-head")
		p.See(".stops", "til fods fra bilen ved Torvet – og tilbage")
		p.Until("the map", `document.querySelectorAll(".map-stop").length > 0`)
		p.Axe()
		p.NoSidewaysScroll()
		p.Shot("week-walk")
		p.Tap(`form[action$="/rest"] button`)
		p.See("[data-notice]", "Resten af runden er lagt om")
		if got := webtest.Eval[string](p, focused); got != "Fortryd" {
			t.Errorf("after planning again the focus is on %q, want the way back", got)
		}
		p.Axe()
		p.Shot("week-rest")
		p.Tap("[data-notice] button")
		p.See("[data-notice]", "Ændringen er fortrudt")
		p.Quiet()
		p.SameOrigin()
	}
}

// On the phone the way from the car and back to it is told, and the map draws it.
func TestWorkerParksAndWalks(t *testing.T) {
	for _, width := range []int64{390, 1280} {
		w := webtest.NewWalk(t)
		w.ParkAndWalk(t)
		p := openPhone(t, w, width)
		p.tap(at("[data-nobody]"))
		p.See(at(".stop-walk"), "Bilen står ved Torvet")
		p.tap(at("[data-nobody]"))
		p.See(at(".stop-walk"), "Gå tilbage til bilen bagefter")
		p.Axe()
		p.NoSidewaysScroll()
		webtest.Eval[bool](p.Page, `(document.querySelector("[data-map]").scrollIntoView(), true)`)
		p.Until("the ways on the map", `document.querySelectorAll(".walk-pin").length === 4 && document.querySelectorAll("[data-map] path").length === 6`)
		p.Shot("worker-walk")
		p.Quiet()
	}
}
