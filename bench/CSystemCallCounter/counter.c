#define _GNU_SOURCE
#include "CSystemCallCounter.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

enum { SYSCALL_STOP = SIGTRAP | 0x80 };

static int32_t wait_for(sc_tracee_t *tracee, int *status, int options) {
    pid_t pid;
    do pid = waitpid(tracee->pid, status, __WALL | options);
    while (pid < 0 && errno == EINTR);
    if (pid < 0) return -errno;
    if (pid > 0 && !WIFSTOPPED(*status)) {
        tracee->is_gone = true;
        return -ESRCH;
    }
    return pid;
}

static int32_t go_on(sc_tracee_t *tracee, int signal) {
    return ptrace(PTRACE_SYSCALL, tracee->pid, 0, (void *)(long)signal) == 0 ? 0 : -errno;
}

static int32_t count(sc_tracee_t *tracee) {
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, tracee->pid, (void *)sizeof info, &info) < 0) return -errno;
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY) return 0;
    tracee->total++;
    if (info.entry.nr < SC_NUMBERS_MAX) tracee->calls[info.entry.nr]++;
    return 0;
}

// The signal to hand on: none for the stops that tracing itself makes.
static int signal_of(int status) {
    if (status >> 16 != 0 || WSTOPSIG(status) == SYSCALL_STOP) return 0;
    return WSTOPSIG(status);
}

int32_t sc_begin(sc_tracee_t *tracee, int32_t pid) {
    memset(tracee, 0, sizeof *tracee);
    tracee->pid = pid;
    if (ptrace(PTRACE_SEIZE, pid, 0, (void *)(long)PTRACE_O_TRACESYSGOOD) != 0) return -errno;
    if (ptrace(PTRACE_INTERRUPT, pid, 0, 0) != 0) return -errno;
    int status = 0;
    int32_t result = wait_for(tracee, &status, 0);
    return result < 0 ? result : go_on(tracee, signal_of(status));
}

int32_t sc_collect(sc_tracee_t *tracee) {
    int32_t stops = 0;
    while (true) {
        int status = 0;
        int32_t result = wait_for(tracee, &status, WNOHANG);
        if (result <= 0) return result < 0 ? result : stops;
        stops++;
        if (WSTOPSIG(status) == SYSCALL_STOP && (result = count(tracee)) < 0) return result;
        if ((result = go_on(tracee, signal_of(status))) < 0) return result;
    }
}

void sc_reset(sc_tracee_t *tracee) {
    tracee->total = 0;
    memset(tracee->calls, 0, sizeof tracee->calls);
}

uint64_t sc_calls(const sc_tracee_t *tracee, uint64_t number) {
    return number < SC_NUMBERS_MAX ? tracee->calls[number] : 0;
}

int32_t sc_end(sc_tracee_t *tracee) {
    if (tracee->is_gone) return 0;
    if (ptrace(PTRACE_INTERRUPT, tracee->pid, 0, 0) != 0) return -errno;
    int status = 0;
    int32_t result = wait_for(tracee, &status, 0);
    if (result < 0) return result;
    return ptrace(PTRACE_DETACH, tracee->pid, 0, (void *)(long)signal_of(status)) == 0 ? 0 : -errno;
}

#define NAMED(call) case SYS_##call: return #call

const char *sc_name(uint64_t number) {
    switch (number) {
        NAMED(read);
        NAMED(write);
        NAMED(mmap);
        NAMED(munmap);
        NAMED(mremap);
        NAMED(mprotect);
        NAMED(madvise);
        NAMED(brk);
        NAMED(nanosleep);
        NAMED(clock_nanosleep);
        NAMED(clock_gettime);
        NAMED(sched_yield);
        NAMED(futex);
        NAMED(membarrier);
        NAMED(getpid);
        NAMED(restart_syscall);
        default: return number == 449 ? "futex_waitv" : NULL;
    }
}
