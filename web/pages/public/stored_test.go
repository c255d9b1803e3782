package public

import (
	"testing"

	"runde/store"
	"runde/store/pgtest"
	"runde/web/pages/catalogue"
)

// Every table of events and each of its columns has a text in both languages: who
// adds one tells people about it.
func TestEventColumnsHaveWords(t *testing.T) {
	tables, err := pgtest.New(t).Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	for lang, l := range all {
		told := 0
		for _, table := range tables {
			if !table.Event() {
				continue
			}
			said := describe(l, table)
			if said.Text == "" {
				t.Errorf("%s: no public.table.%s", lang, table.Name)
			}
			for _, c := range said.Columns {
				told++
				if c.Text == "" {
					t.Errorf("%s: no public.column.%s for %s", lang, c.Name, table.Name)
				}
			}
		}
		if told < len(store.EventTables) {
			t.Fatalf("%s: %d columns: the test looks at nothing", lang, told)
		}
	}
}
