// File systems that only this process and its children see.
#ifndef GRINDER_MOUNT_H
#define GRINDER_MOUNT_H

#include <stdint.h>

/// Leaves the mount namespace for one of this process's own, with a user namespace that lets it mount, or, where that
/// is refused, with the rights it has. The user stays the same. Single-threaded processes only.
/// 0, or -errno of the first refusal.
int32_t gr_mount_isolate(void);

/// A tmpfs of `bytes`, rounded up to pages. 0 or -errno.
int32_t gr_mount_memory(const char *_Nonnull path, uint64_t bytes);

/// Another size for it. 0, or -errno: EINVAL when it holds more.
int32_t gr_mount_resize_memory(const char *_Nonnull path, uint64_t bytes);

int32_t gr_unmount(const char *_Nonnull path);

#endif
