#include "grinder_clock.h"
#include <time.h>

static uint64_t now_ns(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);  // cannot fail for the three clocks used here
    return (uint64_t)t.tv_sec * 1000000000ULL + (uint64_t)t.tv_nsec;
}

uint64_t gr_clock_monotonic_ns(void) { return now_ns(CLOCK_MONOTONIC); }
uint64_t gr_clock_boottime_ns(void) { return now_ns(CLOCK_BOOTTIME); }
uint64_t gr_clock_realtime_ns(void) { return now_ns(CLOCK_REALTIME); }
