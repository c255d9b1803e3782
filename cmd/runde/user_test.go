package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"runde/store"
	"runde/store/access"
	"runde/store/pgtest"
)

// A sign-in is added once, listed, closed and opened.
func TestUser(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if _, err := db.CreateMunicipality(t.Context(), "Prøvekøbing", false); err != nil {
		t.Fatal(err)
	}
	add := userAddCmd{Municipality: "prøvekøbing", Login: "Leder@example.dk", Role: access.Leader}
	if err := add.add(t.Context(), db, "short"); err == nil {
		t.Error("a password of five characters was taken")
	}
	if err := add.add(t.Context(), db, "en lang sætning"); err != nil {
		t.Fatal(err)
	}
	if err := add.add(t.Context(), db, "en lang sætning"); err == nil {
		t.Error("the login was added twice")
	}
	list := func() string {
		t.Helper()
		var out strings.Builder
		if err := (&userListCmd{Municipality: "Prøvekøbing"}).list(t.Context(), db, &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if got := list(); got != "leader         leder@example.dk\n" {
		t.Errorf("listed %q", got)
	}
	for _, c := range []struct {
		cmd    userDisableCmd
		closed bool
	}{{userDisableCmd{Login: "leder@example.dk"}, true}, {userDisableCmd{Login: "leder@example.dk", Enable: true}, false}} {
		if err := c.cmd.disable(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(list(), "closed"); got != c.closed {
			t.Errorf("closed: %v, want %v", got, c.closed)
		}
	}
	if err := (&userDisableCmd{Login: "nobody@example.dk"}).disable(t.Context(), db); err == nil {
		t.Error("an unknown login was closed")
	}
	wrong := userAddCmd{Municipality: "Prøvekøbing", Login: "x@example.dk", Role: access.Worker, Team: "Nord"}
	if err := wrong.add(t.Context(), db, "en lang sætning"); err == nil {
		t.Error("a team that does not exist was taken")
	}
}

// A password comes from a person or a pipe, without the end of its line.
func TestReadPassword(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"hemmelig\n": "hemmelig", "hemmelig\r\n": "hemmelig", "hemmelig": "hemmelig", " to ord \n": " to ord "} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		w.WriteString(typed)
		w.Close()
		if got, err := readPassword(r, &strings.Builder{}); err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
		r.Close()
	}
}

// The log of every municipality is walked, and its last hash printed.
func TestVerify(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	m, err := db.CreateMunicipality(t.Context(), "Prøvekøbing", false)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := db.AppendAudit(t.Context(), m.ID, store.By{At: db.Now()}, "plan.approve", "plan", "x"); err != nil {
			t.Fatal(err)
		}
	}
	check, err := db.VerifyAudit(t.Context(), m.ID)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	want := fmt.Sprintf("Prøvekøbing: 3 rows, each follows from the one before; last hash %x\n", check.Head)
	if err := verify(t.Context(), db, &out); err != nil || out.String() != want {
		t.Errorf("%q, %v; want %q", out.String(), err, want)
	}
}
