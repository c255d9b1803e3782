package osm

import (
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"runde/geo/osm/pbf"
)

// Errors of a file that cannot be read. They are wrapped by an error that says
// more; none repeats the file's content.
var (
	// ErrNotExtract: the file is something else than a map extract.
	ErrNotExtract = errors.New("not an OpenStreetMap extract")
	// ErrTruncated: the file ends before its content does.
	ErrTruncated = pbf.ErrTruncated
	// ErrAltered: the content breaks a rule of its format.
	ErrAltered = pbf.ErrAltered
	// ErrUnsupported: the file asks for more of its format than is read here.
	ErrUnsupported = pbf.ErrUnsupported
)

// source is a map file.
type source struct {
	path   string
	size   int64
	format string // "PBF" or "XML", and the packing
	pbf    bool
}

// openSource looks at a file's first bytes to tell what it is.
func openSource(path string) (*source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: not a regular file", ErrNotExtract)
	}
	format, err := sniff(f)
	if err != nil {
		return nil, err
	}
	return &source{path: path, size: info.Size(), format: format, pbf: strings.HasPrefix(format, "PBF")}, nil
}

// sniff names the format of what r holds, by content: a file's name may lie.
func sniff(r io.Reader) (string, error) {
	plain, packing, err := unpack(r)
	if err != nil {
		return "", err
	}
	head := make([]byte, 4096)
	n, err := io.ReadFull(plain, head)
	head = head[:n]
	if n == 0 && err != io.EOF {
		return "", readError(err)
	}
	kind, err := formatOf(head)
	switch {
	case err != nil:
		return "", err
	case kind == "PBF" && packing != "":
		return "", fmt.Errorf("%w: it is a PBF file that was packed once more; unpack it first", ErrNotExtract)
	}
	return kind + packing, nil
}

// formatOf tells PBF from XML by the first bytes, and says what else it may be.
func formatOf(head []byte) (string, error) {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	lower := bytes.ToLower(text)
	what := ""
	switch {
	case len(text) == 0:
		what = "the file is empty"
	case len(head) > 16 && head[0] == 0 && bytes.Contains(head[:32], []byte("OSMHeader")):
		return "PBF", nil
	case rootElement(text) == "osm":
		return "XML", nil
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")):
		what = "it is an HTML page, perhaps a server's error message"
	case text[0] == '<':
		what = "it is XML whose first element is not <osm>"
	case text[0] == '{' || text[0] == '[':
		what = "it is JSON"
	case isGzip(text) || isBzip2(text):
		what = "it is packed more than once; unpack it first"
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		what = "it is a zip archive; unpack it first"
	default:
		what = "neither PBF nor XML, plain or packed by gzip or bzip2"
	}
	return "", fmt.Errorf("%w: %s", ErrNotExtract, what)
}

// rootElement is the name of the first XML element, or "".
func rootElement(head []byte) string {
	d := xml.NewDecoder(bytes.NewReader(head))
	for {
		t, err := d.RawToken()
		if err != nil {
			return ""
		}
		if e, ok := t.(xml.StartElement); ok {
			return e.Name.Local
		}
	}
}

// readError turns a decoder's error into one of ours that names the rule.
func readError(err error) error {
	var syntax *xml.SyntaxError
	var bz bzip2.StructuralError
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, ErrTruncated), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return ErrTruncated
	case errors.Is(err, ErrAltered), errors.Is(err, ErrUnsupported):
		return err
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return fmt.Errorf("%w: its gzip checksum does not fit", ErrAltered)
	case errors.As(err, &bz):
		return fmt.Errorf("%w: its bzip2 checksum does not fit", ErrAltered)
	case errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF"):
		return ErrTruncated
	case errors.As(err, &syntax):
		return fmt.Errorf("%w: line %d is not well-formed XML", ErrAltered, syntax.Line)
	}
	var pathErr *os.PathError
	if errors.As(err, &pathErr) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrAltered, err)
}
