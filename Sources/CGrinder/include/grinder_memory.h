// Sealed anonymous shared memory: no name to leak, no size to change.
#ifndef GRINDER_MEMORY_H
#define GRINDER_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GR_PAGE_SIZE 4096

/// Empty memfd that grows as it is written, close-on-exec. The descriptor, or a negative errno.
int32_t gr_memory_create(const char *_Nonnull name);

/// memfd of `size` zero bytes, close-on-exec, sealed against shrinking, growing
/// and further seals. The descriptor, or a negative errno.
int32_t gr_memory_create_sealed(const char *_Nonnull name, uint64_t size);

/// Size of the object behind `fd`, or a negative errno.
int64_t gr_memory_size(int32_t fd);

/// True when `fd` is sealed against shrinking and growing.
bool gr_memory_is_sealed(int32_t fd);

/// Shared mapping of the whole object, pre-faulted. NULL and *error (an errno) on failure.
void *_Nullable gr_memory_map(int32_t fd, uint64_t size, bool writable, int32_t *_Nonnull error);

/// Private zeroed page-aligned memory, pre-faulted; the in-process twin of a mapping.
void *_Nullable gr_memory_map_private(uint64_t size, int32_t *_Nonnull error);

int32_t gr_memory_unmap(void *_Nonnull base, uint64_t size);

/// Locks pages into memory. 0 or a negative errno; -EPERM and -ENOMEM are
/// ordinary for users with a small locked-memory limit: warn and go on.
int32_t gr_memory_lock(const void *_Nonnull base, uint64_t size);

/// Opens the descriptor of another process whose memfd name starts with `name`
/// (through /proc/<pid>/fd). The new descriptor, or a negative errno (-ENOENT: none).
int32_t gr_memory_open_of_process(int32_t pid, const char *_Nonnull name, bool writable);

int32_t gr_close(int32_t fd);

#endif
