#include "grinder_memory.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int32_t gr_memory_create(const char *name) {
    int fd = memfd_create(name, MFD_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int32_t gr_memory_create_sealed(const char *name, uint64_t size) {
    int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0) return -errno;
    if (ftruncate(fd, (off_t)size) != 0 ||
        fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
        int saved = errno;
        close(fd);
        return -saved;
    }
    return fd;
}

int64_t gr_memory_size(int32_t fd) {
    struct stat s;
    return fstat(fd, &s) == 0 ? (int64_t)s.st_size : -errno;
}

bool gr_memory_is_sealed(int32_t fd) {
    int seals = fcntl(fd, F_GET_SEALS);
    int needed = F_SEAL_SHRINK | F_SEAL_GROW;
    return seals >= 0 && (seals & needed) == needed;
}

static void *map(int fd, uint64_t size, int protection, int flags, int32_t *error) {
    void *base = mmap(NULL, size, protection, flags | MAP_POPULATE, fd, 0);
    *error = base == MAP_FAILED ? errno : 0;
    return base == MAP_FAILED ? NULL : base;
}

void *gr_memory_map(int32_t fd, uint64_t size, bool writable, int32_t *error) {
    return map(fd, size, writable ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, error);
}

void *gr_memory_map_private(uint64_t size, int32_t *error) {
    return map(-1, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, error);
}

int32_t gr_memory_unmap(void *base, uint64_t size) { return munmap(base, size) == 0 ? 0 : -errno; }

int32_t gr_memory_lock(const void *base, uint64_t size) { return mlock(base, size) == 0 ? 0 : -errno; }

int32_t gr_memory_open_of_process(int32_t pid, const char *name, bool writable) {
    char directory[64], wanted[256], path[512], link[256];
    snprintf(directory, sizeof directory, "/proc/%d/fd", pid);
    snprintf(wanted, sizeof wanted, "/memfd:%s", name);
    DIR *d = opendir(directory);
    if (!d) return -errno;
    int32_t result = -ENOENT;
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        if (e->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s", directory, e->d_name);
        ssize_t n = readlink(path, link, sizeof link - 1);
        if (n <= 0) continue;
        link[n] = 0;
        if (strncmp(link, wanted, strlen(wanted)) != 0) continue;
        int fd = open(path, (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC);
        result = fd >= 0 ? fd : -errno;
        break;
    }
    closedir(d);
    return result;
}

int32_t gr_close(int32_t fd) { return close(fd) == 0 ? 0 : -errno; }
