package reception

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"sync"

	"runde/geo/intake"
	"runde/store"

	"github.com/google/uuid"
)

// Texts is the filter of a municipality's short texts, with what a browser needs to
// judge alike.
type Texts struct {
	*intake.Filter
	Streets []string // the street names that the filter knows besides its rules, sorted
	Hash    string   // of the streets
}

// Address is where a browser finds the streets, below the API's; the answer to it may
// be kept for a year.
func (t Texts) Address() string { return "/streets?v=" + t.Hash }

// Filters keeps the filter of each municipality until its map is read again. It is
// safe for concurrent use.
type Filters struct {
	db *store.DB

	mu   sync.Mutex
	kept map[int32]keptTexts
}

// keptTexts is a filter with the import of the map that its streets came from.
type keptTexts struct {
	texts     Texts
	mapImport uuid.UUID
}

// NewFilters makes the filters of a database's municipalities.
func NewFilters(db *store.DB) *Filters {
	return &Filters{db: db, kept: map[int32]keptTexts{}}
}

// Of is the filter of the municipality. Before the first import it knows no streets.
func (f *Filters) Of(ctx context.Context, m int32) (Texts, error) {
	last, err := f.db.LastImport(ctx, m)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return Texts{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if one, ok := f.kept[m]; ok && one.mapImport == last.ID {
		return one.texts, nil
	}
	streets, err := f.db.StreetNames(ctx, m)
	if err != nil {
		return Texts{}, err
	}
	t := Texts{Filter: intake.NewFilter(streets)}
	t.Streets = t.Filter.Streets()
	sum := sha256.Sum256([]byte(strings.Join(t.Streets, "\n")))
	t.Hash = hex.EncodeToString(sum[:8])
	f.kept[m] = keptTexts{t, last.ID}
	return t, nil
}
