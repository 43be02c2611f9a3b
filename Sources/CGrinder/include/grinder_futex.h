// Parking across processes.
//
// Protocol ("parked word"): who wants to sleep stores 1 into its parked word,
// passes a full barrier, re-checks the condition, and only then sleeps while the
// word is 1. Who changes the condition stores it, then loads the parked word; if
// it is not 0 it exchanges it for 0 and wakes. One of the two must see the other
// (Dekker), provided a full barrier lies between store and load on BOTH sides.
// The waker's side runs per record, so its barrier is paid by the sleeper: the
// sleeper calls gr_barrier_all_processes(), which makes every registered process
// pass a barrier; the waker then needs only to keep program order in the compiler.
// Where the kernel refuses that, the waker fences itself (see the return value
// of gr_barrier_register), and every sleep is bounded by a timeout besides.
#ifndef GRINDER_FUTEX_H
#define GRINDER_FUTEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Sleeps while *word == expected, at most timeout_ns. 0 when woken, or a negative
/// errno: -EAGAIN (value differed), -ETIMEDOUT, -EINTR.
int32_t gr_futex_wait(uint32_t *_Nonnull word, uint32_t expected, uint64_t timeout_ns);

/// Wakes up to `count` sleepers; returns how many, or a negative errno.
int32_t gr_futex_wake(uint32_t *_Nonnull word, int32_t count);

/// Registers this process as a target of gr_barrier_all_processes. Idempotent,
/// inherited neither over exec nor needed twice. True when the asymmetric
/// protocol is available; false means wakers have to fence themselves.
bool gr_barrier_register(void);

/// Every running thread of every registered process passes a full barrier before
/// this returns, the caller included. Falls back to a local full fence.
void gr_barrier_all_processes(void);

#define GR_WAIT_TARGETS_MAX 8

/// One condition to sleep on: `*watched` becoming (equal) or ceasing to be
/// (not equal) `value`, announced through `parked`.
typedef struct gr_wait_target {
    uint32_t *_Nonnull parked;
    const uint64_t *_Nonnull watched;
    uint64_t value;
    uint64_t ready_when_equal;
    uint64_t *_Nonnull parks;  // single-writer counter of sleeps
} gr_wait_target_t;

/// True when the condition holds now (acquire).
bool gr_wait_target_ready(const gr_wait_target_t *_Nonnull target);

enum {
    GR_PARK_READY = 0,    // a condition holds, or somebody woke us: look again
    GR_PARK_STOPPED = 1,  // the stop word is not 0
    GR_PARK_TIMEOUT = 2,  // the bounded sleep ended
};

/// Sleeps until one of `count` conditions may hold, the stop word is set, or the
/// timeout passes. Spurious READY is allowed; a missed wake-up is not. Clears the
/// parked words before it returns. More than one target needs futex_waitv
/// (Linux 5.16); without it the sleep is on the first target only and is cut to
/// 50 us.
int32_t gr_park(const gr_wait_target_t *_Nonnull targets, size_t count,
                const uint32_t *_Nullable stop, uint64_t timeout_ns);

/// Clears a parked word and wakes its sleeper. Returns 1 when there was one.
int32_t gr_unpark(uint32_t *_Nonnull parked);

#endif
