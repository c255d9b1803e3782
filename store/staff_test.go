package store_test

import (
	"errors"
	"testing"

	"runde/store"
	"runde/store/access"

	"github.com/google/uuid"
)

// A sign-in has a login and a role; what changes is in the log, without values.
func TestStaffSignIn(t *testing.T) {
	w := newWalkWorld(t)
	by := w.by(w.coordinator)
	id, err := w.AddStaff(t.Context(), w.m, by, store.NewStaff{Login: "Leder@Example.dk", Role: access.Leader})
	no(t, err)
	no(t, w.SetStaffPassword(t.Context(), w.m, by, id, "$argon2id$"))
	no(t, w.SetStaffRole(t.Context(), w.m, by, id, access.Management))
	got, err := w.StaffByLogin(t.Context(), w.m, "LEDER@example.dk")
	no(t, err)
	if got.ID != id || got.Login != "leder@example.dk" || *got.PasswordHash != "$argon2id$" ||
		got.Actor() != (access.Actor{User: id, Municipality: w.m, Role: access.Management}) {
		t.Errorf("signed in as %+v", got)
	}
	no(t, w.DisableStaff(t.Context(), w.m, by, id, true))
	if got, err = w.StaffByID(t.Context(), w.m, id); err != nil || got.Actor().SignedIn() {
		t.Errorf("a closed sign-in signs in: %+v, %v", got, err)
	}
	log, err := w.Audits(t.Context(), w.m, 0, 4)
	no(t, err)
	for i, want := range []string{"staff.disable", "staff.role", "staff.password", "staff.add"} {
		if log[i].Action != want || log[i].ObjectID != id.String() || log[i].Reason != "" {
			t.Errorf("log row %d: %+v, want %s", i, log[i], want)
		}
	}
}

func TestStaffRefuses(t *testing.T) {
	w := newWalkWorld(t)
	by := w.by(uuid.Nil)
	for name, s := range map[string]store.NewStaff{
		"login that is taken": {Login: "A@example.dk", Role: access.Worker},
		"unknown role":        {Login: "politi@example.dk", Role: "police"},
		"no login":            {Role: access.Worker},
	} {
		if _, err := w.AddStaff(t.Context(), w.m, by, s); err == nil {
			t.Errorf("%s: added", name)
		}
	}
	if err := w.SetStaffPassword(t.Context(), w.m, by, uuid.New(), "x"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown sign-in: %v, want ErrNotFound", err)
	}
	if _, err := w.StaffByLogin(t.Context(), w.m+1, "a@example.dk"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("next door: %v, want ErrNotFound", err)
	}
}

// A login is found wherever it is, and no two municipalities share one.
func TestLoginIsFoundAnywhere(t *testing.T) {
	w := newWalkWorld(t)
	other, err := w.CreateMunicipality(t.Context(), "Nabokøbing", false)
	no(t, err)
	by := w.by(uuid.Nil)
	id, err := w.AddStaff(t.Context(), other.ID, by, store.NewStaff{Login: "nabo@example.dk", Role: access.Worker})
	no(t, err)
	for login, want := range map[string]struct {
		id uuid.UUID
		m  int32
	}{"nabo@example.dk": {id, other.ID}, "A@example.dk": {w.workerA, w.m}} {
		got, err := w.FindLogin(t.Context(), login)
		if err != nil || got.ID != want.id || got.Municipality != want.m {
			t.Errorf("%s: %+v, %v", login, got, err)
		}
	}
	if _, err := w.FindLogin(t.Context(), "nobody@example.dk"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("nobody: %v, want ErrNotFound", err)
	}
	taken := store.NewStaff{Login: "A@example.dk", Role: access.Worker}
	if _, err := w.AddStaff(t.Context(), other.ID, by, taken); !errors.Is(err, store.ErrConflict) {
		t.Errorf("a login of the municipality next door: %v, want ErrConflict", err)
	}
}
