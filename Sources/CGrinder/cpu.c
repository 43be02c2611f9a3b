#include "grinder_cpu.h"
#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_sched_setattr
#error "sched_setattr system call number unknown"
#endif

struct scheduling {  // struct sched_attr, first version
    uint32_t size;
    uint32_t policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime;
    uint64_t deadline;
    uint64_t period;
};

int32_t gr_cpu_available_count(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    int n = CPU_COUNT(&set);
    return n > 0 ? n : 1;
}

int32_t gr_cpu_available_at(int32_t index) {
    cpu_set_t set;
    if (index < 0 || sched_getaffinity(0, sizeof set, &set) != 0) return -1;
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &set) && index-- == 0) return cpu;
    return -1;
}

int32_t gr_cpu_pin(int32_t cpu) {
    if (cpu < 0 || cpu >= CPU_SETSIZE) return -EINVAL;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    return sched_setaffinity(0, sizeof set, &set) == 0 ? 0 : -errno;
}

void gr_cpu_yield(void) { sched_yield(); }

// Policies of real time are somebody's decision: they stay.
static int32_t reschedule(uint32_t policy, uint64_t slice_ns) {
    struct scheduling now = {.size = sizeof now};
    if (syscall(SYS_sched_getattr, 0, &now, sizeof now, 0u) != 0) return -errno;
    if (now.policy != SCHED_OTHER && now.policy != SCHED_BATCH) return 0;
    struct scheduling wanted = {.size = sizeof wanted, .policy = policy, .nice = now.nice, .runtime = slice_ns};
    return syscall(SYS_sched_setattr, 0, &wanted, 0u) == 0 ? 0 : -errno;
}

int32_t gr_cpu_take_short_slices(void) { return reschedule(SCHED_OTHER, 100000); }

int32_t gr_cpu_give_way(void) { return reschedule(SCHED_BATCH, 0); }

int32_t gr_thread_set_name(const char *name) {
    return prctl(PR_SET_NAME, (unsigned long)name, 0, 0, 0) == 0 ? 0 : -errno;
}
