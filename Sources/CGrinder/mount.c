#include "grinder_mount.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static int32_t put(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return -errno;
    ssize_t written = write(fd, text, strlen(text));
    int32_t result = written < 0 ? -errno : 0;
    close(fd);
    return result;
}

// The user and group that this process is stay what they are in its new user namespace.
static int32_t keep_identity(uid_t user, gid_t group) {
    char map[64];
    int32_t result = put("/proc/self/setgroups", "deny");
    if (result != 0) return result;
    snprintf(map, sizeof map, "%u %u 1", user, user);
    if ((result = put("/proc/self/uid_map", map)) != 0) return result;
    snprintf(map, sizeof map, "%u %u 1", group, group);
    return put("/proc/self/gid_map", map);
}

int32_t gr_mount_isolate(void) {
    uid_t user = geteuid();
    gid_t group = getegid();
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) {
        int32_t result = keep_identity(user, group);
        if (result != 0) return result;
    } else {
        int refusal = errno;
        if (unshare(CLONE_NEWNS) != 0) return -refusal;
    }
    return mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 ? 0 : -errno;
}

static int32_t memory(const char *path, unsigned long flags, uint64_t bytes) {
    char options[64];
    snprintf(options, sizeof options, "size=%" PRIu64, bytes);
    return mount("grinder", path, "tmpfs", flags | MS_NOSUID | MS_NODEV, options) == 0 ? 0 : -errno;
}

int32_t gr_mount_memory(const char *path, uint64_t bytes) { return memory(path, 0, bytes); }
int32_t gr_mount_resize_memory(const char *path, uint64_t bytes) { return memory(path, MS_REMOUNT, bytes); }
int32_t gr_unmount(const char *path) { return umount2(path, MNT_DETACH) == 0 ? 0 : -errno; }
