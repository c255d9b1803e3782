package store_test

import (
	"errors"
	"strings"
	"testing"

	"runde/store"
	"runde/store/pgtest"

	"github.com/google/go-cmp/cmp"
)

// A municipality that has chosen nothing has the defaults, and its contact lines
// are known to be made up.
func TestSettingsDefault(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	got, err := w.db.Settings(t.Context(), w.id)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(store.DefaultSettings(), got); diff != "" {
		t.Error(diff)
	}
	if !got.Contact.Placeholder || !strings.HasSuffix(got.Contact.Email, "@example.dk") {
		t.Errorf("contact %+v; want placeholders of example.dk", got.Contact)
	}
}

// What is saved is read back; only what changed is in the audit log, by name and
// without its value.
func TestSaveSettings(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	s := store.DefaultSettings()
	s.K = 7
	s.Contact = store.Contact{Emergency: "112", Phone: "00 00 00 01", Hours: "8–14", Email: "skp@example.dk"}
	if err := w.db.SaveSettings(t.Context(), w.id, by(w.db), s); err != nil {
		t.Fatal(err)
	}
	got, err := w.db.Settings(t.Context(), w.id)
	if diff := cmp.Diff(s, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	log, err := w.db.Audits(t.Context(), w.id, 0, 10)
	if err != nil || len(log) != 3 || log[0].ObjectID != "k" || log[1].ObjectID != "contact" {
		t.Errorf("audit log %+v, %v; want k and contact after the import", log, err)
	}
}

// A value out of range is refused by its name, and nothing is stored.
func TestSaveSettingsRefuses(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	raised := store.DefaultSettings()
	raised.K = 9
	if err := w.db.SaveSettings(t.Context(), w.id, by(w.db), raised); err != nil {
		t.Fatal(err)
	}
	for field, spoil := range map[string]func(*store.Settings){
		"k":                  func(s *store.Settings) { s.K = 8 }, // raised, never lowered
		"min_dwellings":      func(s *store.Settings) { s.MinDwellings = 0 },
		"home_min_dwellings": func(s *store.Settings) { s.HomeMinDwellings = 49 },
		"expected_events":    func(s *store.Settings) { s.ExpectedEvents = 0 },
		"expected_concerns":  func(s *store.Settings) { s.ExpectedConcerns = 0 },
		"exploration_share":  func(s *store.Settings) { s.ExplorationShare = 0.09 },
	} {
		s := raised
		s.Contact.Phone = "00 00 00 02"
		spoil(&s)
		err := w.db.SaveSettings(t.Context(), w.id, by(w.db), s)
		var bad *store.InvalidError
		if !errors.As(err, &bad) || bad.Field != field {
			t.Errorf("%s: %v; want it refused by name", field, err)
		}
	}
	if got, err := w.db.Settings(t.Context(), w.id); err != nil || got.K != 9 || got.Contact.Phone == "00 00 00 02" {
		t.Errorf("settings %+v, %v; want only the raised k", got, err)
	}
}

// Each municipality has secrets of its own, 256 bits each, that no import changes.
func TestSecrets(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	first, err := w.db.Secrets(t.Context(), w.id)
	if err != nil || len(first.ReleaseKey) != 32 || len(first.ReceiptPepper) != 32 {
		t.Fatalf("secrets of %d and %d bytes, %v; want 32", len(first.ReleaseKey), len(first.ReceiptPepper), err)
	}
	w.importMap(t, w.in)
	if again, err := w.db.Secrets(t.Context(), w.id); err != nil || !cmp.Equal(first, again) {
		t.Errorf("the secrets changed by an import, %v", err)
	}
	other, err := w.db.CreateMunicipality(t.Context(), "Nabokøbing", false)
	if err != nil {
		t.Fatal(err)
	}
	second, err := w.db.Secrets(t.Context(), other.ID)
	if err != nil || cmp.Equal(first.ReleaseKey, second.ReleaseKey) || cmp.Equal(first.ReceiptPepper, first.ReleaseKey) {
		t.Errorf("secrets are shared, %v", err)
	}
	if _, err := w.db.Secrets(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("secrets of no municipality: %v; want not found", err)
	}
}

// A municipality is found by its name whatever the case, and made once.
func TestMunicipalities(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	a, err := db.CreateMunicipality(t.Context(), "Østprøve", true)
	if err != nil || !a.Demo {
		t.Fatalf("%+v, %v", a, err)
	}
	if again, err := db.CreateMunicipality(t.Context(), "østprøve", false); err != nil || again != a {
		t.Errorf("creating it again: %+v, %v; want %+v", again, err, a)
	}
	if got, err := db.MunicipalityByName(t.Context(), "ØSTPRØVE"); err != nil || got != a {
		t.Errorf("by name: %+v, %v; want %+v", got, err, a)
	}
	if got, err := db.Municipality(t.Context(), a.ID); err != nil || got != a {
		t.Errorf("by id: %+v, %v; want %+v", got, err, a)
	}
	if _, err := db.MunicipalityByName(t.Context(), "Ingensteds"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown name: %v; want not found", err)
	}
}
