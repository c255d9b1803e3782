package street

import (
	"encoding/binary"
	"unsafe"
)

// words are little-endian 32-bit values: the very bytes, where the machine would lay
// the values out like that, else a copy. A country's network is tens of megabytes.
func words(b []byte) []int32 {
	count := len(b) / 4
	if count == 0 {
		return nil
	}
	if littleEndian && uintptr(unsafe.Pointer(&b[0]))%unsafe.Alignof(int32(0)) == 0 {
		return unsafe.Slice((*int32)(unsafe.Pointer(&b[0])), count)
	}
	out := make([]int32, count)
	for i := range out {
		out[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1
