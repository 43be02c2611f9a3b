// What this machine offers, for `grinder doctor`: questions that change nothing.
#ifndef GRINDER_PROBE_H
#define GRINDER_PROBE_H

#include <stdbool.h>
#include <stdint.h>

/// Whether the kernel can wait on several futexes at once (Linux 5.16).
bool gr_probe_futex_waitv(void);

/// What the kernel knows of this machine's clock against the true time.
typedef struct gr_clock_quality {
    int32_t synchronised;  // 0 when no time service disciplines the clock
    int32_t error;         // errno of a refused question, or 0
    int64_t error_bound_us;  // the greatest error that the time service vouches for
} gr_clock_quality_t;

gr_clock_quality_t gr_probe_clock_quality(void);

/// Soft limits; UINT64_MAX: no limit. Bytes and descriptors.
uint64_t gr_probe_locked_memory_limit(void);
uint64_t gr_probe_open_files_limit(void);

typedef struct gr_filesystem {
    int32_t error;  // errno, or 0
    int32_t is_memory;  // a tmpfs
    uint64_t free_bytes;  // for this user
    uint64_t total_bytes;
} gr_filesystem_t;

gr_filesystem_t gr_probe_filesystem(const char *_Nonnull path);

#endif
