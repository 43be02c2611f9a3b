#include "grinder_probe.h"
#include <errno.h>
#include <linux/magic.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <unistd.h>

bool gr_probe_futex_waitv(void) {
#ifdef SYS_futex_waitv
    // No waiters at all is EINVAL to a kernel that knows the call.
    return syscall(SYS_futex_waitv, NULL, 0, 0, NULL, 0) < 0 && errno == EINVAL;
#else
    return false;
#endif
}

gr_clock_quality_t gr_probe_clock_quality(void) {
    struct timex t = {.modes = 0};
    int state = adjtimex(&t);
    gr_clock_quality_t quality = {0};
    if (state < 0) {
        quality.error = errno;
        return quality;
    }
    quality.synchronised = state != TIME_ERROR && !(t.status & STA_UNSYNC);
    quality.error_bound_us = t.maxerror;
    return quality;
}

static uint64_t limit(int resource) {
    struct rlimit l;
    if (getrlimit(resource, &l) != 0) return 0;
    return l.rlim_cur == RLIM_INFINITY ? UINT64_MAX : (uint64_t)l.rlim_cur;
}

uint64_t gr_probe_locked_memory_limit(void) { return limit(RLIMIT_MEMLOCK); }
uint64_t gr_probe_open_files_limit(void) { return limit(RLIMIT_NOFILE); }

gr_filesystem_t gr_probe_filesystem(const char *path) {
    gr_filesystem_t found = {0};
    struct statfs s;
    if (statfs(path, &s) != 0) {
        found.error = errno;
        return found;
    }
    found.is_memory = s.f_type == TMPFS_MAGIC;
    found.free_bytes = (uint64_t)s.f_bavail * (uint64_t)s.f_bsize;
    found.total_bytes = (uint64_t)s.f_blocks * (uint64_t)s.f_bsize;
    return found;
}
