#include "grinder_process.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

enum { MAPPINGS_MAX = 16 };

extern char **environ;

struct failure {
    int32_t stage;
    int32_t error;
};

// ---- in the child, between vfork and exec: async-signal-safe calls only, no writes but to its own frames ----

static _Noreturn void fail(int report, int stage) {
    struct failure f = {stage, errno};
    ssize_t ignored = write(report, &f, sizeof f);
    (void)ignored;
    _exit(127);
}

static void reset_signals(void) {
    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int s = 1; s < NSIG; s++) sigaction(s, &standard, NULL);  // SIGKILL, SIGSTOP refuse: fine
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

// Everything above the standard streams closes at exec; dup2 then exempts the mapped ones.
static int close_others_on_exec(void) {
    if (syscall(SYS_close_range, 3u, ~0u, CLOSE_RANGE_CLOEXEC) == 0) return 0;
    if (errno != ENOSYS && errno != EINVAL) return -1;
    long limit = sysconf(_SC_OPEN_MAX);
    for (int fd = 3; fd < limit; fd++) {
        int flags = fcntl(fd, F_GETFD);
        if (flags >= 0) fcntl(fd, F_SETFD, flags | FD_CLOEXEC);
    }
    return 0;
}

// Sources move out of the way first, so that no target overwrites a later source,
// and so that dup2 is never a no-op that leaves close-on-exec set.
static int place_descriptors(const gr_fd_mapping_t *fds, size_t count, int *report) {
    int above = 3;
    for (size_t i = 0; i < count; i++)
        if (fds[i].target >= above) above = fds[i].target + 1;
    int moved[MAPPINGS_MAX];
    if ((*report = fcntl(*report, F_DUPFD_CLOEXEC, above)) < 0) return -1;
    for (size_t i = 0; i < count; i++)
        if ((moved[i] = fcntl(fds[i].source, F_DUPFD_CLOEXEC, above)) < 0) return -1;
    for (size_t i = 0; i < count; i++)
        if (dup2(moved[i], fds[i].target) < 0) return -1;
    return 0;
}

static _Noreturn void become(const char *path, char *const *argv, char *const *envp,
                             const gr_fd_mapping_t *fds, size_t count, int report, pid_t parent) {
    if (gr_process_die_with_parent(parent) != 0) fail(report, GR_SPAWN_FORK);
    reset_signals();
    int original = report;
    if (close_others_on_exec() != 0) fail(original, GR_SPAWN_DESCRIPTORS);
    if (place_descriptors(fds, count, &report) != 0) fail(report >= 0 ? report : original, GR_SPAWN_DESCRIPTORS);
    execve(path, argv, envp);
    fail(report, GR_SPAWN_EXEC);
}

// ---- in the parent ----

static gr_spawn_result_t failed(int stage, int error) {
    gr_spawn_result_t r = {-1, -1, error, stage};
    return r;
}

static gr_spawn_result_t await_exec(pid_t pid, int report) {
    struct failure f;
    ssize_t n;
    do n = read(report, &f, sizeof f);
    while (n < 0 && errno == EINTR);
    if (n == 0) {  // closed by exec
        int pidfd = gr_pidfd_open(pid);
        if (pidfd >= 0) return (gr_spawn_result_t){pid, pidfd, 0, GR_SPAWN_OK};
        f = (struct failure){GR_SPAWN_PIDFD, -pidfd};
        kill(pid, SIGKILL);
    } else if (n != (ssize_t)sizeof f) {
        f = (struct failure){GR_SPAWN_EXEC, n < 0 ? errno : EIO};
        kill(pid, SIGKILL);
    }
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {}
    return failed(f.stage, f.error);
}

gr_spawn_result_t gr_spawn(const char *path, char *const *argv, char *const *envp,
                           const gr_fd_mapping_t *fds, size_t fd_count) {
    if (fd_count > MAPPINGS_MAX) return failed(GR_SPAWN_DESCRIPTORS, E2BIG);
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) return failed(GR_SPAWN_FORK, errno);

    // No handler of ours may run in the child before its dispositions are reset. Until it execs, the child runs in
    // this process's memory while this one waits (vfork): copying the page tables of a supervisor takes longer than
    // all that the child does.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t parent = getpid();
    pid_t pid = vfork();
    int fork_error = errno;
    if (pid == 0) become(path, argv, envp ? envp : environ, fds, fd_count, report[1], parent);
    pthread_sigmask(SIG_SETMASK, &before, NULL);

    close(report[1]);
    gr_spawn_result_t result = pid < 0 ? failed(GR_SPAWN_FORK, fork_error) : await_exec(pid, report[0]);
    close(report[0]);
    return result;
}

int32_t gr_process_die_with_parent(int32_t expected_parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return -errno;
    return getppid() == expected_parent ? 0 : -ESRCH;
}

int32_t gr_pidfd_open(int32_t pid) {
    long fd = syscall(SYS_pidfd_open, pid, 0);
    return fd >= 0 ? (int32_t)fd : -errno;
}

int32_t gr_pidfd_send_signal(int32_t pidfd, int32_t signal) {
    return syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) == 0 ? 0 : -errno;
}

int32_t gr_process_reap(int32_t pidfd, bool block, gr_exit_status_t *status) {
    siginfo_t info = {0};
    int options = WEXITED | (block ? 0 : WNOHANG);
    int r;
    do r = waitid((idtype_t)P_PIDFD, (id_t)pidfd, &info, options);
    while (r != 0 && errno == EINTR);
    if (r != 0) return -errno;
    *status = (gr_exit_status_t){.pid = info.si_pid, .exited = info.si_pid != 0, .code = -1, .signal = 0};
    if (status->exited && info.si_code == CLD_EXITED) status->code = info.si_status;
    if (status->exited && info.si_code != CLD_EXITED) status->signal = info.si_status;
    return 0;
}

int32_t gr_poll_readable(int32_t fd, int32_t timeout_ms) {
    struct pollfd p = {.fd = fd, .events = POLLIN};
    int n = poll(&p, 1, timeout_ms);
    return n >= 0 ? n : -errno;
}

int32_t gr_signalfd(const int32_t *signals, size_t count) {
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < count; i++) sigaddset(&set, signals[i]);
    int error = pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (error != 0) return -error;
    int fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    return fd >= 0 ? fd : -errno;
}

int32_t gr_signalfd_next(int32_t fd) {
    struct signalfd_siginfo info;
    ssize_t n;
    do n = read(fd, &info, sizeof info);
    while (n < 0 && errno == EINTR);
    if (n == (ssize_t)sizeof info) return (int32_t)info.ssi_signo;
    return n < 0 && errno != EAGAIN ? -errno : 0;
}

int32_t gr_notify(const char *socket_path, const char *text) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(socket_path);
    if (length < 2 || length >= sizeof address.sun_path) return -EINVAL;
    memcpy(address.sun_path, socket_path, length);
    if (address.sun_path[0] == '@') address.sun_path[0] = 0;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    ssize_t sent = sendto(fd, text, strlen(text), MSG_NOSIGNAL, (struct sockaddr *)&address, size);
    int saved = errno;
    close(fd);
    return sent >= 0 ? 0 : -saved;
}

int32_t gr_process_id(void) { return getpid(); }
int32_t gr_errno(void) { return errno; }
