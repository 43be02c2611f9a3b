// Counts the system calls of another process's main thread, by ptrace: what the kernel saw, whoever made the call.
// The traced process stops at each of its system calls and nowhere else, so one that makes none runs undisturbed.
// One thread of the tracer makes all calls. Not for more than a measurement: a tracer that dies lets its tracees go.
#ifndef C_SYSTEM_CALL_COUNTER_H
#define C_SYSTEM_CALL_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

enum { SC_NUMBERS_MAX = 512 };

typedef struct {
    int32_t pid;
    /// The process has ended.
    bool is_gone;
    /// System calls entered so far.
    uint64_t total;
    /// The same by number; what has no place counts in `total` alone.
    uint64_t calls[SC_NUMBERS_MAX];
} sc_tracee_t;

/// Begins to count. 0 or -errno; -EPERM where tracing is not allowed.
int32_t sc_begin(sc_tracee_t *tracee, int32_t pid);

/// Takes what has happened since the last call, without waiting; the number of stops dealt with, or -errno.
int32_t sc_collect(sc_tracee_t *tracee);

void sc_reset(sc_tracee_t *tracee);

/// System calls of this number so far; 0 for what has no place.
uint64_t sc_calls(const sc_tracee_t *tracee, uint64_t number);

/// Lets the process go on uncounted. 0 or -errno.
int32_t sc_end(sc_tracee_t *tracee);

/// What system call `number` is called; NULL when it is not one that is known here.
const char *sc_name(uint64_t number);

#endif
