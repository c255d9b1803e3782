//go:build !linux

package mapread

import "syscall"

// endWithParent does nothing where the kernel has no such signal: the process ends
// when its standard input does.
func endWithParent(*syscall.SysProcAttr) {}
