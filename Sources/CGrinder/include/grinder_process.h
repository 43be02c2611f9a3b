// Child processes that cannot outlive their parent, and their deaths as descriptors.
//
// gr_spawn must be called from the main thread: the kernel sends the parent-death
// signal when the *thread* that forked ends, not the process.
#ifndef GRINDER_PROCESS_H
#define GRINDER_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct gr_fd_mapping {
    int32_t source;  // descriptor here
    int32_t target;  // its number in the child
} gr_fd_mapping_t;

typedef struct gr_spawn_result {
    int32_t pid;
    int32_t pidfd;  // readable when the child has died; close-on-exec
    int32_t error;  // errno, 0 on success
    int32_t stage;  // GR_SPAWN_*: where it failed
} gr_spawn_result_t;

enum {
    GR_SPAWN_OK = 0,
    GR_SPAWN_FORK = 1,
    GR_SPAWN_DESCRIPTORS = 2,
    GR_SPAWN_EXEC = 3,
    GR_SPAWN_PIDFD = 4,
};

/// fork + exec. The child gets: SIGKILL when the parent dies (with the race
/// against a parent that is already dead closed), standard streams as they are,
/// the mapped descriptors at their fixed numbers, no other descriptor, default
/// signal dispositions and an empty signal mask. Returns after exec succeeded or
/// failed, so a wrong path is an error here, not a dead child later.
/// `argv` and `envp` end with NULL; `envp` NULL means this process's own.
gr_spawn_result_t gr_spawn(const char *_Nonnull path,
                           char *_Nullable const *_Nonnull argv,
                           char *_Nullable const *_Nullable envp,
                           const gr_fd_mapping_t *_Nullable fds, size_t fd_count);

/// SIGKILL for this process when its parent dies; for children not made by gr_spawn.
int32_t gr_process_die_with_parent(int32_t expected_parent);

int32_t gr_pidfd_open(int32_t pid);

/// Sends a signal without the race of a recycled pid. 0 or a negative errno.
int32_t gr_pidfd_send_signal(int32_t pidfd, int32_t signal);

typedef struct gr_exit_status {
    int32_t pid;
    int32_t exited;  // 1 when the child is gone (and reaped by this call)
    int32_t code;    // exit code, or -1 when killed by a signal
    int32_t signal;  // the signal, or 0
} gr_exit_status_t;

/// Reaps one child through its pidfd. With `block` false, `exited` 0 means still alive.
/// 0 or a negative errno.
int32_t gr_process_reap(int32_t pidfd, bool block, gr_exit_status_t *_Nonnull status);

/// Waits until `fd` is readable or the timeout passes (negative: for ever).
/// 1 readable, 0 timeout, or a negative errno.
int32_t gr_poll_readable(int32_t fd, int32_t timeout_ms);

/// Blocks the given signals in this thread and returns a descriptor that delivers
/// them (non-blocking, close-on-exec), or a negative errno.
int32_t gr_signalfd(const int32_t *_Nonnull signals, size_t count);

/// The next pending signal of a signalfd, 0 when there is none, or a negative errno.
int32_t gr_signalfd_next(int32_t fd);

/// Sends one datagram to the service manager's socket (a path, or `@` and an abstract
/// name). Never blocks. 0 or a negative errno.
int32_t gr_notify(const char *_Nonnull socket_path, const char *_Nonnull text);

int32_t gr_process_id(void);
int32_t gr_errno(void);

#endif
