package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"runde/store/access"

	"github.com/alexedwards/scs/v2"
	"github.com/google/uuid"
)

// Lifetimes of a session: a working day at most, and less without a sign of life.
const (
	sessionLifetime = 12 * time.Hour
	sessionIdle     = 4 * time.Hour
)

// cookieName is used over https, where the browser enforces the prefix: no other
// host can set it. Browsers refuse the prefix over http, as on localhost.
const (
	cookieName      = "__Host-runde"
	cookieNamePlain = "runde"
)

// ErrWrongPassword is returned for an unknown login and for a wrong password.
var ErrWrongPassword = errors.New("auth: login or password is wrong")

// Credential is what is known about a login.
type Credential struct {
	Actor access.Actor
	Hash  string // of [HashPassword]; empty where the login has no password
}

// Lookup finds a login. It returns an error for which NotFound reports true where
// there is none, or where it is closed.
type Lookup func(ctx context.Context, login string) (Credential, error)

// Config is what a [Service] needs.
type Config struct {
	Store    scs.Store // holds sessions by the hash of their token
	Lookup   Lookup
	NotFound error // what Lookup returns, or wraps, for a login that is not there
	Secure   bool  // the pages are served over https

	// Current returns what the actor of a session is by now; a session whose role
	// has changed, or whose sign-in is closed, ends. nil trusts the session.
	Current func(context.Context, access.Actor) (access.Actor, error)

	// Record notes a sign-in or sign-out in the audit log; without its note there is
	// no sign-in. nil notes nothing.
	Record func(ctx context.Context, a access.Actor, action string) error
}

// The actions that are recorded.
const (
	SignedIn  = "staff.sign_in"
	SignedOut = "staff.sign_out"
)

// Service signs people in and out. It is safe for concurrent use.
type Service struct {
	Config
	sessions *scs.SessionManager
	slow     *slowdown
	fail     Fail
}

// New makes a service; fail answers an error of the session store.
func New(c Config, fail Fail) *Service {
	s := scs.New()
	s.Store = c.Store
	s.HashTokenInStore = true
	s.Lifetime = sessionLifetime
	s.IdleTimeout = sessionIdle
	s.ErrorFunc = fail
	s.Cookie.Name = cookieNamePlain
	s.Cookie.Path = "/"
	s.Cookie.HttpOnly = true
	s.Cookie.SameSite = http.SameSiteLaxMode
	s.Cookie.Persist = false
	if c.Secure {
		s.Cookie.Name = cookieName
		s.Cookie.Secure = true
	}
	return &Service{Config: c, sessions: s, slow: newSlowdown(), fail: fail}
}

// CookieName is the name of the session's cookie.
func (s *Service) CookieName() string { return s.sessions.Cookie.Name }

// Keys of the session's values.
const (
	keyUser         = "user"
	keyMunicipality = "municipality"
	keyRole         = "role"
	keyFlash        = "flash"
)

// SignIn checks the password and begins a session under another token. It returns
// [ErrWrongPassword] for an unknown login and for a wrong password, after the same
// work. Repeated failures make a login slower.
func (s *Service) SignIn(ctx context.Context, login, password string) (access.Actor, error) {
	if len(password) > MaxPassword {
		return access.Actor{}, ErrWrongPassword
	}
	if err := s.slow.before(ctx, login); err != nil {
		return access.Actor{}, err
	}
	found, err := s.Lookup(ctx, login)
	known := err == nil && found.Hash != ""
	if err != nil && !errors.Is(err, s.NotFound) {
		return access.Actor{}, fmt.Errorf("auth: %w", err)
	}
	if !known {
		found.Hash = dummyHash
	}
	right, err := checkPassword(password, found.Hash)
	if err != nil {
		return access.Actor{}, err
	}
	if !right || !known || !found.Actor.SignedIn() {
		s.slow.failed(login)
		return access.Actor{}, ErrWrongPassword
	}
	if err := s.record(ctx, found.Actor, SignedIn); err != nil {
		return access.Actor{}, err
	}
	return found.Actor, s.begin(ctx, found.Actor)
}

func (s *Service) record(ctx context.Context, a access.Actor, action string) error {
	if s.Record == nil {
		return nil
	}
	if err := s.Record(ctx, a, action); err != nil {
		return fmt.Errorf("auth: %w", err)
	}
	return nil
}

func (s *Service) begin(ctx context.Context, a access.Actor) error {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return fmt.Errorf("auth: %w", err)
	}
	s.sessions.Put(ctx, keyUser, a.User.String())
	s.sessions.Put(ctx, keyMunicipality, int64(a.Municipality))
	s.sessions.Put(ctx, keyRole, string(a.Role))
	return nil
}

// SignOut ends the session on the server.
func (s *Service) SignOut(ctx context.Context) error {
	if a := From(ctx); a.SignedIn() {
		if err := s.record(ctx, a, SignedOut); err != nil {
			return err
		}
	}
	return s.end(ctx)
}

func (s *Service) end(ctx context.Context) error {
	if err := s.sessions.Destroy(ctx); err != nil {
		return fmt.Errorf("auth: %w", err)
	}
	return nil
}

// Flash keeps a message for the next page that this session opens, such as the
// catalogue key of what was saved.
func (s *Service) Flash(ctx context.Context, message string) {
	s.sessions.Put(ctx, keyFlash, message)
}

// TakeFlash returns the message that [Service.Flash] kept, once; "" if none.
func (s *Service) TakeFlash(ctx context.Context) string {
	if !From(ctx).SignedIn() {
		return ""
	}
	return s.sessions.PopString(ctx, keyFlash)
}

type actorKey struct{}

// Load is the middleware that finds the request's session and actor, and whether
// both still hold.
func (s *Service) Load(next http.Handler) http.Handler {
	return s.sessions.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		actor, err := s.actor(r.Context())
		if err != nil {
			s.fail(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), actorKey{}, actor)))
	}))
}

// actor is who the session belongs to; a session that is out of date is ended.
func (s *Service) actor(ctx context.Context) (access.Actor, error) {
	user, err := uuid.Parse(s.sessions.GetString(ctx, keyUser))
	if err != nil {
		return access.Actor{}, nil
	}
	a := access.Actor{
		User:         user,
		Municipality: int32(s.sessions.GetInt64(ctx, keyMunicipality)),
		Role:         access.Role(s.sessions.GetString(ctx, keyRole)),
	}
	if s.Current == nil {
		return a, nil
	}
	now, err := s.Current(ctx, a)
	if err != nil && !errors.Is(err, s.NotFound) {
		return access.Actor{}, fmt.Errorf("auth: %w", err)
	}
	if err != nil || now != a {
		return access.Actor{}, s.end(ctx)
	}
	return a, nil
}

// From is the actor of a request that passed [Service.Load]; a visitor otherwise.
func From(ctx context.Context) access.Actor {
	a, _ := ctx.Value(actorKey{}).(access.Actor)
	return a
}
