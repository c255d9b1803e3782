package api_test

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"runde/geo"
	"runde/geo/intake"
	"runde/web/webtest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// counter is where concerns are handed in as JSON.
type counter struct {
	*webtest.Town
	t   *testing.T
	url string
}

func newCounter(t *testing.T) *counter {
	t.Helper()
	town := webtest.NewTown(t)
	return &counter{town, t, town.Server(t, webtest.Bundle(t)).URL + "/api/v1"}
}

// body is a concern about the middle of the town with fields set on top; nil
// leaves a field out.
func (c *counter) body(change map[string]any) map[string]any {
	cell, _ := c.Street.At(webtest.TownMiddle)
	out := map[string]any{
		"id": uuid.NewString(), "context": "street", "cover": "2026", "cell": cell.String(),
		"day": c.DB.Today().String(), "channel": "neighbour", "worries": []string{"alone"},
	}
	for name, v := range change {
		out[name] = v
		if v == nil {
			delete(out, name)
		}
	}
	return out
}

type reply struct {
	status int
	header http.Header
	text   string
}

func (c *counter) send(kind, body string) reply {
	c.t.Helper()
	r, err := http.Post(c.url+"/concerns", kind, strings.NewReader(body))
	return c.read(r, err)
}

func (c *counter) sendJSON(body map[string]any) reply {
	c.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.send("application/json", string(raw))
}

func (c *counter) read(r *http.Response, err error) reply {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	defer r.Body.Close()
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return reply{r.StatusCode, r.Header, string(raw)}
}

func (c *counter) stored() int {
	c.t.Helper()
	list, err := c.DB.Inbox(c.t.Context(), c.ID)
	if err != nil {
		c.t.Fatal(err)
	}
	return len(list)
}

// A concern is stored and answered with four words, the same for the same concern.
func TestConcernIsTakenIn(t *testing.T) {
	c := newCounter(t)
	body := c.body(map[string]any{"met": []string{"evening"}, "note": "fryser"})
	first, again := c.sendJSON(body), c.sendJSON(body)
	if first.status != http.StatusCreated || again.text != first.text {
		t.Fatalf("%+v, again %+v", first, again)
	}
	var got struct{ Receipt string }
	if err := json.Unmarshal([]byte(first.text), &got); err != nil || len(strings.Fields(got.Receipt)) != 4 {
		t.Errorf("answer %s, want four words", first.text)
	}
	if first.header.Get("Set-Cookie") != "" || first.header.Get("Cache-Control") != "no-store" {
		t.Errorf("headers %v: want no cookie, and no-store", first.header)
	}
	if n := c.stored(); n != 1 {
		t.Errorf("%d concerns, want 1", n)
	}
}

// What is refused is named by field and rule, its value is not repeated, and
// nothing of it is stored.
func TestRefusedConcernStoresNothing(t *testing.T) {
	c := newCounter(t)
	cell, _ := c.Street.At(webtest.TownMiddle)
	edge, _ := c.Street.At(webtest.TownEdge)
	leaf := c.Street.Leaves(edge)[0]
	if c.Street.Has(leaf) {
		t.Fatal("the leaf is a cell of the cover itself: the test asks nothing")
	}
	for name, bad := range map[string]struct {
		change map[string]any
		status int
		names  string // field and rule, as they stand in the answer
	}{
		"a coordinate":            {map[string]any{"lat": 54.77}, 400, `"code":"unknown_field"`},
		"two coordinates":         {map[string]any{"point": []float64{11.88, 54.77}}, 400, `"code":"unknown_field"`},
		"a finer cell":            {map[string]any{"cell": child(t, leaf)}, 422, `{"field":"cell","rule":"outside"}`},
		"a leaf inside its cell":  {map[string]any{"cell": leaf.String()}, 422, `{"field":"cell","rule":"outside"}`},
		"a cell of elsewhere":     {map[string]any{"cell": "881f24a911fffff"}, 422, `{"field":"cell"`},
		"a home in the fine":      {map[string]any{"context": "home", "cell": cell.String()}, 422, `{"field":"cell","rule":"outside"}`},
		"an H3 edge":              {map[string]any{"cell": "115283473ffffff"}, 422, `{"field":"cell","rule":"malformed"}`},
		"a cell as 0":             {map[string]any{"cell": "0"}, 400, `{"field":"cell","rule":"malformed"}`},
		"a cell with 0x":          {map[string]any{"cell": "0x" + cell.String()}, 400, `{"field":"cell","rule":"malformed"}`},
		"a cell as number":        {map[string]any{"cell": uint64(cell)}, 400, `"code":"malformed"`},
		"no cell":                 {map[string]any{"cell": nil}, 422, ``},
		"an old cover":            {map[string]any{"cover": "2025"}, 409, `"code":"cover_outdated"`},
		"the day after tomorrow":  {map[string]any{"day": (c.DB.Today() + 2).String()}, 422, `{"field":"day","rule":"too_late"}`},
		"1970":                    {map[string]any{"day": "1970-01-01"}, 422, `{"field":"day","rule":"too_early"}`},
		"30 February":             {map[string]any{"day": "2026-02-30"}, 422, `{"field":"day","rule":"malformed"}`},
		"a daypart in Danish":     {map[string]any{"met": []string{"aften"}}, 422, `{"field":"met","rule":"unknown_code"}`},
		"an unknown channel":      {map[string]any{"channel": "police"}, 422, `{"field":"channel","rule":"unknown_code"}`},
		"the team's own channel":  {map[string]any{"channel": "own_outreach"}, 422, `{"field":"channel","rule":"unknown_code"}`},
		"a note of 201":           {map[string]any{"note": strings.Repeat("🙂", 201)}, 422, `{"field":"note","rule":"long_text"}`},
		"a NUL":                   {map[string]any{"note": "a\x00b"}, 422, `{"field":"note","rule":"control"}`},
		"an id that tells time":   {map[string]any{"id": "01932f3a-0000-7000-8000-000000000000"}, 422, `{"field":"id","rule":"not_random"}`},
		"an id that is all zeros": {map[string]any{"id": uuid.Nil.String()}, 422, `{"field":"id","rule":"not_random"}`},
	} {
		got := c.sendJSON(c.body(bad.change))
		if got.status != bad.status || !strings.Contains(got.text, bad.names) {
			t.Errorf("%s: %d %s, want %d and %s", name, got.status, got.text, bad.status, bad.names)
		}
		if kind := got.header.Get("Content-Type"); kind != "application/problem+json" {
			t.Errorf("%s: content type %q", name, kind)
		}
		for field, v := range bad.change {
			if text, ok := v.(string); ok && len(text) > 4 && strings.Contains(got.text, text) {
				t.Errorf("%s: the answer repeats the %s: %s", name, field, got.text)
			}
		}
	}
	if n := c.stored(); n != 0 {
		t.Errorf("%d concerns stored", n)
	}
}

// child is a valid cell of resolution 10 inside the leaf.
func child(t *testing.T, leaf geo.Cell) string {
	t.Helper()
	const resolution, digit = 52, 3 * (15 - 10)
	finer := uint64(leaf) + 1<<resolution
	finer &^= 7 << digit
	if c := geo.Cell(finer); c.Valid() && c.Resolution() == 10 && c.Parent(9) == leaf {
		return c.String()
	}
	t.Fatal("no cell of resolution 10")
	return ""
}

// A body that is not sound JSON of at most 8 kB is not read.
func TestUnsoundBodies(t *testing.T) {
	c := newCounter(t)
	raw, err := json.Marshal(c.body(nil))
	if err != nil {
		t.Fatal(err)
	}
	good := string(raw)
	for name, bad := range map[string]struct {
		kind, body string
		status     int
	}{
		"a field twice":     {"application/json", `{"cell":"rest",` + good[1:], 400},
		"a lone surrogate":  {"application/json", strings.Replace(good, `"neighbour"`, `"\ud800"`, 1), 400},
		"another case":      {"application/json", strings.Replace(good, `"cell"`, `"Cell"`, 1), 400},
		"text/plain":        {"text/plain", good, 415},
		"a form":            {"application/x-www-form-urlencoded", "cell=rest", 415},
		"8 kB and a byte":   {"application/json", good + strings.Repeat(" ", 8<<10), 413},
		"deep nesting":      {"application/json", strings.Repeat("[", 8000), 400},
		"something behind":  {"application/json", good + "{}", 400},
		"nothing":           {"application/json", "", 400},
		"an array of those": {"application/json", "[" + good + "]", 400},
	} {
		if got := c.send(bad.kind, bad.body); got.status != bad.status {
			t.Errorf("%s: %d %s, want %d", name, got.status, got.text, bad.status)
		}
	}
	if n := c.stored(); n != 0 {
		t.Errorf("%d concerns stored", n)
	}
}

// A note with personal data is not kept and not repeated; the answer tells its kind
// and place, and the concern stands.
func TestRefusedNoteLeavesTheConcern(t *testing.T) {
	c := newCounter(t)
	got := c.sendJSON(c.body(map[string]any{"note": "ring 20304050 nu"}))
	if got.status != http.StatusCreated || !strings.Contains(got.text, `{"kind":"phone","start":5,"end":13}`) ||
		strings.Contains(got.text, "20304050") {
		t.Errorf("%d %s", got.status, got.text)
	}
	list, err := c.DB.Inbox(t.Context(), c.ID)
	if err != nil || len(list) != 1 || list[0].Note != nil {
		t.Errorf("inbox %+v, %v; want one concern without a note", list, err)
	}
}

// The cover comes whole, sorted and by its hash; a device that has it is told so.
func TestCover(t *testing.T) {
	c := newCounter(t)
	get := func(query, known string) reply {
		t.Helper()
		r, err := http.NewRequest(http.MethodGet, c.url+"/cover"+query, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("If-None-Match", known)
		answer, err := http.DefaultClient.Do(r)
		return c.read(answer, err)
	}
	type cover struct {
		Level        string
		Version      int
		Cells        []geo.Cell
		Municipality []geo.Cell
	}
	var street, home cover
	for level, into := range map[string]*cover{"street": &street, "home": &home} {
		if err := json.Unmarshal([]byte(get("?level="+level, "").text), into); err != nil {
			t.Fatal(err)
		}
	}
	var want []geo.Cell
	for _, one := range c.Street.Cells() {
		want = append(want, one.Cell)
	}
	if diff := cmp.Diff(cover{"street", 2026, want, c.Street.Compact()}, street); diff != "" {
		t.Errorf("street cover (-want +got):\n%s", diff)
	}
	if !slices.IsSorted(street.Cells) || len(home.Cells) >= len(street.Cells) || home.Level != string(intake.Home) {
		t.Errorf("cells %v and %v: want sorted, and fewer for homes", street.Cells, home.Cells)
	}

	tag := get("", "").header.Get("ETag")
	if again := get("", tag); again.status != http.StatusNotModified || again.text != "" {
		t.Errorf("asked with its tag: %d %q", again.status, again.text)
	}
	hash := strings.Trim(tag, `"`)
	if kept := get("?level=street&v="+hash, "").header.Get("Cache-Control"); kept != "private, max-age=31536000, immutable" {
		t.Errorf("by its hash: Cache-Control %q", kept)
	}
	if kept := get("?level=home&v="+hash, "").header.Get("Cache-Control"); kept != "private, no-cache" {
		t.Errorf("by another's hash: Cache-Control %q", kept)
	}
	if bad := get("?level=building", ""); bad.status != http.StatusUnprocessableEntity {
		t.Errorf("unknown level: %d %s", bad.status, bad.text)
	}
}
