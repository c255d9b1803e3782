package mapread

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// resident is the memory that a process holds, in bytes; 0 where the system does not
// tell.
func resident(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, found := strings.Cut(string(status), "\nVmRSS:")
	if !found { // a process that has ended and was not waited for
		return 0
	}
	fields := strings.Fields(rest)
	kib, err := strconv.ParseInt(fields[0], 10, 64)
	if err != nil {
		return 0
	}
	return kib << 10
}

// ByteSize is a number of bytes, written as in 512MiB or 4GiB.
type ByteSize int64

var byteUnits = []struct {
	name string
	size ByteSize
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}}

// UnmarshalText reads a whole number of GiB or MiB.
func (s *ByteSize) UnmarshalText(text []byte) error {
	for _, u := range byteUnits {
		digits, ok := strings.CutSuffix(string(text), u.name)
		if !ok {
			continue
		}
		if n, err := strconv.ParseInt(strings.TrimSpace(digits), 10, 32); err == nil && n > 0 {
			*s = ByteSize(n) * u.size
			return nil
		}
	}
	return fmt.Errorf("must be a size such as 512MiB or 4GiB")
}

// String is the size in the largest unit that it is a whole number of.
func (s ByteSize) String() string {
	for _, u := range byteUnits {
		if s%u.size == 0 {
			return fmt.Sprintf("%d %s", s/u.size, u.name)
		}
	}
	return fmt.Sprintf("%.0f MiB", float64(s)/(1<<20))
}

func checksum(r io.Reader) ([]byte, error) {
	h := sha256.New()
	_, err := io.Copy(h, r)
	return h.Sum(nil), err
}
