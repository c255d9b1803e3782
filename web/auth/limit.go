package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"net"
	"net/http"
	"sync"
	"time"

	"runde/web/fault"

	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"
)

// Limit lets one address make so many requests a window and refuses the rest with
// [fault.ErrTooMany].
//
// Addresses are never stored: the counter knows the address's HMAC under a random
// key that lives in memory and is replaced every hour, so that nobody can tell
// later who was counted.
func Limit(requests int, window time.Duration) func(http.Handler) http.Handler {
	k := &hourly{now: time.Now}
	return httprate.LimitBy(requests, window, k.pseudonym,
		httprate.WithResponseHeaders(httprate.ResponseHeaders{RetryAfter: "Retry-After"}),
		httprate.WithLimitHandler(func(w http.ResponseWriter, r *http.Request) {
			Refuse(w, r, fault.ErrTooMany)
		}))
}

// hourly is a key that is replaced when the clock's hour changes.
type hourly struct {
	mu   sync.Mutex
	now  func() time.Time
	hour int64
	key  [32]byte
}

func (k *hourly) current() []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	if hour := k.now().Unix() / 3600; hour != k.hour {
		rand.Read(k.key[:])
		k.hour = hour
	}
	key := k.key
	return key[:]
}

// pseudonym is what an address is counted under.
func (k *hourly) pseudonym(r *http.Request) (string, error) {
	host := middleware.GetClientIP(r.Context()) // what a trusted proxy says, if there is one
	if host == "" {
		var err error
		if host, _, err = net.SplitHostPort(r.RemoteAddr); err != nil {
			host = r.RemoteAddr
		}
	}
	mac := hmac.New(sha256.New, k.current())
	mac.Write([]byte(httprate.CanonicalizeIP(host)))
	return string(mac.Sum(nil)), nil
}
