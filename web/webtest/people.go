package webtest

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"testing"

	"runde/store"
	"runde/store/access"
	"runde/web"
	"runde/web/auth"
	"runde/web/pages"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/google/uuid"
)

// Password opens every login of [People].
const Password = "prøv-runde-2026"

// People are the logins of a test server, one a role.
var People = map[access.Role]string{
	access.Coordinator:   "koordinator@example.dk",
	access.Worker:        "medarbejder@example.dk",
	access.Leader:        "leder@example.dk",
	access.Management:    "ledelse@example.dk",
	access.Administrator: "administrator@example.dk",
}

// Lookup finds the logins of [People] in municipality 1.
func Lookup(t testing.TB) auth.Lookup {
	t.Helper()
	hash := auth.HashPassword(Password)
	return func(_ context.Context, login string) (auth.Credential, error) {
		for role, known := range People {
			if known == login {
				user := uuid.NewSHA1(uuid.NameSpaceOID, []byte(login))
				return auth.Credential{Actor: access.Actor{User: user, Municipality: 1, Role: role}, Hash: hash}, nil
			}
		}
		return auth.Credential{}, store.ErrNotFound
	}
}

// Demo is the demo box of the sign-in page for [People].
func Demo() *pages.Demo {
	d := &pages.Demo{Password: Password}
	for _, role := range access.Roles {
		if login, ok := People[role]; ok {
			d.Users = append(d.Users, pages.DemoUser{Login: login, Role: role})
		}
	}
	return d
}

// Server is Runde without a database: the pages that need none.
func Server(t testing.TB) *httptest.Server {
	t.Helper()
	s, err := web.New(web.Config{
		Log: slog.New(slog.DiscardHandler), Sessions: memstore.New(), Lookup: Lookup(t), Demo: Demo(),
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return server
}
