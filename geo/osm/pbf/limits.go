package pbf

import (
	"errors"
	"fmt"
)

// Limits of the format. A frame beyond them is refused before it is read.
const (
	maxHeader = 64 << 10 // bytes of a block header, exclusive
	maxBlob   = 32 << 20 // bytes of a block, packed or unpacked
)

// Limits of this package, each far above what any writer makes: a block holds
// some 8,000 elements as a rule, and a file unpacks to about twice its size.
const (
	maxElements = 1 << 18 // nodes, ways and relations of one block
	maxStrings  = 1 << 20 // strings of one block
	maxRows     = 1 << 22 // numbers of one block: nodes of ways, members, tags
	maxString   = 1 << 10 // bytes of a string that are read: OpenStreetMap has 255 characters at most

	freeBlobs   = 1000     // frames that any file may have,
	bytesAFrame = 1 << 10  // and one more for each of so many bytes
	freeBytes   = 64 << 20 // what any file may unpack to,
	maxRatio    = 20       // and so many times its size on top
)

// allowedFrames is how many frames a file of so many bytes may have.
func allowedFrames(size int64) int64 { return freeBlobs + size/bytesAFrame }

// allowedBytes is what a file of so many bytes may unpack to.
func allowedBytes(size int64) int64 { return freeBytes + maxRatio*size }

// ErrTruncated is returned for a file that ends inside a frame.
var ErrTruncated = errors.New("the file is truncated: it ends before its content does")

// ErrAltered is wrapped by the error for a file whose blocks break a rule of
// the format; the error names the rule.
var ErrAltered = errors.New("the file is damaged or altered")

// ErrUnsupported is wrapped by the error for a file that needs more of the
// format than is read here.
var ErrUnsupported = errors.New("the file needs what this program does not support")

func altered(rule string) error { return fmt.Errorf("%w: %s", ErrAltered, rule) }

// The rules against files that are small and unpack to much.
var (
	errFrames = altered("a file must not have more than 1,000 blocks and one for each KiB")
	errRatio  = altered("a file must not unpack to more than 64 MiB and 20 times its size")
	errCount  = altered("a block must not hold more than 262,144 elements and groups, 1,048,576 strings and 4,194,304 references and tags")
)
