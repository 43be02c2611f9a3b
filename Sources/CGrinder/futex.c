#include "grinder_futex.h"
#include "grinder_atomics.h"
#include "grinder_clock.h"
#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifndef SYS_futex_waitv
#define SYS_futex_waitv 449
#endif
#ifndef SYS_membarrier
#error "membarrier system call number unknown"
#endif

// Values of <linux/membarrier.h>, which older kernel headers cut short.
enum {
    BARRIER_GLOBAL_EXPEDITED = 1 << 1,
    BARRIER_REGISTER_GLOBAL_EXPEDITED = 1 << 2,
};

enum { FUTEX2_U32_SHARED = 0x02 };

struct waitv_entry {  // struct futex_waitv
    uint64_t value;
    uint64_t address;
    uint32_t flags;
    uint32_t reserved;
};

static struct timespec to_timespec(uint64_t ns) {
    struct timespec t = {.tv_sec = (time_t)(ns / 1000000000ULL), .tv_nsec = (long)(ns % 1000000000ULL)};
    return t;
}

int32_t gr_futex_wait(uint32_t *word, uint32_t expected, uint64_t timeout_ns) {
    struct timespec t = to_timespec(timeout_ns);  // relative for FUTEX_WAIT
    return syscall(SYS_futex, word, FUTEX_WAIT, expected, &t, NULL, 0) == 0 ? 0 : -errno;
}

int32_t gr_futex_wake(uint32_t *word, int32_t count) {
    long n = syscall(SYS_futex, word, FUTEX_WAKE, count, NULL, NULL, 0);
    return n >= 0 ? (int32_t)n : -errno;
}

bool gr_barrier_register(void) {
    return syscall(SYS_membarrier, BARRIER_REGISTER_GLOBAL_EXPEDITED, 0, 0) == 0;
}

void gr_barrier_all_processes(void) {
    // A failure means that registration failed too (same kernel, same filter),
    // so wakers fence themselves and a local fence is the other half.
    if (syscall(SYS_membarrier, BARRIER_GLOBAL_EXPEDITED, 0, 0) != 0) gr_fence_seq_cst();
}

bool gr_wait_target_ready(const gr_wait_target_t *target) {
    bool equal = gr_load_acquire_u64(target->watched) == target->value;
    return equal == (target->ready_when_equal != 0);
}

static bool any_ready(const gr_wait_target_t *targets, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (gr_wait_target_ready(&targets[i])) return true;
    return false;
}

static int32_t wait_any(const gr_wait_target_t *targets, size_t count, uint64_t timeout_ns) {
    if (count == 1) return gr_futex_wait(targets[0].parked, 1, timeout_ns);
    struct waitv_entry entries[GR_WAIT_TARGETS_MAX];
    for (size_t i = 0; i < count; i++)
        entries[i] = (struct waitv_entry){1, (uint64_t)(uintptr_t)targets[i].parked, FUTEX2_U32_SHARED, 0};
    uint64_t now = gr_clock_monotonic_ns();
    struct timespec deadline = to_timespec(timeout_ns < UINT64_MAX - now ? now + timeout_ns : UINT64_MAX);  // absolute for waitv
    if (syscall(SYS_futex_waitv, entries, (unsigned)count, 0, &deadline, CLOCK_MONOTONIC) >= 0) return 0;
    if (errno != ENOSYS && errno != EPERM) return -errno;
    uint64_t short_ns = 50000;
    return gr_futex_wait(targets[0].parked, 1, timeout_ns < short_ns ? timeout_ns : short_ns);
}

int32_t gr_park(const gr_wait_target_t *targets, size_t count, const uint32_t *stop, uint64_t timeout_ns) {
    if (count == 0 || count > GR_WAIT_TARGETS_MAX) __builtin_trap();
    for (size_t i = 0; i < count; i++) gr_store_relaxed_u32(targets[i].parked, 1);
    gr_barrier_all_processes();

    int32_t outcome = GR_PARK_READY;
    if (stop && gr_load_acquire_u32(stop) != 0) {
        outcome = GR_PARK_STOPPED;
    } else if (!any_ready(targets, count)) {
        for (size_t i = 0; i < count; i++) gr_add_single_writer_u64(targets[i].parks, 1);
        if (wait_any(targets, count, timeout_ns) == -ETIMEDOUT) outcome = GR_PARK_TIMEOUT;
        if (stop && gr_load_acquire_u32(stop) != 0) outcome = GR_PARK_STOPPED;
    }
    for (size_t i = 0; i < count; i++) gr_store_relaxed_u32(targets[i].parked, 0);
    return outcome;
}

int32_t gr_unpark(uint32_t *parked) {
    if (gr_exchange_u32(parked, 0) == 0) return 0;
    gr_futex_wake(parked, 1);
    return 1;
}
