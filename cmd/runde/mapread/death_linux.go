package mapread

import "syscall"

// endWithParent lets the kernel end the process when the one that started it is
// gone, however that ended.
func endWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }
