package reception_test

import (
	"testing"

	"runde/geo/intake"
	"runde/web/reception"
	"runde/web/webtest"

	"github.com/google/go-cmp/cmp"
)

// The filter of a municipality knows its streets, is kept as it is, and is made anew
// under another hash when the map is read again.
func TestFiltersFollowTheMap(t *testing.T) {
	w := webtest.NewTown(t)
	filters := reception.NewFilters(w.DB)
	of := func(m int32) reception.Texts {
		t.Helper()
		texts, err := filters.Of(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		return texts
	}
	first := of(w.ID)
	if diff := cmp.Diff([]string{"bag hegnet"}, first.Streets); diff != "" {
		t.Error(diff)
	}
	if v, _ := first.Check("bag hegnet 4"); v != intake.Refuse {
		t.Errorf("an address by the town's own street: %v", v)
	}
	if again := of(w.ID); again.Filter != first.Filter {
		t.Error("the filter is made anew though the map is the same")
	}
	w.ReadMap(t, "Langelinie", "Langgade")
	second := of(w.ID)
	if diff := cmp.Diff([]string{"langelinie"}, second.Streets); diff != "" {
		t.Error(diff)
	}
	if second.Hash == first.Hash || second.Address() == first.Address() {
		t.Errorf("two lists have the hash %s: a browser would keep the old one", first.Hash)
	}
	if none := of(w.ID + 1); len(none.Streets) != 0 || none.Hash == "" {
		t.Errorf("a municipality without a map knows %v under %q", none.Streets, none.Hash)
	}
}
