package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"runde/geo"
	"runde/store"
	"runde/store/access"
	"runde/store/pgtest"
)

// demoTown is a demo of the small town.
func demoTown(t *testing.T) (*store.DB, string) {
	t.Helper()
	db := pgtest.New(t)
	var out strings.Builder
	if err := (demoMap{OSM: townOSM}).load(t.Context(), db, &out); err != nil {
		t.Fatal(err)
	}
	return db, out.String()
}

// The demo is a municipality at work: a past, published figures, an approved week,
// a round today, and somebody to sign in as for each role.
func TestDemoIsAtWork(t *testing.T) {
	t.Parallel()
	db, printed := demoTown(t)
	const m = 1
	found, err := db.Municipality(t.Context(), m)
	if err != nil || !found.Demo {
		t.Errorf("municipality %+v, %v; want a demo", found, err)
	}
	if has, err := db.HasHistory(t.Context(), m); err != nil || !has {
		t.Errorf("has a past: %v, %v", has, err)
	}
	if list, err := db.Editions(t.Context(), m); err != nil || len(list) < 90 {
		t.Errorf("%d editions, %v; want two years of weeks", len(list), err)
	}
	for _, role := range access.Roles {
		if !strings.Contains(printed, string(role)) {
			t.Errorf("no sign-in for %s in:\n%s", role, printed)
		}
	}
	worker, err := db.FindLogin(t.Context(), "medarbejder@example.dk")
	if err != nil {
		t.Fatal(err)
	}
	week := geo.WeekOf(db.Today())
	if _, err := db.PlanOf(t.Context(), m, week, store.Approved); err != nil {
		t.Errorf("this week's plan: %v", err)
	}
	for day := range geo.Date(7) {
		if rounds, err := db.RoundsOn(t.Context(), m, worker.ID, week.Monday()+day); err != nil || len(rounds) == 0 {
			t.Errorf("day %d of the week has %d rounds for the worker, %v", day, len(rounds), err)
		}
	}
	if inbox, err := db.Inbox(t.Context(), m); err != nil || len(inbox) == 0 {
		t.Errorf("%d concerns in the inbox, %v", len(inbox), err)
	}
}

// The second start adds what time has brought, and nothing else.
func TestDemoAgain(t *testing.T) {
	t.Parallel()
	db, _ := demoTown(t)
	const m = 1
	before, err := db.Editions(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	load := func() {
		t.Helper()
		if err := (demoMap{OSM: "no such file: the map is not read again"}).load(t.Context(), db, io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	load()
	if after, err := db.Editions(t.Context(), m); err != nil || len(after) != len(before) {
		t.Errorf("%d editions instead of %d, %v", len(after), len(before), err)
	}
	db.SetClock(func() time.Time { return pgtest.Now.AddDate(0, 0, 7) })
	load()
	if after, err := db.Editions(t.Context(), m); err != nil || len(after) <= len(before) {
		t.Errorf("%d editions a week later instead of more than %d, %v", len(after), len(before), err)
	}
	if _, err := db.PlanOf(t.Context(), m, geo.WeekOf(db.Today()), store.Approved); err != nil {
		t.Errorf("the plan a week later: %v", err)
	}
}

// A demo that an older program made is mended by the next start: its map is read
// again, and nothing else is made again.
func TestDemoOfAnotherVersion(t *testing.T) {
	t.Parallel()
	db, _ := demoTown(t)
	const m = 1
	week := geo.WeekOf(db.Today())
	plan, err := db.PlanOf(t.Context(), m, week, store.Approved)
	if err != nil {
		t.Fatal(err)
	}
	pgtest.SpoilLayer(t, db, m, store.NetworkLayer)
	pgtest.SpoilLayer(t, db, m, store.BasemapLayer)
	var out strings.Builder
	if err := (demoMap{OSM: townOSM}).load(t.Context(), db, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "read again") {
		t.Errorf("it does not say that the map is read again:\n%s", out.String())
	}
	if err := db.CheckMap(t.Context(), m); err != nil {
		t.Errorf("the map after it: %v", err)
	}
	if after, err := db.PlanOf(t.Context(), m, week, store.Approved); err != nil || after.ID != plan.ID {
		t.Errorf("the week has another plan, %v", err)
	}
}

// A server says at its start which municipality's map has to be read again, and how.
func TestServeTellsOfMaps(t *testing.T) {
	t.Parallel()
	db, _ := twoMaps(t)
	told := func() string {
		var log strings.Builder
		if err := tellOfMaps(t.Context(), db, slog.New(slog.NewTextHandler(&log, nil))); err != nil {
			t.Error(err)
		}
		return log.String()
	}
	if got := told(); got != "" {
		t.Errorf("of a sound map it says %s", got)
	}
	pgtest.SpoilLayer(t, db, 1, store.NetworkLayer)
	if got := told(); !strings.Contains(got, "municipality=Prøvekøbing") || !strings.Contains(got, "runde import") || strings.Count(got, "\n") != 1 {
		t.Errorf("of a map that cannot be used it says %s", got)
	}
}

// The server answers until it is interrupted, and then ends by itself.
func TestServeEndsWhenInterrupted(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	said, says := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		c := serveCmd{Addr: "localhost:0"}
		ended <- c.serve(ctx, db, streams{says, io.Discard})
		says.Close()
	}()
	buf, address := "", ""
	for address == "" {
		b := make([]byte, 256)
		n, err := said.Read(b)
		if err != nil {
			t.Fatalf("it ended: %v", <-ended)
		}
		buf += string(b[:n])
		address = regexp.MustCompile(`http://\S+`).FindString(buf)
	}
	res, err := http.Get(address + "/readyz")
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("ready: %v, %v", res, err)
	}
	res.Body.Close()
	interrupt()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Error("it did not end")
	}
}
