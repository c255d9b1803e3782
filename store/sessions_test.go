package store_test

import (
	"testing"
	"time"

	"runde/store"
	"runde/store/pgtest"

	"github.com/alexedwards/scs/v2"
)

var _ scs.CtxStore = (*store.Sessions)(nil)

// A session is found until it ends, and replaced and deleted by its hash.
func TestSessions(t *testing.T) {
	db := pgtest.New(t)
	s := db.Sessions()
	no(t, s.Commit("one", []byte("a"), pgtest.Now.Add(time.Hour)))
	no(t, s.Commit("one", []byte("b"), pgtest.Now.Add(time.Hour)))
	no(t, s.Commit("two", []byte("c"), pgtest.Now.Add(2*time.Hour)))
	find := func(hash, want string) {
		t.Helper()
		data, ok, err := s.Find(hash)
		if err != nil || string(data) != want || ok != (want != "") {
			t.Errorf("session %s: %q, %v, %v; want %q", hash, data, ok, err, want)
		}
	}
	find("one", "b")
	find("two", "c")
	find("three", "")
	db.SetClock(func() time.Time { return pgtest.Now.Add(time.Hour) })
	find("one", "")
	no(t, s.DeleteExpired(t.Context()))
	find("two", "c")
	no(t, s.Delete("two"))
	no(t, s.Delete("two"))
	find("two", "")
	db.SetClock(func() time.Time { return pgtest.Now })
	find("one", "")
}
