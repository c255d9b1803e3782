package api

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"runde/web/fault"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// MaxBody is the most bytes that a request may carry.
const MaxBody = 8 << 10

// strict is the middleware that lets only plain, sound JSON of at most MaxBody
// bytes pass: 415 for another content type or encoding, 413 for a longer body, 400
// for duplicate names, broken Unicode and anything after the value.
func strict(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := readStrict(w, r)
		if err != nil {
			Answer(w, r, err)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		r.ContentLength = int64(len(body))
		next.ServeHTTP(w, r)
	})
}

func readStrict(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	if r.ContentLength > MaxBody {
		return nil, fault.ErrTooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	if err != nil {
		if fault.Of(err).Status == http.StatusRequestEntityTooLarge {
			return nil, fault.ErrTooLarge
		}
		return nil, fault.ErrMalformed
	}
	if len(body) == 0 {
		return nil, nil
	}
	if !isJSON(r.Header) {
		return nil, fault.ErrMediaType
	}
	if err := checkJSON(body); err != nil {
		return nil, fault.ErrMalformed
	}
	return body, nil
}

// isJSON wants the exact media type, so that no form and no text/plain of another
// site can pass for a request of ours.
func isJSON(h http.Header) bool {
	if enc := h.Get("Content-Encoding"); enc != "" && !strings.EqualFold(enc, "identity") {
		return false
	}
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return false
	}
	charset := params["charset"]
	return charset == "" || strings.EqualFold(charset, "utf-8")
}

var errTrailing = errors.New("api: something follows the value")

// checkJSON reads the whole of one JSON value. The decoder refuses duplicate names
// and text that is not UTF-8, lone surrogates included.
func checkJSON(body []byte) error {
	d := jsontext.NewDecoder(bytes.NewReader(body))
	if err := d.SkipValue(); err != nil {
		return err
	}
	if _, err := d.ReadToken(); err != io.EOF {
		return errTrailing
	}
	return nil
}

// unmarshal reads a body that [checkJSON] has passed, with names in their exact
// case.
func unmarshal(data []byte, v any) error { return json.Unmarshal(data, v) }
