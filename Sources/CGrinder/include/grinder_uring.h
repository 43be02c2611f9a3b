// Writing a file through io_uring: a write with an fdatasync linked behind it costs one
// system call, and the writer need not wait for the second half.
//
// Owned by one thread. At most one write and one sync are in flight. liburing itself is
// included by uring.c only: its header wants feature macros that break other modules.
#ifndef GRINDER_URING_H
#define GRINDER_URING_H

#include <stdbool.h>
#include <stdint.h>

typedef struct gr_uring gr_uring_t;

/// A ring that can write and sync. NULL and *error (an errno) where the kernel or a
/// sandbox refuses one: fall back to pwrite.
gr_uring_t *_Nullable gr_uring_open(int32_t *_Nonnull error);

/// Waits for what is in flight, then frees the ring.
void gr_uring_close(gr_uring_t *_Nonnull ring);

/// Writes and waits for the write; with `sync`, an fdatasync is linked behind it and left
/// in flight (it is cancelled if the write fails or is short). Bytes written, or a
/// negative errno. A sync in flight must have been collected before the next is asked for.
int64_t gr_uring_write(gr_uring_t *_Nonnull ring, int32_t fd, const void *_Nonnull bytes, uint32_t count,
                       uint64_t offset, bool sync);

/// Starts an fdatasync. 0 or a negative errno.
int32_t gr_uring_sync(gr_uring_t *_Nonnull ring, int32_t fd);

/// Collects the sync in flight. With `wait` false: -EAGAIN while it has not finished.
/// 0 when it succeeded or none was in flight, or a negative errno.
int32_t gr_uring_collect_sync(gr_uring_t *_Nonnull ring, bool wait);

/// Whether a sync has not been collected yet.
bool gr_uring_is_syncing(const gr_uring_t *_Nonnull ring);

#endif
